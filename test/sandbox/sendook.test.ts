import { mail, support, useClients } from './clients.ts';

const clients = useClients();
const accepted = () => clients.sandbox.ledger.accepted;
const send = (body: object) => clients.sendook.post(`${support}/messages/send`, body);
const unknown = '0'.repeat(24);
const firstMessage = '695b7c0000000000000003e8';
const page = /^<!DOCTYPE html>[^]*<pre>Internal Server Error<\/pre>/;

describe('signing in', () => {
	const inboxesWith = async (headers: object) =>
		clients.sendook.get('/v1/inboxes', { headers: { Authorization: undefined, ...headers } });

	it('accepts Bearer in upper or lower case', async () => {
		const { status, data } = await inboxesWith({ Authorization: `bEARER ${clients.sandbox.credentials.sendook.apiKey}` });
		expect([status, data.length, Object.keys(data[0])]).toEqual([200, 30, ['_id', 'organizationId', 'email', 'name', 'createdAt', 'updatedAt', '__v']]);
	});

	it.each([
		['no header', {}, 'Bearer realm="Users"'],
		['a wrong key', { Authorization: 'Bearer wrong' }, 'Bearer realm="Users", error="invalid_token"'],
		['the key as X-API-Key', { 'X-API-Key': '0123456789abcdef'.repeat(6) }, 'Bearer realm="Users"'],
	])('answers %s with plain text and without a content type', async (_name, headers, realm) => {
		const { status, data, headers: given } = await inboxesWith(headers);
		expect([status, data, given['content-type'], given['www-authenticate']]).toEqual([401, 'Unauthorized', undefined, realm]);
	});

	it('answers a key without Bearer with 400', async () => {
		const { status, data, headers } = await inboxesWith({ Authorization: clients.sandbox.credentials.sendook.apiKey });
		expect([status, data, headers['content-type']]).toEqual([400, 'Bad Request', undefined]);
	});
});

describe('sending', () => {
	it('answers 200 with the whole record, which can be read, listed and replied to', async () => {
		const attachment = { content: 'aGVsbG8=', name: 'a.txt', contentType: 'text/plain' };
		const { status, data } = await send({ ...mail, cc: ['c@example.com'], bcc: ['b@example.com'], labels: ['vip'], attachments: [attachment] });
		expect([status, data]).toEqual([
			200,
			expect.objectContaining({
				_id: expect.stringMatching(/^[0-9a-f]{24}$/),
				from: 'support@sendook-demo.example',
				attachments: [{ ...attachment, _id: expect.any(String) }],
				externalMessageId: expect.any(String),
				__v: 0,
			}),
		]);
		expect(data).not.toHaveProperty('id');
		expect(data).not.toHaveProperty('status');
		// The BCC is stored but gets no mail, so it is not among the recipients.
		expect(accepted()).toMatchObject([{ kind: 'email', recipients: ['ana@example.com', 'c@example.com'], marker: 'Hello', messageId: data._id }]);
		expect((await clients.sendook.get(`${support}/messages/${data._id}`)).data).toEqual(data);
		const { data: listed } = await clients.sendook.get(`${support}/messages`);
		expect(listed).toHaveLength(6);

		const reply = await clients.sendook.post(`${support}/messages/${data._id}/reply`, { text: 'More', html: 'More' });
		expect(reply.data).toMatchObject({ threadId: data.threadId, to: ['support@sendook-demo.example'], subject: 'Re: Hello' });
	});

	it('replies to the sender only, with one more Re: each time, from any inbox', async () => {
		const other = clients.sandbox.state.sendook.inboxes[1];
		const messages = clients.sandbox.state.sendook.messages;
		const visit = messages.find(({ subject }) => subject === 'Re: Your visit');
		const { status, data } = await clients.sendook.post(`/v1/inboxes/${other?._id}/messages/${visit?._id}/reply`, { text: 'Fine', html: 'Fine' });
		expect([status, data]).toEqual([200, expect.objectContaining({ from: other?.email, to: ['dana@example.com'], subject: 'Re: Re: Your visit' })]);
		expect(accepted()).toMatchObject([{ kind: 'reply', recipients: ['dana@example.com'], marker: 'Fine' }]);
	});

	it.each([
		['inbox', 'post', `/v1/inboxes/${unknown}/messages/send`, mail, 'Inbox not found'],
		['inbox of a reply', 'post', `/v1/inboxes/${unknown}/messages/${firstMessage}/reply`, { text: 'a', html: 'a' }, 'Inbox not found'],
		['message of a reply', 'post', `${support}/messages/${unknown}/reply`, { text: 'a', html: 'a' }, 'Message not found'],
		['inbox of a list', 'get', `/v1/inboxes/${unknown}/messages`, undefined, 'Inbox not found'],
		['message', 'get', `${support}/messages/${unknown}`, undefined, 'Message not found'],
	])('answers 404 for an unknown %s', async (_name, method, url, data, error) => {
		const answer = await clients.sendook.request({ method, url, data });
		expect([answer.status, answer.data]).toEqual([404, { error }]);
		expect(clients.sandbox.ledger.violations).toEqual([]);
	});

	it.each([
		['no html', { ...mail, html: undefined }],
		['an empty text', { ...mail, text: '' }],
		['a bare string for to', { ...mail, to: 'ana@example.com' }],
		['nobody', { ...mail, to: [] }],
		['a display name', { ...mail, to: ['Ana <ana@example.com>'] }],
		['a line break in the subject', { ...mail, subject: 'a\r\nBcc: b@example.com' }],
		['an attachment that is not base64', { ...mail, attachments: [{ content: 'not base64!' }] }],
	])('answers %s with a page and status 500, and records a violation', async (_name, body) => {
		const { status, data, headers } = await send(body);
		expect([status, data, headers['content-type']]).toEqual([500, expect.stringMatching(page), 'text/html; charset=utf-8']);
		expect(clients.sandbox.ledger.violations).toMatchObject([{ provider: 'sendook', kind: 'contract' }]);
		expect(accepted()).toEqual([]);
	});

	it.each([
		['an unknown field of an attachment', `${support}/messages/send`, { ...mail, attachments: [{ content: 'aGVsbG8=', filename: 'a.txt' }] }],
		['recipients of a reply', `${support}/messages/${firstMessage}/reply`, { text: 'a', html: 'a', to: ['bob@example.com'] }],
	])('refuses %s, which the real server would ignore', async (_name, url, body) => {
		const { status, data } = await clients.sendook.post(url, body);
		expect([status, data]).toEqual([400, { errors: [expect.objectContaining({ type: 'field', msg: expect.stringMatching(/filename|"to"/) })] }]);
		expect(clients.sandbox.ledger.violations).toHaveLength(1);
	});

	it('stores a message that the mail service refuses', async () => {
		const { status, data } = await send({ ...mail, to: ['a@refused.example'] });
		expect([status, data]).toEqual([500, expect.stringMatching(page)]);
		expect(accepted()).toEqual([]);
		const { data: listed } = await clients.sendook.get(`${support}/messages?query=refused`);
		expect(listed).toMatchObject([{ to: ['a@refused.example'] }]);
		expect(listed[0]).not.toHaveProperty('externalMessageId');
		expect(clients.sandbox.ledger.violations).toEqual([]);
	});

	it('answers broken JSON, an unknown path and too large a body with pages', async () => {
		const headers = { 'content-type': 'application/json' };
		const broken = await clients.sendook.post(`${support}/messages/send`, Buffer.from('{"to":'), { headers });
		const route = await clients.sendook.delete(`${support}/messages/${firstMessage}`);
		const large = await clients.sendook.post(`${support}/messages/send`, { ...mail, text: 'x'.repeat(21 * 1_024 * 1_024) });
		expect([broken.status, route.status, large.status]).toEqual([400, 404, 413]);
		for (const { headers: given } of [broken, route, large]) expect(given['content-type']).toMatch(/^text\/html/);
	});

	const withFile = (megabytes: number) => ({
		...mail,
		attachments: [{ content: Buffer.alloc(megabytes * 1_024 * 1_024, 7).toString('base64'), name: 'big.bin' }],
	});

	it('accepts an attachment of 7 MB', async () => {
		const body = withFile(7);
		const { status, data } = await send(body);
		expect([status, data.attachments[0].content === body.attachments[0]?.content]).toEqual([200, true]);
		expect(JSON.stringify(clients.sandbox.ledger.requests).length).toBeLessThan(10_000);
	});

	it('stores a message that is too large for its mail service, and answers with a page and status 500', async () => {
		const { status, data } = await send(withFile(8));
		expect([status, data]).toEqual([500, expect.stringMatching(page)]);
		expect(accepted()).toEqual([]);
		expect(clients.sandbox.state.sendook.messages.at(-1)).not.toHaveProperty('externalMessageId');
		expect(clients.sandbox.state.sendook.messages).toHaveLength(6);
		expect(clients.sandbox.ledger.violations).toEqual([]);
	});

	it('accepts larger ones if the mail service’s limit was raised, up to the limit of the database', async () => {
		clients.sandbox.state.sendook.longestMail = 40 * 1_024 * 1_024;
		expect((await send(withFile(11))).status).toBe(200);
		expect((await send(withFile(13))).status).toBe(500);
		expect(clients.sandbox.state.sendook.messages).toHaveLength(6);
	});
});

describe('searching', () => {
	const search = async (query: string) => {
		const { status, data } = await clients.sendook.get(`${support}/messages`, { params: { query } });
		return status === 200 ? (data as { subject: string }[]).map(({ subject }) => subject) : status;
	};

	it('takes the query for a regular expression, ignores case, and doesn’t search the sender', async () => {
		expect(await search('INVOICE')).toEqual(['Invoice 42']);
		expect(await search('10.30')).toEqual(['Re: Your visit']);
		expect(await search('10..0')).toEqual(['Re: Your visit']);
		expect(await search('ana@example.com')).toEqual([]);
		expect(await search('support@sendook')).toHaveLength(5);
		expect(await search('')).toHaveLength(5);
		expect(await search('C\\+\\+')).toEqual(['Question about C++ course']);
		expect(await search('(really')).toBe(500);
	});

	// The database reads PCRE; its own library judged these.
	it.each(['(?i)INVOICE', '\\Ainvoice 42\\z', 'invoice.42$', '^Please send the invoice again\\.$', '(?:invoice|bill) \\d{2}'])('reads %s as PCRE does', async (query) => {
		expect(await search(query)).toEqual(['Invoice 42']);
	});

	it.each(['\\u0049nvoice', '[^]', 'invoice\\i', '*', '[]'])('refuses %s, which JavaScript would read', async (query) => {
		expect(await search(query)).toBe(500);
	});

	it.each(['a++', '(?P<n>a)', '[[:alpha:]]', '\\p{L}', '\\Qa.b\\E', '(?>a)', '(?s).', '\\x{41}', '[]a]'])('can’t tell what %s finds, and says so', async (query) => {
		expect(await search(query)).toBe(599);
	});
});
