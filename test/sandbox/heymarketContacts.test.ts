import { useClients } from './clients.ts';

const clients = useClients();

interface Contact {
	id: number;
	phone: string;
	first: string;
	custom: Record<string, unknown>;
	tags: unknown[];
	assigned_user_id: number;
	is_opted_out: boolean;
	rev: number;
	updated: string;
}

const get = async (id = 3001) => (await clients.heymarket.get<Contact>(`/v1/contact/${id}`)).data;
const put = (body: object, query = '', id = 3001) => clients.heymarket.put(`/v1/contact/${id}${query}`, body);
const batch = (rows: object[], query = '') => clients.heymarket.post(`/v1/batch/contacts${query}`, rows);
const count = async () => (await clients.heymarket.post<string>('/v1/contacts/count')).data;
const phone = '14155550123';

describe('reading', () => {
	it('gives one contact, and 404 for one that is not there', async () => {
		expect(await get()).toMatchObject({ id: 3001, phone, first: 'Ana', custom: { 601: 'Premium', 603: 'L-0' }, assigned_user_id: 101 });
		expect(await get()).not.toHaveProperty('uuid');
		const { status, data } = await clients.heymarket.get('/v1/contact/77');
		expect([status, data]).toEqual([404, 'Contact 77 not found']);
	});

	it('counts with a string', async () => {
		expect(await count()).toBe('65');
		expect((await clients.heymarket.post('/v1/contacts/count', {})).data).toBe('65');
	});

	it('has equal times across two pages, to the microsecond', async () => {
		const { data: first } = await clients.heymarket.post<Contact[]>('/v1/contacts', {});
		const last = first.at(-1)!;
		expect([first.length, last.updated]).toEqual([30, expect.stringMatching(/\.123456Z$/)]);
		const { data: second } = await clients.heymarket.post<Contact[]>('/v1/contacts', { date: last.updated });
		expect(second[0].updated).toBe(last.updated);
		const seen = new Set(first.map(({ id }) => id));
		expect(second.filter(({ id, updated }) => updated === last.updated && !seen.has(id))).toHaveLength(1);
		// A cursor that has lost its microseconds leaves out a contact.
		const { data: cut } = await clients.heymarket.post<Contact[]>('/v1/contacts', { date: last.updated.replace('456Z', 'Z') });
		expect(cut.filter(({ updated }) => updated === last.updated)).toEqual([]);
	});

	it('gives the custom fields', async () => {
		const { data } = await clients.heymarket.post('/v1/contact-fields', {});
		expect(data).toContainEqual({ id: 601, title: 'Plan' });
	});
});

describe('writing one', () => {
	it('blanks what the body leaves out, and joins custom fields', async () => {
		const before = await get();
		const { status, data } = await put({ phone, first: 'Anna', custom: { 602: 'May 1', 603: '' } });
		expect([status, data]).toEqual([200, { id: 3001, rev: before.rev + 1, uuid: expect.any(String) }]);
		const after = await get();
		expect(after).toEqual({
			...before,
			...{ first: 'Anna', last: '', display_name: '', email: '', avatar: '', tags: [], assigned_user_id: 0 },
			custom: { 601: 'Premium', 602: 'May 1' },
			op: 'update',
			rev: before.rev + 1,
			updated: expect.stringMatching(/\.\d{6}Z$/),
		});
		expect((await clients.heymarket.post<Contact[]>('/v1/contacts', {})).data[0].id).toBe(3001);
		expect(clients.sandbox.state.heymarket.contacts[0].email_suppressions).toEqual([1]);
	});

	it('replaces custom fields with overwrite, and writes tags, the assignee and the rest', async () => {
		await put({ phone, custom: { 602: 'May 1' }, tags: [{ tag_id: 506 }], assignee_id: 104, email_suppressions: [] }, '?overwrite=true');
		expect(await get()).toMatchObject({ custom: { 602: 'May 1' }, tags: [{ tag_id: 506 }], assigned_user_id: 104 });
		expect((await get()).custom).not.toHaveProperty('601');
		await put({ phone, assignee_id: -1 }, '?overwrite=true');
		expect(await get()).toMatchObject({ custom: {}, assigned_user_id: 0 });
	});

	it('opts a number out and in', async () => {
		await put({ phone, is_opted_out: true });
		expect((await get()).is_opted_out).toBe(true);
		const send = () => clients.heymarket.post('/v1/message/send', { inbox_id: 11, creator_id: 101, phone_number: phone, text: 'Hi' });
		expect((await send()).status).toBe(400);
		await put({ phone });
		expect([(await get()).is_opted_out, (await send()).status]).toEqual([false, 200]);
		expect((await get(3065)).is_opted_out).toBe(true);
	});

	it.each([
		['a custom field that is not there', { phone, custom: { 699: 'a' } }, 'custom: "699" is not the ID of a custom field'],
		['the name of a custom field', { phone, custom: { Plan: 'a' } }, 'custom: "Plan" is not the ID of a custom field'],
		['a tag that is not there', { phone, tags: [{ tag_id: 7 }] }, 'tags: 7 is not a tag of this team'],
		['somebody outside the team', { phone, assignee_id: 7 }, 'assignee_id: 7 is not a member of this team'],
		['the number of another contact', { phone: '14155550134' }, 'phone: 14155550134 is the number of another contact'],
	])('refuses %s, and changes nothing', async (_name, body, message) => {
		const before = await get();
		const { status, data } = await put(body);
		expect([status, data]).toEqual([400, { message }]);
		expect([await get(), clients.sandbox.ledger.violations]).toEqual([before, []]);
	});

	it.each([
		['no number', { first: 'Ana' }, ''],
		['the name that answers have for the assignee', { phone, assigned_user_id: 101 }, ''],
		['tags as numbers', { phone, tags: [501] }, ''],
		['six tags', { phone, tags: [501, 502, 503, 504, 505, 506].map((id) => ({ tag_id: id })) }, ''],
		['overwrite that is neither true nor false', { phone }, '?overwrite=maybe'],
	])('refuses %s, as a violation', async (_name, body, query) => {
		expect((await put(body, query)).status).toBe(400);
		expect(clients.sandbox.ledger.violations).toMatchObject([{ kind: 'contract' }]);
	});

	it('deletes one for good', async () => {
		const { status, data } = await clients.heymarket.delete('/v1/contact/3001');
		expect([status, data, await count()]).toEqual([200, 'ok', '64']);
		expect((await clients.heymarket.get('/v1/contact/3001')).status).toBe(404);
		expect((await put({ phone })).status).toBe(404);
		expect((await clients.heymarket.delete('/v1/contact/3001')).status).toBe(404);
	});
});

describe('writing many', () => {
	const rows = [
		{ phone: '14155559001', first: 'New' },
		{ phone, first: 'Anna' },
	];

	it('creates new ones, and skips known numbers', async () => {
		const { status, data } = await batch(rows);
		expect([status, data, await count(), (await get()).first]).toEqual([200, 'ok', '66', 'Ana']);
		expect(clients.sandbox.state.heymarket.contacts.at(-1)).toMatchObject({ phone: '14155559001', first: 'New', rev: 1, op: 'create' });
	});

	it('writes known numbers anew with overwrite', async () => {
		await batch(rows, '?overwrite=true');
		expect(await get()).toMatchObject({ first: 'Anna', last: '', custom: {}, tags: [] });
		expect(await count()).toBe('66');
	});

	const bad = { phone: '14155559002', tags: [{ tag_id: 7 }] };
	it.each([
		['failed', [bad]],
		['failedAndSkipped', [rows[1], bad]],
		['contacts', [expect.objectContaining({ id: 9001, phone: '14155559001' }), expect.objectContaining({ id: 3001 })]],
	] as const)('answers with what is asked of the sandbox: %s', async (answering, answer) => {
		clients.sandbox.unknowns.set('heymarket', 'batchAnswer', answering);
		const { status, data } = await batch([...rows, bad]);
		expect([status, data]).toEqual([200, answer]);
		clients.sandbox.reset();
		expect((await batch(rows)).data).toBe('ok');
	});

	it('refuses a list inside an object, as a violation', async () => {
		expect((await clients.heymarket.post('/v1/batch/contacts', { contacts: rows })).status).toBe(400);
		expect(clients.sandbox.ledger.violations).toMatchObject([{ kind: 'contract' }]);
	});
});

describe('marking a conversation as read', () => {
	const mark = (body: object) => clients.heymarket.post('/v1/conversations/read', body);

	it('does so, by its number or by all numbers of a group', async () => {
		const { data: before } = await clients.heymarket.get('/v1/conversations/2001');
		expect(before).toMatchObject({ unread: true, unread_users: [101] });
		const { status, data } = await mark({ inbox_id: 11, user_id: 101, target: phone });
		expect([status, data]).toEqual([200, 'ok']);
		expect((await clients.heymarket.get('/v1/conversations/2001')).data).toMatchObject({ unread: false, unread_users: [] });
		const group = ['14155550134', phone];
		await clients.heymarket.post('/v1/message/send', { inbox_id: 11, creator_id: 101, targets: group, text: 'Hi' });
		expect((await mark({ inbox_id: 11, user_id: 101, targets: group })).data).toBe('ok');
	});

	it.each([
		['a number without a conversation', { inbox_id: 11, user_id: 101, target: '14155559999' }, 404],
		['a member without access', { inbox_id: 11, user_id: 104, target: phone }, 403],
		['both names', { inbox_id: 11, user_id: 101, target: phone, targets: [phone] }, 400],
		['neither name', { inbox_id: 11, user_id: 101 }, 400],
		['a conversation', { inbox_id: 11, user_id: 101, chat_id: 2001 }, 400],
	])('refuses %s', async (_name, body, status) => {
		expect((await mark(body)).status).toBe(status);
	});
});

it('has a text that did not go out', async () => {
	const { data } = await clients.heymarket.post('/v1/messages/all', { limit: 200 });
	const failed = (data as { status: string }[]).filter(({ status }) => status === 'failed');
	expect(failed).toMatchObject([{ raw_error: 'Carrier violation', target_errors: { '14155551015': 'Unreachable' } }]);
});
