import { sms, useClients, whippyMail } from './clients.ts';

const clients = useClients();
const accepted = () => clients.sandbox.ledger.accepted;
const text = (body: object) => clients.whippy.post('/v1/messaging/sms', body);
const mail = (body: object) => clients.whippy.post('/v1/messaging/email', body);
const channel = (index: number) => `00000001-0000-4000-8000-00000000000${index + 1}`;
const refusal = (status: number, description: unknown) => ({ errors: [{ description }], status });

it('accepts the key with its header in any case, and nothing else', async () => {
	const key = clients.sandbox.credentials.whippy.apiKey;
	const get = (headers: object) => clients.whippy.get('/v1/organization', { headers: { 'X-WHIPPY-KEY': undefined, ...headers } });
	expect((await get({ 'x-whippy-key': key })).data).toEqual({ data: { id: expect.any(String), name: 'Demo Organization' } });
	for (const headers of [{}, { 'X-Whippy-Key': 'wrong' }, { Authorization: `Bearer ${key}` }]) {
		const { status, data } = await get(headers);
		expect([status, data]).toEqual([401, refusal(401, 'Not authenticated')]);
	}
});

describe('sending', () => {
	it('answers 201 with ids, and the message is in the conversation', async () => {
		const { status, data } = await text(sms);
		expect([status, data]).toEqual([
			201,
			{ data: { id: expect.any(String), contact_id: expect.any(String), conversation_id: expect.any(String), delivery_status: 'queued' } },
		]);
		expect(accepted()).toMatchObject([{ provider: 'whippy', kind: 'message', recipients: ['+14155550123'], marker: 'Hello', messageId: data.data.id }]);
		const { data: shown } = await clients.whippy.get(`/v1/conversations/${data.data.conversation_id}`);
		expect(shown.data.messages[0]).toMatchObject({ id: data.data.id, body: 'Hello', direction: 'OUTBOUND', type: 'sms' });
		const { data: listed } = await clients.whippy.get('/v1/conversations', { params: { limit: 1 } });
		expect(listed.data[0].id).toBe(data.data.conversation_id);
	});

	it('makes a contact and a conversation for a new recipient, opted in as requested', async () => {
		const { data } = await text({ ...sms, to: '+442079460000', opt_in_to: [{ id: channel(0) }, { phone: '+14155550111' }] });
		const contact = clients.sandbox.state.whippy.contacts.find(({ id }) => id === data.data.contact_id);
		expect(contact).toMatchObject({ phone: '+442079460000', channels: [channel(0), channel(1)] });
		const again = await text({ ...sms, to: '+442079460000' });
		expect(again.data.data.conversation_id).toBe(data.data.conversation_id);
	});

	it('accepts all fourteen parameters of an email', async () => {
		const { status } = await mail({
			attachments: ['https://files.example.com/a.pdf'],
			bcc: ['bcc@example.com'],
			body: '<p>Hi</p>',
			cc: ['cc@example.com'],
			conversation_status: 'automated',
			from: channel(2),
			opt_in_to: [{ id: channel(2) }],
			opt_in_to_all_channels: false,
			reply_to: 'desk@example.com',
			schedule_at: '2026-12-01T10:00:00Z',
			sender_email: 'desk@example.com',
			sender_name: 'Desk',
			subject: 'Hello',
			to: 'new@example.com',
		});
		expect(status).toBe(201);
		expect(accepted()).toMatchObject([{ kind: 'email', recipients: ['new@example.com', 'cc@example.com', 'bcc@example.com'], marker: 'Hello' }]);
		const conversation = clients.sandbox.state.whippy.conversations.at(-1);
		expect(conversation).toMatchObject({ status: 'automated', channel_type: 'email' });
		expect(clients.sandbox.state.whippy.messages.at(-1)?.from).toBe('desk@example.com');
	});

	it('sets an email’s conversation to open, and doesn’t change that of a text', async () => {
		const { whippy } = clients.sandbox.state;
		const conversation = whippy.conversations[0];
		if (conversation) conversation.status = 'closed';
		await text(sms);
		expect(conversation?.status).toBe('closed');
		await text({ ...sms, conversation_status: 'automated' });
		expect(conversation?.status).toBe('automated');
		await mail({ ...whippyMail, sender_email: '' });
		expect(whippy.conversations.at(-1)?.status).toBe('open');
		expect(whippy.messages.at(-1)?.from).toBe('care@whippy-demo.example');
	});

	it.each([
		['sms', { ...sms, from: '+14155559999' }, 'from: no phone channel +14155559999'],
		['sms', { ...sms, from: '+14155550112' }, 'from: no phone channel +14155550112'],
		['email', { ...whippyMail, from: 'other@example.com' }, 'from: no email channel other@example.com'],
		['sms', { ...sms, opt_in_to: [{ phone: '+14155559999' }] }, 'opt_in_to: no channel +14155559999'],
	])('refuses an unknown channel (%s, %j), but not as a violation', async (kind, body, said) => {
		const { status, data } = await clients.whippy.post(`/v1/messaging/${kind}`, body);
		expect([status, data]).toEqual([422, refusal(422, said)]);
		expect([accepted(), clients.sandbox.ledger.violations]).toEqual([[], []]);
	});

	it.each([
		['sms', { ...sms, to: '14155550123' }],
		['sms', { ...sms, body: 'x'.repeat(1_001) }],
		['sms', { from: sms.from, to: sms.to }],
		['sms', { ...sms, schedule_at: 'tomorrow' }],
		['sms', { ...sms, conversation_status: 'spam' }],
		['sms', { ...sms, channel_id: channel(0) }],
		['sms', { ...sms, opt_in_to: ['00000001-0000-4000-8000-000000000001'] }],
		['email', { ...whippyMail, to: ['ana@example.com'] }],
		['email', { ...whippyMail, cc: 'bob@example.com' }],
		['email', { ...whippyMail, sender_email: 'invalid@something' }],
		['email', { ...whippyMail, from: 'Front Desk' }],
		['email', { ...whippyMail, subject: 'a\nBcc: b@example.com' }],
		['email', { ...whippyMail, conversation_status: 'closed' }],
		['email', { from: whippyMail.from, to: whippyMail.to, subject: 'Nothing' }],
	])('refuses a request that the vendor’s page does not allow (%s, %#), as a violation', async (kind, body) => {
		const { status, data } = await clients.whippy.post(`/v1/messaging/${kind}`, body);
		expect([status, data]).toEqual([422, refusal(422, expect.any(String))]);
		expect(clients.sandbox.ledger.violations).toMatchObject([{ provider: 'whippy', kind: 'contract' }]);
		expect(accepted()).toEqual([]);
	});

	it('accepts sender_email null, and a message of attachments only', async () => {
		const { from, to } = whippyMail;
		expect((await mail({ from, to, sender_email: null, attachments: ['https://files.example.com/a.pdf'] })).status).toBe(201);
		expect((await text({ from: sms.from, to: sms.to, attachments: ['https://files.example.com/a.png'] })).status).toBe(201);
	});
});

it('takes a text from a WhatsApp channel, too', async () => {
	const { status, data } = await text({ ...sms, from: '+14155550113' });
	expect(status).toBe(201);
	const { data: shown } = await clients.whippy.get(`/v1/conversations/${data.data.conversation_id}`);
	expect(shown.data).toMatchObject({ channel_type: 'whatsapp', messages: [{ type: 'whatsapp', from: '+14155550113' }] });
});

describe('reading', () => {
	type Row = { id: string; status: string; channel_type: string; last_message_date: string };
	const list = async (query: string) => {
		const { status, data } = await clients.whippy.get(`/v1/conversations${query}`);
		return { status: status, rows: (data as { data?: Row[] }).data ?? [], total: (data as { total: number }).total };
	};

	it('pages by offset, with fifty rows by default', async () => {
		const pages = [await list(''), await list('?offset=50'), await list('?offset=100'), await list('?offset=150')];
		expect(pages.map(({ rows, total }) => [rows.length, total])).toEqual([[50, 120], [50, 120], [20, 120], [0, 120]]);
		expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(120);
		expect((await list('?limit=500')).rows).toHaveLength(120);
		expect((await list('?limit=501')).status).toBe(422);
	});

	it('leaves out conversations without a message, and writes times in three forms', async () => {
		expect(clients.sandbox.state.whippy.conversations).toHaveLength(121);
		const { rows } = await list('?limit=500');
		const forms = new Set(rows.map((row) => (row.last_message_date.match(/(\.\d+)?Z?$/)?.[0] ?? '').replace(/\d/g, '0')));
		expect(forms).toEqual(new Set(['.000000Z', 'Z', '']));
	});

	it('filters', async () => {
		const { rows } = await list(`?${encodeURIComponent('status[]')}=open&status[]=closed&type[]=email&limit=500`);
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.every((row) => row.channel_type === 'email' && ['open', 'closed'].includes(row.status))).toBe(true);
		expect((await list('?type[]=whatsapp')).total).toBe(1);
		expect((await list('?contacts[][email]=ana@example.com')).total).toBe(1);
		expect((await list('?contacts[][phone]=%2B14155550123')).total).toBe(1);
		expect((await list(`?channels[][id]=${channel(2)}`)).total).toBe(12);
		expect((await list('?last_message_date[before]=2026-01-06T02:00:00Z&limit=500')).total).toBeLessThan(120);
		expect((await list('?status[]=done')).status).toBe(422);
		expect((await list('?colour=red')).status).toBe(422);
	});

	it('shows ten messages of a conversation, the latest first, or more on request', async () => {
		const path = '/v1/conversations/00000003-0000-4000-8000-000000000001';
		const get = async (params: object) => (await clients.whippy.get(path, { params })).data.data.messages as { body: string; created_at: string }[];
		const first = await get({});
		expect([first.length, first[0]?.body]).toEqual([10, 'Question 25']);
		expect(await get({ 'messages[limit]': 500 })).toHaveLength(25);
		expect((await get({ 'messages[limit]': 10, 'messages[offset]': 20 })).map(({ body }) => body)).toEqual(
			['Question 5', 'Answer 4', 'Question 3', 'Answer 2', 'Question 1'],
		);
		const middle = '2026-01-06T01:30:00Z';
		const [before, after] = [await get({ 'messages[before]': middle, 'messages[limit]': 500 }), await get({ 'messages[after]': middle, 'messages[limit]': 500 })];
		expect([before.length, after.length, before.length + after.length]).toEqual([14, 10, 24]);
	});

	it('refuses the ID of an unknown conversation, and a text that is no ID', async () => {
		const unknown = await clients.whippy.get('/v1/conversations/00000003-0000-4000-8000-999999999999');
		expect([unknown.status, unknown.data]).toEqual([404, refusal(404, 'Conversation not found')]);
		expect(clients.sandbox.ledger.violations).toEqual([]);
		expect((await clients.whippy.get('/v1/conversations/12')).status).toBe(422);
		expect(clients.sandbox.ledger.violations).toHaveLength(1);
	});

	it('lists channels without a total', async () => {
		const { data } = await clients.whippy.get('/v1/channels');
		expect(Object.keys(data)).toEqual(['data', 'organization_id']);
		expect((data.data as { type: string }[]).map(({ type }) => type)).toEqual(['phone', 'phone', 'email', 'fax', 'whatsapp']);
	});
});
