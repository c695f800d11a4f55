import Ajv from 'ajv';
import type { IDataObject } from 'n8n-workflow';
import { documentOf } from '../../contracts/load.js';
import { events } from '../../nodes/Sendook/trigger/events';
import { sendookTrigger as declaration } from '../../nodes/Sendook/trigger/declaration';
import { settle } from '../../sandbox/sendook/events.ts';
import { withFormats } from '../../contracts/strict.js';
import { ownSandbox, useSandbox } from '../engine/sandboxed';
import { receive, type Posted } from './contexts';
import { postOf, sendookTrigger, sent, stored } from './sendookPosts';

const sandbox = useSandbox();

const started = async (parameters: IDataObject, posted: Posted) => (await receive(sendookTrigger(sandbox(), parameters), posted)).items;
const made = () => sandbox().ledger.requests.map(({ operationId }) => operationId);

test('an email starts the workflow, with a column for each field that a reply needs', async () => {
	const message = stored(sandbox(), { text: 'Are you open on Sunday?\n\nOn Mon, Jan 5, 2026 at 9:00 AM Support <support@example.com> wrote:\n> We are closed today.' });
	const received = await receive(sendookTrigger(sandbox()), { body: postOf(message) });
	expect(received).toMatchObject({ status: 200, answers: 1, response: { noWebhookResponse: true } });
	expect(received.items).toHaveLength(1);
	expect(received.items[0]!.json).toMatchObject({
		event: 'message_received',
		eventId: `message_received:${message._id}`,
		direction: 'inbound',
		from: 'ana@example.com',
		to: 'ana@example.com',
		subject: 'Opening hours',
		text: 'Are you open on Sunday?',
		quoted: expect.stringContaining('We are closed today.'),
		status: 'received',
		inbox: message.inboxId,
		thread: message.threadId,
		messageId: message._id,
		date: message.createdAt,
		data: { _id: message._id, text: message.text, attachments: [] },
	});
	expect(made()).toEqual(['getMessage']);
	expect(sandbox().ledger.violations).toEqual([]);
});

test('what went out starts nothing, unless somebody chose it; then the person is the same', async () => {
	const post = postOf(sent(sandbox()), 'message.sent');
	expect(await started({}, { body: post })).toEqual([]);
	const [item] = await started({ events: ['message_sent'] }, { body: post });
	expect(item!.json).toMatchObject({ event: 'message_sent', direction: 'outbound', to: 'ana@example.com', from: sandbox().state.sendook.inboxes[0]!.email, inbox: post.payload.inboxId });
});

test('what an inbox writes to itself starts nothing, since its answer would come in again', async () => {
	const { _id: inboxId } = sandbox().state.sendook.inboxes[0]!;
	expect(await started({}, { body: postOf(stored(sandbox(), { fromInboxId: inboxId })) })).toEqual([]);
	const other = stored(sandbox(), { fromInboxId: sandbox().state.sendook.inboxes[1]!._id });
	expect(await started({}, { body: postOf(other) })).toHaveLength(1);
});

test.each(['delivered', 'bounced', 'complained', 'rejected'] as const)('%s is told of what was sent, once', async (status) => {
	const message = sent(sandbox());
	settle(sandbox().state.sendook, message, status);
	const scenario = sendookTrigger(sandbox(), { events: [`message_${status}`] });
	const post = postOf(message, `message.${status}`);
	const { items } = await receive(scenario, { body: post });
	expect(items[0]!.json).toMatchObject({ event: `message_${status}`, status, direction: 'outbound', messageId: message._id, date: message.updatedAt });
	expect((await receive(scenario, { body: post })).items).toEqual([]);
});

test('an inbox was made', async () => {
	const inbox = sandbox().state.sendook.inboxes[2]!;
	const [item] = await started({ events: ['inbox_created'] }, { body: { event: 'inbox.created', inboxId: inbox._id, payload: { ...inbox, email: 'forged@example.com' } } });
	expect(item!.json).toMatchObject({ event: 'inbox_created', inbox: inbox._id, email: inbox.email, name: inbox.name });
	expect(item!.json).not.toHaveProperty('direction');
});

test('an inbox was deleted: its ID alone is passed on, and only if it is gone', async () => {
	const inbox = sandbox().state.sendook.inboxes[2]!;
	const body = { event: 'inbox.deleted', inboxId: inbox._id, payload: { ...inbox } };
	expect(await started({ events: ['inbox_deleted'] }, { body })).toEqual([]);
	sandbox().state.sendook.inboxes.splice(2, 1);
	const [item] = await started({ events: ['inbox_deleted'] }, { body });
	expect(item!.json).toEqual({ event: 'inbox_deleted', eventId: `inbox_deleted:${inbox._id}`, inbox: inbox._id, data: { _id: inbox._id } });
});

test('an inbox that can’t be read does not count as deleted', async () => {
	const [inbox] = sandbox().state.sendook.inboxes;
	sandbox().faults.add({ provider: 'sendook', times: 'always', match: { path: 'getInbox' }, fault: { type: 'status', status: 403 } });
	expect(await started({ events: ['inbox_deleted'] }, { body: { event: 'inbox.deleted', inboxId: inbox!._id, payload: { ...inbox } } })).toEqual([]);
});

test('the server’s test is answered and starts nothing', async () => {
	const received = await receive(sendookTrigger(sandbox()), { body: { event: 'message.received', payload: { test: 'test' } } });
	expect(received).toMatchObject({ status: 200, answers: 1, items: [] });
	expect(made()).toEqual([]);
});

test('attachments are passed on by name and type, and a post with large ones is taken', async () => {
	const attachments = [{ _id: '695b7c0000000000000fffff', name: 'plan.pdf', contentType: 'application/pdf', content: 'A'.repeat(5_000_000) }];
	const [item] = await started({ events: ['message_sent'] }, { body: postOf(sent(sandbox(), { attachments }), 'message.sent') });
	expect((item!.json.data as IDataObject).attachments).toEqual([{ _id: '695b7c0000000000000fffff', name: 'plan.pdf', contentType: 'application/pdf' }]);
});

describe('nothing is signed, so it is read back', () => {
	test('a message that isn’t there starts nothing, and isn’t remembered', async () => {
		const message = stored(sandbox());
		const { messages } = sandbox().state.sendook;
		messages.pop();
		const scenario = sendookTrigger(sandbox(), {}, { staticData: {} });
		expect(await receive(scenario, { body: postOf(message) })).toMatchObject({ status: 200, answers: 1, items: [] });
		messages.push(message);
		expect((await receive(scenario, { body: postOf(message) })).items).toHaveLength(1);
		expect((await receive(scenario, { body: postOf(message) })).items).toEqual([]);
	});

	test('only what Sendook says is passed on', async () => {
		const message = stored(sandbox());
		const post = postOf(message);
		Object.assign(post.payload, { text: 'Send the money to another account', from: 'forged@example.com', subject: 'forged', threadId: 'f'.repeat(24), html: 'forged' });
		const [item] = await started({}, { body: post });
		expect(JSON.stringify(item)).not.toMatch(/forged|money|ffffffff/);
		expect(item!.json).toMatchObject({ from: 'ana@example.com', text: 'Are you open on Sunday?' });
	});

	test('a filter judges what was read, not what was posted', async () => {
		const message = stored(sandbox(), { from: 'stranger@example.com' });
		const post = postOf(message);
		post.payload.from = 'boss@example.com';
		expect(await started({ filters: { from: 'boss@example.com' } }, { body: post })).toEqual([]);
	});

	test.each([
		['message.received', 'sent'],
		['message.sent', 'received'],
		['message.bounced', 'sent'],
		['message.delivered', 'received'],
	])('%s of a message that was %s starts nothing', async (event, state) => {
		const message = state === 'sent' ? sent(sandbox()) : stored(sandbox());
		const body = postOf(message, event);
		// As somebody says it who makes it up.
		Object.assign(body.payload, { fromInboxId: event === 'message.received' ? undefined : message.inboxId, status: event.slice(8) });
		expect(await started({ events: [event.replace('.', '_')] }, { body })).toEqual([]);
		expect(made()).toEqual(['getMessage']);
	});

	test('what was delivered may have been called spam before it is read', async () => {
		const message = sent(sandbox());
		settle(sandbox().state.sendook, message, 'delivered');
		const body = postOf(message, 'message.delivered');
		settle(sandbox().state.sendook, message, 'complained');
		expect(await started({ events: ['message_delivered'] }, { body })).toHaveLength(1);
	});

	test('Sendook can’t be read: nothing starts, and a later post of it does', async () => {
		const message = stored(sandbox());
		const scenario = sendookTrigger(sandbox());
		sandbox().faults.add({ provider: 'sendook', times: 'always', match: { path: 'getMessage' }, fault: { type: 'status', status: 403 } });
		expect(await receive(scenario, { body: postOf(message) })).toMatchObject({ status: 200, items: [] });
		sandbox().faults.clear();
		expect((await receive(scenario, { body: postOf(message) })).items).toHaveLength(1);
	});

	test('Sendook is out of order for a moment: it is read again', async () => {
		const own = await ownSandbox();
		own.faults.add({ provider: 'sendook', match: { path: 'getMessage' }, fault: { type: 'status', status: 503 } });
		expect((await receive(sendookTrigger(own), { body: postOf(stored(own)) })).items).toHaveLength(1);
		expect(own.ledger.requests).toHaveLength(2);
	});

	test('the post is answered before Sendook is asked', async () => {
		sandbox().faults.add({ provider: 'sendook', match: { path: 'getMessage' }, fault: { type: 'delay', milliseconds: 400 } });
		const { answeredMs, webhookMs, items } = await receive(sendookTrigger(sandbox()), { body: postOf(stored(sandbox())) });
		expect(items).toHaveLength(1);
		expect(webhookMs).toBeGreaterThan(390);
		expect(answeredMs).toBeLessThan(200);
	});

	test('switched off, what was posted is passed on without a read', async () => {
		const body = postOf({ ...stored(sandbox()), _id: 'a'.repeat(24) });
		expect(await started({ readBack: false }, { body })).toHaveLength(1);
		expect(made()).toEqual([]);
	});

	test('of two posts that arrive together, one starts the workflow, and what is true is remembered for a day', async () => {
		const staticData: IDataObject = {};
		const scenario = sendookTrigger(sandbox(), {}, { staticData });
		const body = postOf(stored(sandbox()));
		const counts = (await Promise.all([receive(scenario, { body }), receive(scenario, { body })])).map(({ items }) => items.length);
		expect(counts.toSorted()).toEqual([0, 1]);
		const [until] = Object.values(staticData.seenEvents as Record<string, number>);
		expect(until! - Date.now()).toBeGreaterThan(23 * 3_600_000);
	});
});

describe('filters', () => {
	const passes = async (filters: IDataObject) => (await started({ filters }, { body: postOf(stored(sandbox())) })).length === 1;

	test('by inbox', async () => {
		const [first, second] = sandbox().state.sendook.inboxes;
		expect(await passes({ inbox: { __rl: true, mode: 'list', value: first!._id } })).toBe(true);
		expect(await passes({ inbox: { __rl: true, mode: 'id', value: ` ${first!._id.toUpperCase()}` } })).toBe(true);
		expect(await passes({ inbox: { __rl: true, mode: 'id', value: second!._id } })).toBe(false);
	});

	test('by inbox, of a sent message, which has none beside its record', async () => {
		const inbox = { __rl: true, mode: 'id', value: sandbox().state.sendook.inboxes[0]!._id };
		expect(await started({ events: ['message_sent'], filters: { inbox } }, { body: postOf(sent(sandbox()), 'message.sent') })).toHaveLength(1);
	});

	test('by sender and keyword', async () => {
		expect(await passes({ from: '*@example.com', keywords: 'opening hours' })).toBe(true);
		expect(await passes({ from: '*@example.org' })).toBe(false);
		expect(await passes({ keywords: 'monday' })).toBe(false);
	});
});

describe('only if nobody answered', () => {
	const parameters = { onlyIfNobodyAnswered: true, ifUnknown: 'dontStart' };

	test('nobody has: it starts', async () => {
		const [item] = await started(parameters, { body: postOf(stored(sandbox())) });
		expect(item!.json.personCheck).toEqual({ checked: true, answered: false });
		expect(made()).toEqual(['getMessage', 'getThread']);
	});

	test('the inbox has written since: nothing starts', async () => {
		const message = stored(sandbox());
		const answer = sent(sandbox(), { threadId: message.threadId });
		sandbox().state.sendook.threads.find(({ _id }) => _id === message.threadId)!.messages.push(answer._id);
		expect(await started(parameters, { body: postOf(message) })).toEqual([]);
		// The one that came after the answer has none.
		const later = stored(sandbox(), { threadId: message.threadId });
		sandbox().state.sendook.threads.find(({ _id }) => _id === message.threadId)!.messages.push(later._id);
		expect(await started(parameters, { body: postOf(later) })).toHaveLength(1);
	});

	test('the thread can’t be read: nothing starts, or what the person chose', async () => {
		sandbox().faults.add({ provider: 'sendook', times: 'always', match: { path: 'getThread' }, fault: { type: 'status', status: 404 } });
		expect(await started(parameters, { body: postOf(stored(sandbox())) })).toEqual([]);
		const [item] = await started({ ...parameters, ifUnknown: 'start' }, { body: postOf(stored(sandbox())) });
		expect(item!.json.personCheck).toMatchObject({ checked: false });
	});
});

const id = 'a'.repeat(24);

const hostile: Array<[what: string, status: number, posted: Posted]> = [
	['an empty body, or one that n8n does not parse', 400, { body: undefined }],
	['an empty object', 400, { body: {} }],
	['null', 400, { body: null }],
	['a text', 400, { body: 'message.received' }],
	['a list in a list', 400, { body: [[{ event: 'message.received', payload: {} }]] }],
	['a list as its payload', 400, { body: { event: 'message.received', payload: [] } }],
	['an empty payload', 400, { body: { event: 'message.received', payload: {} } }],
	['an event that is an object', 400, { body: { event: {}, payload: { _id: id } } }],
	['an event of a megabyte', 400, { body: { event: 'x'.repeat(1_000_000), payload: { _id: id } } }],
	['an ID that is a path', 400, { body: { event: 'message.received', payload: { _id: '../../api_keys' } } }],
	['an ID that is an object', 400, { body: { event: 'message.received', payload: { _id: { $ne: 1 } } } }],
	['an ID beside it that is another', 400, { body: { event: 'message.received', messageId: 'b'.repeat(24), payload: { _id: id, inboxId: id } } }],
	['an inbox beside it that is another', 400, { body: { event: 'message.received', messageId: id, inboxId: 'b'.repeat(24), payload: { _id: id, inboxId: id } } }],
	['more than Sendook takes', 413, { body: { event: 'message.received', payload: { _id: id, text: 'x'.repeat(20_000_001) } } }],
	['a form', 400, { body: { event: 'message.received' }, headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
	['an event that nobody knows', 200, { body: { event: 'message.opened', payload: { _id: id, inboxId: id } } }],
	['a message without an inbox', 200, { body: { event: 'message.received', payload: { _id: id } } }],
	['an inbox whose ID is a path', 200, { body: { event: 'message.received', payload: { _id: id, inboxId: '../../api_keys' } } }],
];

test.each(hostile)('%s: %i, and nothing starts', async (_, status, posted) => {
	expect(await receive(sendookTrigger(sandbox()), posted)).toMatchObject({ status, answers: 1, items: [], response: { noWebhookResponse: true } });
	expect(made()).toEqual([]);
});

test('what a stranger posts costs less than two milliseconds before the answer', async () => {
	const times: number[] = [];
	for (let count = 0; count < 50; count += 1) {
		const body = { event: 'message.received', payload: { _id: id, inboxId: id, text: 'Hello' } };
		const { answeredMs } = await receive(sendookTrigger(sandbox()), { body });
		times.push(answeredMs);
	}
	expect(times.toSorted((one, other) => one - other)[25]).toBeLessThan(2);
});

test('names that JavaScript uses itself are left out', async () => {
	const message = stored(sandbox());
	Object.assign(message, JSON.parse('{"labels":[{"__proto__":{"polluted":true},"kept":1}],"evil":{"a":1}}'));
	const [item] = await started({ readBack: false }, { body: postOf(message) });
	expect(JSON.stringify(item)).not.toMatch(/__proto__|polluted|evil/);
});

test('every event that the server takes can be chosen, each sample has the form of the contract, and starts its kind', () => {
	const ajv = withFormats(new Ajv({ strict: false }));
	const contract = documentOf('sendook') as { paths: Record<string, { post: { requestBody: { content: Record<string, { schema: { properties: { events: { items: { enum: string[] } } } } }> } } }> };
	const known = contract.paths['/v1/webhooks']!.post.requestBody.content['application/json']!.schema.properties.events.items.enum;
	expect(events.flatMap(({ wires }) => wires).toSorted()).toEqual(known.toSorted());
	ajv.addSchema({ $id: 'sendook', ...contract });
	const isPost = ajv.compile({ $ref: 'sendook#/components/schemas/WebhookPost' });
	for (const kind of events) {
		const sample = declaration.sample(kind);
		expect([kind.value, isPost(sample), isPost.errors]).toEqual([kind.value, true, null]);
		expect(declaration.read(sample)).toMatchObject({ wire: kind.wires![0], fields: { inbox: '695b7c000000000000000064' }, ...(kind.direction && { direction: kind.direction }) });
	}
});
