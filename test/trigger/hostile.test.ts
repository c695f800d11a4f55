import { useSandbox } from '../engine/sandboxed';
import { receive, type Posted } from './contexts';
import { heymarketTrigger, messagePost, TOKEN } from './heymarketPosts';

const sandbox = useSandbox();

const deep = (levels: number): unknown => {
	let value: unknown = 'the bottom';
	for (let level = 0; level < levels; level += 1) value = { inner: value };
	return value;
};

const genuine = (data: object, type = 'message_recieved') => ({ type, id: 1, token: TOKEN, event_data: data });

// What reaches a trigger of what strangers post. n8n answers the rest itself.
const posts: Array<[what: string, status: number, posted: Posted]> = [
	['an empty body, or one that n8n does not parse', 400, { body: undefined }],
	['an empty object, as n8n makes of a body without a type', 401, { body: {} }],
	['null', 400, { body: null }],
	['a text', 400, { body: 'message_recieved' }],
	['a number', 400, { body: 42 }],
	['true', 400, { body: true }],
	['an empty list', 400, { body: [] }],
	['a list of texts', 400, { body: ['a', 'b'] }],
	['a list in a list', 400, { body: [[messagePost()]] }],
	['more events than anybody sends at once', 413, { body: Array.from({ length: 101 }, () => messagePost()) }],
	['ten megabytes', 413, { body: messagePost({ text: 'x'.repeat(10_000_000) }) }],
	['bytes without their raw form, said to be ten megabytes', 413, { body: messagePost(), raw: 'none' as never, headers: { 'content-length': '10000000' } }],
	['a form', 400, { body: { ...messagePost() }, headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
	['XML', 400, { body: { ...messagePost() }, headers: { 'content-type': 'text/xml' } }],
	['no content type', 400, { body: { ...messagePost() }, headers: { 'content-type': undefined as never } }],
	['bytes', 400, { raw: Buffer.from(JSON.stringify(messagePost())), headers: { 'content-type': 'application/octet-stream' } }],
	['JSON under a name of somebody’s own, which n8n does not parse', 400, { raw: Buffer.from(JSON.stringify(messagePost())), headers: { 'content-type': 'application/vnd.x+json' } }],
	['multipart, of which n8n keeps no bytes', 400, { body: { data: messagePost(), files: {} }, headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
	['a genuine one without its data', 400, { body: genuine(undefined as never) }],
	['a genuine one with a list as its data', 400, { body: genuine([]) }],
	['a genuine one whose type is an object', 400, { body: { ...genuine({}), type: {} } }],
	['a genuine one with a type of a megabyte', 400, { body: genuine({}, 'x'.repeat(1_000_000)) }],
];

test.each(posts)('%s: %i, and nothing starts', async (_, status, posted) => {
	expect(await receive(heymarketTrigger(sandbox()), posted)).toMatchObject({ status, answers: 1, items: [], response: { noWebhookResponse: true } });
});

test('a hundred thousand levels are cut, and the item can be saved', async () => {
	const body = messagePost({ custom: deep(100_000) as never });
	// As text it could not be written by this test.
	const { items, status } = await receive(heymarketTrigger(sandbox()), { body, raw: Buffer.from('{}') });
	expect(status).toBe(200);
	expect(JSON.stringify(items).length).toBeLessThan(2_000);
});

test('UTF-16, which n8n reads: it is what it would be in UTF-8, and known by it', async () => {
	const scenario = heymarketTrigger(sandbox());
	const body = messagePost();
	const raw = Buffer.from(JSON.stringify(body), 'utf16le');
	const headers = { 'content-type': 'application/json; charset=utf-16le' };
	const { status, items } = await receive(scenario, { body, raw, headers });
	expect([status, items.length]).toEqual([200, 1]);
	expect(await receive(scenario, { body })).toMatchObject({ status: 200, items: [] });
	expect(await receive(scenario, { body: { ...messagePost(), token: 'guessed' }, raw, headers })).toMatchObject({ status: 401, items: [] });
});

test('names that JavaScript uses itself are left out at every level', async () => {
	const body = JSON.parse(
		`{"type":"target_opt_out","token":"${TOKEN}","event_data":{"phone":"14155550123","__proto__":{"polluted":true},"inner":{"constructor":1,"__proto__":{"polluted":true},"kept":1},"list":[{"prototype":1,"kept":2}]}}`,
	) as object;
	const { items } = await receive(heymarketTrigger(sandbox(), { events: ['target_opt_out'] }), { body });
	const text = JSON.stringify(items);
	expect(text).not.toMatch(/__proto__|constructor|prototype|polluted/);
	expect(items[0]!.json.data).toEqual({ phone: '14155550123', inner: { kept: 1 }, list: [{ kept: 2 }] });
	expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('what no message has is left out', async () => {
	const { items } = await receive(heymarketTrigger(sandbox()), { body: messagePost({ token: 'x', evil: { a: 1 } }) });
	expect(items[0]!.json.data).not.toHaveProperty('evil');
	expect(items[0]!.json.data).not.toHaveProperty('token');
});

test('values of other types than a message has don’t matter', async () => {
	const odd = { id: 'five', text: 7, date: null, phone: {}, target: ['x'], conversation: 'none', media: 1 };
	const { items, status } = await receive(heymarketTrigger(sandbox()), { body: messagePost(odd as never) });
	expect(status).toBe(200);
	expect(items).toHaveLength(1);
	expect(items[0]!.json).not.toHaveProperty('phoneNumber');
});

test('a forged post costs less than two milliseconds in this package', async () => {
	const scenario = heymarketTrigger(sandbox());
	const body = { ...messagePost(), token: 'guessed' };
	await receive(scenario, { body });
	const times: number[] = [];
	for (let count = 0; count < 50; count += 1) {
		const { webhookMs } = await receive(scenario, { body });
		times.push(webhookMs);
	}
	expect(times.toSorted((one, other) => one - other)[25]).toBeLessThan(2);
});
