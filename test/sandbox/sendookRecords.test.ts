import { mail, support, useClients } from './clients.ts';

const clients = useClients();
const state = () => clients.sandbox.state.sendook;
const unknown = '0'.repeat(24);
const page = /^<!DOCTYPE html>/;

/** What can be made, listed, read and deleted: its path, what to send, the key in its path, and the answer to one that isn't there. */
const kinds: Array<[string, object, '_id' | 'name', number, unknown]> = [
	['/v1/inboxes', { name: 'Help' }, '_id', 404, { error: 'Inbox not found' }],
	['/v1/domains', { name: 'new.example.com' }, 'name', 404, { error: 'Domain not found' }],
	['/v1/webhooks', { url: 'https://example.com/new', events: ['message.sent'] }, '_id', 404, { error: 'Webhook not found' }],
	['/v1/api_keys', { name: 'New' }, '_id', 200, null],
];

it.each(kinds)('%s: what is made is listed and read, and is gone once it is deleted', async (path, body, key, status, missing) => {
	const { data: before } = await clients.sendook.get(path);
	const { data: made } = await clients.sendook.post(path, body);
	expect(made).toMatchObject(body);
	const one = `${path}/${made[key]}`;
	expect((await clients.sendook.get(path)).data).toEqual([...before, made]);
	expect((await clients.sendook.get(one)).data).toEqual(made);
	expect((await clients.sendook.delete(one)).data).toEqual(made);
	for (const method of ['get', 'delete'] as const) {
		const gone = await clients.sendook[method](one);
		expect([gone.status, gone.data]).toEqual([status, missing]);
	}
	expect(clients.sandbox.ledger.violations).toEqual([]);
});

it('takes an inbox’s messages along with it, and leaves its threads behind', async () => {
	await clients.sendook.delete(support);
	expect([state().messages, state().threads.length]).toEqual([[], 5]);
	expect((await clients.sendook.get(`${support}/threads`)).status).toBe(404);
});

it('answers a second domain of one name with a page and status 500', async () => {
	const { status, data } = await clients.sendook.post('/v1/domains', { name: 'agents.example.com' });
	expect([status, data]).toEqual([500, expect.stringMatching(page)]);
	expect(state().domains).toHaveLength(2);
});

describe('threads', () => {
	it('have the IDs of their messages in the list, and the messages by themselves', async () => {
		const { data: sent } = await clients.sendook.post(`${support}/messages/send`, mail);
		const { data: reply } = await clients.sendook.post(`${support}/messages/${sent._id}/reply`, { text: 'a', html: 'a' });
		const { data: listed } = await clients.sendook.get(`${support}/threads`);
		expect(listed.at(-1)).toMatchObject({ _id: sent.threadId, messages: [sent._id, reply._id], __v: 2 });
		expect((await clients.sendook.get(`${support}/threads/${sent.threadId}`)).data.messages).toEqual([sent, reply]);
	});

	it('don’t have a message that the mail service refused', async () => {
		await clients.sendook.post(`${support}/messages/send`, { ...mail, to: ['a@refused.example'] });
		const { data: listed } = await clients.sendook.get(`${support}/threads`);
		expect(listed.at(-1).messages).toEqual([]);
		expect(state().messages).toHaveLength(6);
	});

	it('are those of one inbox', async () => {
		const other = `/v1/inboxes/${state().inboxes[1]?._id}`;
		expect((await clients.sendook.get(`${other}/threads`)).data).toEqual([]);
		const { status, data } = await clients.sendook.get(`${other}/threads/${state().threads[0]?._id}`);
		expect([status, data]).toEqual([404, { error: 'Thread not found' }]);
	});
});

it('tests all webhooks of new messages once for each address, and keeps the last ten attempts at hand', async () => {
	const { webhooks } = state();
	const [first, second, third] = webhooks.map(({ _id }) => _id);
	webhooks.push({ ...webhooks[0]!, _id: 'f'.repeat(24) });
	for (let tests = 0; tests < 10; tests++) expect((await clients.sendook.post(`/v1/webhooks/${third}/test`)).data).toEqual({ success: true });
	const attemptsOf = async (id: string | undefined) => (await clients.sendook.get(`/v1/webhooks/${id}/attempts`)).data as Array<{ status: number; payload: object }>;
	expect((await attemptsOf(first)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
	expect((await attemptsOf(second))[0]).toMatchObject({ status: 500, error: 'getaddrinfo ENOTFOUND unreachable.example', payload: { event: 'message.received', payload: { test: 'test' } } });
	expect([await attemptsOf(third), await attemptsOf('f'.repeat(24)), await attemptsOf(unknown)]).toEqual([[], [], []]);
	expect((await clients.sendook.post(`/v1/webhooks/${unknown}/test`)).status).toBe(404);
});

it.each([
	['an event that there is not', '/v1/webhooks', { url: 'https://example.com', events: ['message.opened'] }],
	['no event', '/v1/webhooks', { url: 'https://example.com', events: [] }],
	['an address that is none', '/v1/webhooks', { url: 'example.com', events: ['message.sent'] }],
	['no domain name', '/v1/domains', { name: 'https://example.com' }],
	['a key without a name', '/v1/api_keys', { name: '' }],
])('refuses %s as no correct client sends it', async (_name, path, body) => {
	expect((await clients.sendook.post(path, body)).status).toBe(500);
	expect(clients.sandbox.ledger.violations).toMatchObject([{ kind: 'contract' }]);
});
