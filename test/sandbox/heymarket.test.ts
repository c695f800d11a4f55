import { jwt, now, text, useClients } from './clients.ts';
import { credentials } from '../../sandbox/credentials.ts';

const clients = useClients();
const accepted = () => clients.sandbox.ledger.accepted;
const send = (body: object) => clients.heymarket.post('/v1/message/send', body);
const mail = (body: object) => clients.heymarket.post('/v1/email/send', body);

describe('signing in', () => {
	const { secretId, secretKey, secondSecretId, secondSecretKey, teamKey } = credentials.heymarket;
	const inboxesWith = async (authorization: string) => {
		const { status, data } = await clients.heymarket.get('/v1/inboxes', { headers: { Authorization: authorization } });
		return [status, status === 200 ? undefined : (data as unknown)];
	};

	it.each([
		['a fresh token', () => jwt()],
		['one of 4 minutes 55 seconds', () => jwt({ claims: { iss: secretId, iat: now() - 295 } })],
		['one 20 seconds ahead', () => jwt({ claims: { iss: secretId, iat: now() + 20 } })],
		['one of the second secret', () => jwt({ claims: { iss: secondSecretId, iat: now() }, key: `${secondSecretId}||${secondSecretKey}` })],
		['the team key', () => teamKey],
	])('accepts %s', async (_name, token) => {
		expect(await inboxesWith(`Bearer ${token()}`)).toEqual([200, undefined]);
	});

	it.each([
		['one of more than 5 minutes', () => jwt({ claims: { iss: secretId, iat: now() - 302 } }), /seconds old/],
		['one too far ahead', () => jwt({ claims: { iss: secretId, iat: now() + 40 } }), /seconds ahead/],
		['one more claim', () => jwt({ claims: { iss: secretId, iat: now(), exp: now() + 60 } }), /claims are exp iat iss/],
		['iat in milliseconds', () => jwt({ claims: { iss: secretId, iat: Date.now() } }), /seconds ahead/],
		['iat as a string', () => jwt({ claims: { iss: secretId, iat: String(now()) } }), /whole seconds/],
		['another algorithm named', () => jwt({ header: { alg: 'none', typ: 'JWT' } }), /JWT header/],
		['one more field in its header', () => jwt({ header: { alg: 'HS256', typ: 'JWT', kid: '1' } }), /JWT header/],
		['no typ', () => jwt({ header: { alg: 'HS256' } }), /JWT header/],
		['an unknown Secret ID', () => jwt({ claims: { iss: 'nobody', iat: now() } }), /not a known Secret ID/],
		['the key without the ID', () => jwt({ key: secretKey }), /signature/],
		['a padded signature', () => `${jwt()}=`, /signature/],
		['something else', () => 'nonsense', /neither a JWT/],
	])('refuses %s', async (_name, token, reason) => {
		expect(await inboxesWith(`Bearer ${token()}`)).toEqual([401, { message: 'Unauthorized' }]);
		expect(clients.sandbox.ledger.requests.at(-1)?.note).toMatch(reason);
	});

	it('refuses Basic, and no header at all', async () => {
		expect(await inboxesWith(`Basic ${Buffer.from(`${teamKey}:`).toString('base64')}`)).toEqual([401, { message: 'Unauthorized' }]);
		expect(await inboxesWith('')).toEqual([401, { message: 'Unauthorized' }]);
	});

	it('recognises the example token of Heymarket’s documentation, although it is too old', async () => {
		const token =
			'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJkZW1vLXNlY3JldC1pZCIsImlhdCI6MTcwMDAwMDAwMH0.vGbqFzJBvKXNvN7H6KekLyJhpxqdICYi-stDHRezomA';
		await inboxesWith(`Bearer ${token}`);
		expect(clients.sandbox.ledger.requests.at(-1)?.note).toMatch(/seconds old/);
	});
});

describe('sending', () => {
	it('answers with id and date, and the message can be read, listed and answered', async () => {
		const { status, data, headers } = await send(text);
		expect([status, data]).toEqual([200, { id: expect.any(Number), date: expect.stringMatching(/T.*Z$/) }]);
		expect(headers['x-request-id']).toBe(clients.sandbox.ledger.requests[0]?.requestId);
		const { id } = data as { id: number };
		expect(accepted()).toMatchObject([
			{ provider: 'heymarket', kind: 'message', recipients: ['14155550123'], marker: 'Hello', messageId: String(id), request: 1 },
		]);

		const { data: history } = await clients.heymarket.get('/v1/messages', { params: { phoneNumber: '14155550123', inboxID: 11 } });
		expect(history[0]).toMatchObject({ id, text: 'Hello', user: 101, target: '14155550123' });
		const { data: all } = await clients.heymarket.post('/v1/messages/all', {});
		expect(all[0].id).toBe(id);
		const conversation = history[0].conversation.id as number;
		expect((await clients.heymarket.get(`/v1/conversations/${conversation}`)).data).toMatchObject({ id: conversation, inbox: 11 });
		expect((await send({ inbox_id: 11, creator_id: 101, chat_id: conversation, text: 'Again' })).status).toBe(200);
		expect(accepted()[1]).toMatchObject({ marker: 'Again', recipients: ['14155550123'] });
	});

	it('accepts a template, a survey, media alone and media with text', async () => {
		const { text: words, ...rest } = text;
		const answers = [
			await send({ ...rest, template_id: 301 }),
			await send({ ...rest, survey_id: 701 }),
			await send({ ...rest, media_url: 'https://files.example.com/a.png' }),
			await send({ ...rest, text: words, media_url: 'https://files.example.com/a.png', author: 'Desk', activity_id: 'a1' }),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(answers[3]?.data).toHaveProperty('gallery_url');
		expect(accepted().map(({ marker }) => marker)).toEqual(['template 301', 'survey 701', 'https://files.example.com/a.png', 'Hello']);
		expect(clients.sandbox.ledger.violations).toEqual([]);
	});

	it('sends to a group, but not from a toll-free number', async () => {
		const group = { inbox_id: 11, creator_id: 101, targets: ['14155550123', '14155550134'], text: 'Hello all' };
		expect((await send(group)).status).toBe(200);
		expect(accepted()).toMatchObject([{ kind: 'group', recipients: ['14155550123', '14155550134'] }]);
		const refused = await send({ ...group, inbox_id: 13 });
		expect([refused.status, refused.data]).toEqual([400, { message: 'targets: toll-free numbers do not support group MMS' }]);
		expect(accepted()).toHaveLength(1);
	});

	it('sends to a list only once for the same local_id', async () => {
		const broadcast = { inbox_id: 11, creator_id: 101, list_id: 401, local_id: 'a', text: 'News' };
		const first = await send(broadcast);
		const second = await send({ ...broadcast, text: 'Changed meanwhile' });
		expect(second.data).toEqual(first.data);
		expect(accepted()).toMatchObject([{ kind: 'broadcast', recipients: ['14155550123', '14155550134', '14155550145'] }]);
		const third = await send({ ...broadcast, local_id: 'b' });
		expect(third.data.id).not.toBe(first.data.id);
		expect(accepted()).toHaveLength(2);
		const { data } = await clients.heymarket.post('/v1/messages/all', { limit: 200 });
		expect((data as { broadcast_id?: number }[]).filter((each) => each.broadcast_id === first.data.id)).toHaveLength(3);
	});

	it('does not drop a repeated local_id elsewhere', async () => {
		await send({ ...text, local_id: 'a' });
		await send({ ...text, local_id: 'a' });
		expect(accepted()).toHaveLength(2);
	});

	it('stores a private comment and sends nothing', async () => {
		const comment = { inbox_id: 11, creator_id: 101, chat_id: 2001, text: 'Call her', private: true };
		expect((await send(comment)).status).toBe(200);
		expect(accepted()).toMatchObject([{ kind: 'comment', marker: 'Call her' }]);
		const { data } = await clients.heymarket.get('/v1/messages', { params: { phoneNumber: '14155550123', inboxID: 11 } });
		expect(data[0]).toMatchObject({ type: 'comment', text: 'Call her' });
		const nowhere = await send({ ...text, phone_number: '14155559999', private: true });
		expect([nowhere.status, nowhere.data]).toEqual([404, 'No conversation with 14155559999 in inbox 11']);
	});

	it.each([
		['an unknown inbox', { ...text, inbox_id: 99 }, 400, { message: 'inbox_id: 99 is not an inbox of this team' }],
		['an email inbox', { ...text, inbox_id: 14 }, 400, { message: 'inbox_id: inbox 14 has no phone number' }],
		['a sender outside the inbox', { ...text, creator_id: 104 }, 403, 'Denied: creator_id 104 has no access to inbox 11'],
		['an opted-out number', { ...text, phone_number: '14155550199' }, 400, { message: '14155550199 has unsubscribed' }],
		['an unknown conversation', { inbox_id: 11, creator_id: 101, chat_id: 77, text: 'a' }, 404, 'Conversation 77 not found'],
		['an unknown list', { inbox_id: 11, creator_id: 101, list_id: 77, local_id: 'a', text: 'a' }, 404, 'List 77 not found'],
		['an unknown template', { inbox_id: 11, creator_id: 101, phone_number: '14155550123', template_id: 7 }, 400, { message: 'template_id: 7 is not a template of this team' }],
		['an unknown survey', { inbox_id: 11, creator_id: 101, phone_number: '14155550123', survey_id: 7 }, 400, { message: 'survey_id: 7 is not a survey of this team' }],
	])('refuses %s, but not as a violation', async (_name, body, status, answer) => {
		const { status: given, data } = await send(body);
		expect([given, data]).toEqual([status, answer]);
		expect(accepted()).toEqual([]);
		expect(clients.sandbox.ledger.violations).toEqual([]);
	});

	it('answers 403 with a JSON string and 404 with plain text', async () => {
		const [denied, missing] = [await send({ ...text, creator_id: 104 }), await clients.heymarket.get('/v1/conversations/77')];
		expect(denied.headers['content-type']).toMatch(/^application\/json/);
		expect(missing.headers['content-type']).toMatch(/^text\/plain/);
	});

	it.each([
		['a plus', { ...text, phone_number: '+14155550123' }],
		['a number for a phone', { ...text, phone_number: 14155550123 }],
		['a string for an id', { ...text, inbox_id: '11' }],
		['no inbox', { creator_id: 101, phone_number: '14155550123', text: 'a' }],
		['no target', { inbox_id: 11, creator_id: 101, text: 'a' }],
		['two targets', { ...text, chat_id: 2001 }],
		['a list without local_id', { inbox_id: 11, creator_id: 101, list_id: 401, text: 'a' }],
		['a number and half a list', { ...text, list_id: 401 }],
		['a group of one', { inbox_id: 11, creator_id: 101, targets: ['14155550123'], text: 'a' }],
		['no content', { inbox_id: 11, creator_id: 101, phone_number: '14155550123' }],
		['text and template', { ...text, template_id: 301 }],
		['media with a survey', { inbox_id: 11, creator_id: 101, phone_number: '14155550123', survey_id: 701, media_url: 'https://a.example/b' }],
		['an empty text', { ...text, text: '' }],
		['a private broadcast', { inbox_id: 11, creator_id: 101, list_id: 401, local_id: 'a', text: 'a', private: true }],
		['a file as media', { ...text, media_url: 'file:///a.png' }],
		['an unknown field', { ...text, channel: 'sms' }],
	])('refuses %s, as a violation', async (_name, body) => {
		const { status, data } = await send(body);
		expect([status, data]).toEqual([400, { message: expect.any(String) }]);
		expect(clients.sandbox.ledger.violations).toMatchObject([{ provider: 'heymarket', kind: 'contract', request: 1 }]);
		expect(accepted()).toEqual([]);
	});
});

describe('email', () => {
	const letter = { creator_id: 101, inbox: 14, text: '<p>Hi</p>', targets: ['to:ana@example.com,bob@example.com', 'cc:chidi@example.com'] };

	it('begins a conversation and replies in it', async () => {
		const first = await mail({ ...letter, conv_title: 'Offer', raw_text: 'Hi', local_id: 'x' });
		expect([first.status, first.data]).toEqual([
			200,
			{ id: expect.any(Number), convo_id: expect.any(Number), queued: true, date: expect.any(String), compliance_results: {} },
		]);
		const reply = await mail({ creator_id: 102, convo_id: first.data.convo_id, text: 'More' });
		expect([reply.status, reply.data.convo_id]).toEqual([200, first.data.convo_id]);
		expect(accepted()).toMatchObject([
			{ kind: 'email', marker: 'Offer', recipients: ['ana@example.com', 'bob@example.com', 'chidi@example.com'] },
			{ kind: 'reply', marker: 'More' },
		]);
	});

	it.each([
		['no inbox', { creator_id: 101, text: 'a', targets: ['to:ana@example.com'] }],
		['inbox_id', { creator_id: 101, inbox_id: 14, text: 'a', targets: ['to:ana@example.com'] }],
		['both a conversation and targets', { ...letter, convo_id: 2040 }],
		['a title on a reply', { creator_id: 101, convo_id: 2040, text: 'a', conv_title: 'b' }],
		['a bare address', { ...letter, targets: ['ana@example.com'] }],
		['a blank after to:', { ...letter, targets: ['to: ana@example.com'] }],
		['bcc', { ...letter, targets: ['bcc:ana@example.com'] }],
		['no text', { creator_id: 101, inbox: 14, targets: ['to:ana@example.com'] }],
		['a line break in the title', { ...letter, conv_title: 'a\r\nBcc: b@example.com' }],
	])('refuses %s, as a violation', async (_name, body) => {
		expect((await mail(body)).status).toBe(400);
		expect(clients.sandbox.ledger.violations).toMatchObject([{ kind: 'contract' }]);
	});

	it.each([
		['an inbox of texts', { ...letter, inbox: 11 }, 400],
		['a sender outside the inbox', { ...letter, creator_id: 104 }, 403],
		['a conversation of texts', { creator_id: 101, convo_id: 2001, text: 'a' }, 400],
		['an unknown conversation', { creator_id: 101, convo_id: 77, text: 'a' }, 404],
		['copies only', { ...letter, targets: ['cc:ana@example.com'] }, 400],
	])('refuses %s', async (_name, body, status) => {
		expect((await mail(body)).status).toBe(status);
		expect(accepted()).toEqual([]);
	});
});

describe('paging', () => {
	/** Reads all pages as a client must: it drops rows that it has seen, and stops when a page has no new ones. */
	async function all(path: string, cursor: string, key: string, body: object = {}): Promise<{ ids: number[]; requests: number }> {
		const ids = new Set<number>();
		let last: string | undefined;
		for (let requests = 1; requests < 20; requests++) {
			const { data } = await clients.heymarket.post(path, { ...body, ...(last === undefined ? {} : { [cursor]: last }) });
			const rows = data as ({ id: number } & Record<string, string>)[];
			const before = ids.size;
			for (const row of rows) ids.add(row.id);
			if (ids.size === before) return { ids: [...ids], requests };
			last = rows.at(-1)?.[key];
		}
		throw new Error('The pages never end');
	}

	it.each([
		['/v1/messages/all', 'created_at', 'date', {}, 75],
		['/v1/messages/all', 'created_at', 'date', { ascending: true, limit: 20 }, 75],
		['/v1/messages/all', 'created_at', 'updated', { order: 'updated_at' }, 75],
		['/v1/templates', 'date', 'updated', {}, 65],
		['/v1/lists', 'date', 'updated', {}, 35],
		['/v1/conversations', 'date', 'updated', { id: 0, filters: {} }, 40],
		['/v1/contacts', 'date', 'updated', {}, 65],
	])('%s by %s and %s %j gives all rows, equal times included', async (path, cursor, key, body, count) => {
		const { ids, requests } = await all(path, cursor, key, body);
		expect(ids).toHaveLength(count);
		expect(requests).toBeGreaterThan(2);
	});

	it('has rows of equal time at the end of a page and the start of the next', async () => {
		const { data } = await clients.heymarket.post('/v1/messages/all', {});
		const last = data.at(-1) as { id: number; date: string };
		const { data: next } = await clients.heymarket.post('/v1/messages/all', { created_at: last.date });
		expect((next as { id: number }[]).map(({ id }) => id)).toContain(last.id);
		const times = clients.sandbox.state.heymarket.messages.map(({ date }) => date);
		expect(new Set(times).size).toBeLessThan(times.length);
	});

	it('gives at most fifty messages of a conversation, and earlier ones by a timestamp in seconds', async () => {
		const params = { phoneNumber: '14155550123', inboxID: 11 };
		const { data: first } = await clients.heymarket.get('/v1/messages', { params });
		expect(first).toHaveLength(50);
		const timestamp = Math.floor(Date.parse(first.at(-1).date as string) / 1_000);
		const { data: second } = await clients.heymarket.get('/v1/messages', { params: { ...params, timestamp } });
		const ids = new Set([...first, ...second].map(({ id }: { id: number }) => id));
		expect(ids.size).toBe(60);
		expect((await clients.heymarket.get('/v1/messages', { params: { ...params, phoneNumber: '14155559999' } })).data).toEqual([]);
	});

	it('numbers pages of surveys from 1', async () => {
		const { data: first } = await clients.heymarket.post('/v1/surveys', { limit: 20, page: 1 });
		const { data: second } = await clients.heymarket.post('/v1/surveys', { limit: 20, page: 2 });
		expect([first.length, second.length, second[0].id]).toEqual([20, 15, 721]);
		expect((await clients.heymarket.post('/v1/surveys', { page: 0 })).status).toBe(400);
	});

	it('filters conversations', async () => {
		const list = async (id: number, filters: object) =>
			(await clients.heymarket.post('/v1/conversations', { id, filters })).data as { inbox: number; status: string; unread: boolean }[];
		expect(new Set((await list(104, {})).map(({ inbox }) => inbox))).toEqual(new Set([12]));
		expect(new Set((await list(0, { closed: true })).map(({ status }) => status))).toEqual(new Set(['closed']));
		const unreadOfInbox = await list(0, { unread: true, inboxes: [11] });
		expect(new Set(unreadOfInbox.map(({ unread, inbox }) => `${unread} ${inbox}`))).toEqual(new Set(['true 11']));
		expect((await clients.heymarket.post('/v1/conversations', {})).status).toBe(400);
	});
});
