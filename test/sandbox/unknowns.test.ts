import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentOf } from '../../contracts/load.js';
import { providerNames } from '../../sandbox/provider.ts';
import { text, useClients } from './clients.ts';

const clients = useClients();
const answer = (unknown: string, way: string) => clients.sandbox.unknowns.set('heymarket', unknown, way);
const post = async <Data>(path: string, body: object) => (await clients.heymarket.post<Data>(path, body)).data;

interface Row {
	id: number;
	date: string;
	updated: string;
	target: string;
}

/** Every entry of `x-unknown` in a part of a contract. */
function unknownsIn(part: unknown): string[] {
	if (part === null || typeof part !== 'object') return [];
	return Object.entries(part).flatMap(([key, value]) => (key === 'x-unknown' ? (value as string[]) : unknownsIn(value)));
}

const ids = (rows: Row[]) => rows.map(({ id }) => id);
const phone = '14155550123';

describe('the contracts', () => {
	it.each(providerNames)('of %s tell of every unknown that the sandbox can answer in several ways, and of its ways', (provider) => {
		const told = unknownsIn(documentOf(provider))
			.flatMap((words) => [...words.matchAll(/\(`(\w+)`: ([^)]*)\)/g)].map(([, name, ways]): [string, string[]] => [name, ways.split(', ')]));
		const known = Object.entries(clients.sandbox.unknowns.list()[provider]).map(([name, { possible }]) => [name, possible]);
		expect(Object.fromEntries(told)).toEqual(Object.fromEntries(known));
		// A name that stands at several operations has the same ways at each.
		expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(known.length);
	});

	it('and the README names them and all ways', () => {
		const readme = readFileSync(path.join(__dirname, '../../sandbox/README.md'), 'utf8');
		const all = providerNames.flatMap((provider) => Object.entries(clients.sandbox.unknowns.list()[provider]));
		const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
		const missing = all.filter(
			([name, { possible }]) => !rows.some((row) => row.startsWith(`| \`${name}\` |`) && possible.every((way) => row.includes(`\`${way}\``))),
		);
		expect(missing).toEqual([]);
		expect(all.length).toBeGreaterThan(0);
	});
});

describe('messages of one conversation', () => {
	const history = async (more: object = {}) =>
		(await clients.heymarket.get<Row[]>('/v1/messages', { params: { phoneNumber: phone, inboxID: 11, ...more } })).data;

	it('come newest or oldest first, and are the latest fifty in either order', async () => {
		const newest = await history();
		answer('messageOrder', 'oldestFirst');
		expect(ids(await history())).toEqual(ids(newest).toReversed());
		expect(newest[0].date > newest.at(-1)!.date).toBe(true);
	});

	it('come with those of the timestamp’s second or without them, or whatever it is', async () => {
		const newest = await history();
		const timestamp = Math.floor(Date.parse(newest[9].date) / 1_000);
		expect(ids(await history({ timestamp }))).toContain(newest[9].id);
		answer('dateCursor', 'exclusive');
		const before = await history({ timestamp });
		expect(ids(before)).not.toContain(newest[9].id);
		expect(before.every(({ date }) => date < newest[9].date)).toBe(true);
		answer('dateCursor', 'ignored');
		expect(ids(await history({ timestamp }))).toEqual(ids(newest));
	});
});

describe('messages of the team', () => {
	const all = async (body: object) => await post<Row[]>('/v1/messages/all', { limit: 200, ...body });

	it.each([
		['followsAscending', false, (date: string, at: string) => date <= at],
		['followsAscending', true, (date: string, at: string) => date >= at],
		['before', false, (date: string, at: string) => date < at],
		['before', true, (date: string, at: string) => date < at],
		['onAndAfter', false, (date: string, at: string) => date >= at],
		['onAndAfter', true, (date: string, at: string) => date >= at],
	])('created_at, where it %s, ascending %s', async (way, ascending, isWanted) => {
		answer('createdAt', way);
		const whole = await all({ ascending });
		const at = whole[30].date;
		expect(await all({ ascending, created_at: at })).toEqual(whole.filter(({ date }) => isWanted(date, at)));
		expect(whole[0].date < whole[30].date).toBe(ascending);
	});

	it('all come again and again if the cursor is ignored', async () => {
		answer('dateCursor', 'ignored');
		const whole = await all({});
		expect(await all({ created_at: whole[30].date })).toEqual(whole);
		answer('createdAt', 'before');
		expect(await all({ created_at: whole[30].date })).toEqual(whole);
	});
});

it.each([
	['/v1/templates', {}],
	['/v1/lists', {}],
	['/v1/contacts', {}],
	['/v1/conversations', { id: 101, filters: {} }],
])('the date cursor of %s is inclusive, exclusive or ignored', async (path, body) => {
	const first = await post<Row[]>(path, body);
	const { updated } = first[9];
	const next = async () => await post<Row[]>(path, { ...body, date: updated });
	expect((await next())[0].updated).toBe(updated);
	answer('dateCursor', 'exclusive');
	expect(ids(await next()).slice(0, 5)).toEqual(ids(first.filter((row) => row.updated < updated)).slice(0, 5));
	answer('dateCursor', 'ignored');
	expect(await next()).toEqual(first);
});

it('contacts come oldest first', async () => {
	answer('contactOrder', 'oldestFirst');
	const first = await post<Row[]>('/v1/contacts', {});
	expect(first[0].id).toBe(3001);
	const [next] = (await post<Row[]>('/v1/contacts', { date: first.at(-1)!.updated })).slice(-1);
	expect(next.updated > first.at(-1)!.updated).toBe(true);
});

it('the target of a group names everybody or the first only, wherever it is read', async () => {
	const group = { inbox_id: 11, creator_id: 101, targets: [phone, '14155550134'], text: 'Hi' };
	await post('/v1/message/send', group);
	const read = async () => {
		const [message] = await post<Array<Row & { conversation: Row }>>('/v1/messages/all', {});
		const { data } = await clients.heymarket.get<Row>(`/v1/conversations/${message.conversation.id}`);
		const [listed] = await post<Row[]>('/v1/conversations', { id: 101, filters: {} });
		return [message.target, message.conversation.target, data.target, listed.target];
	};
	const everybody = `${phone},14155550134`;
	expect(await read()).toEqual(Array(4).fill(everybody));
	answer('groupTarget', 'first');
	expect(await read()).toEqual(Array(4).fill(phone));
	// It still reaches everybody.
	const chat = clients.sandbox.state.heymarket.conversations.at(-1)!.id;
	await post('/v1/message/send', { inbox_id: 11, creator_id: 101, chat_id: chat, text: 'Again' });
	expect(clients.sandbox.ledger.accepted[1].recipients).toEqual([phone, '14155550134']);
});

describe('a contact', () => {
	const get = async () => (await clients.heymarket.get('/v1/contact/3001')).data as Record<string, unknown>;

	it('keeps what is left out', async () => {
		answer('leftOutOfContact', 'kept');
		clients.sandbox.state.heymarket.optedOut.add(phone);
		const { rev, updated, ...before } = await get();
		await clients.heymarket.put('/v1/contact/3001', { phone });
		expect(await get()).toEqual({ ...before, rev: Number(rev) + 1, updated: expect.not.stringMatching(String(updated)) });
		await clients.heymarket.put('/v1/contact/3001', { phone, last: '', assignee_id: -1 });
		expect(await get()).toMatchObject({ first: 'Ana', last: '', assigned_user_id: 0 });
	});

	it('shows its tags in one of three forms', async () => {
		expect((await get()).tags).toEqual([{ tag_id: 501 }, { tag_id: 502 }]);
		answer('contactTags', 'tags');
		expect((await get()).tags).toMatchObject([{ id: 501, tag: 'VIP' }, { id: 502, tag: 'Lead' }]);
		answer('contactTags', 'ids');
		expect((await get()).tags).toEqual([501, 502]);
	});

	it('hides whether it has opted out', async () => {
		answer('optedOutShown', 'missing');
		expect(await get()).not.toHaveProperty('is_opted_out');
	});
});

it('a number that has opted out can be sent to', async () => {
	answer('optedOutSend', 'accepted');
	const { optedOut } = clients.sandbox.state.heymarket;
	optedOut.add(phone);
	await post('/v1/message/send', text);
	await post('/v1/message/send', { inbox_id: 11, creator_id: 101, list_id: 401, local_id: 'a', text: 'News' });
	expect(clients.sandbox.ledger.accepted.map(({ recipients }) => recipients)).toEqual([[phone], expect.arrayContaining([phone])]);
});

describe('a second send to a list with the same local_id', () => {
	const send = () => clients.heymarket.post('/v1/message/send', { inbox_id: 11, creator_id: 101, list_id: 401, local_id: 'a', text: 'News' });
	it.each([
		['sameAnswer', 200, 1],
		['refused', 400, 1],
		['sentAgain', 200, 2],
	])('%s', async (way, status, times) => {
		answer('repeatedLocalId', way);
		const [first, second] = [await send(), await send()];
		expect([first.status, second.status]).toEqual([200, status]);
		expect([second.data.id === first.data.id, clients.sandbox.ledger.accepted.length]).toEqual([way === 'sameAnswer', times]);
		expect(clients.sandbox.ledger.violations).toEqual([]);
	});
});

it.each([
	['a template', { template_id: 301 }],
	['a survey', { survey_id: 701 }],
])('%s goes with media', async (_name, content) => {
	answer('mediaWithTemplate', 'accepted');
	const body = { inbox_id: 11, creator_id: 101, phone_number: phone, media_url: 'https://files.example.com/a.png', ...content };
	expect((await clients.heymarket.post('/v1/message/send', body)).status).toBe(200);
	expect(clients.sandbox.ledger.violations).toEqual([]);
	expect(clients.sandbox.state.heymarket.messages.at(-1)).toMatchObject({ type: 'mms', media: body.media_url });
	// All else is judged as before.
	expect((await clients.heymarket.post('/v1/message/send', { ...body, text: 'Hi' })).status).toBe(400);
	expect((await clients.heymarket.post('/v1/message/send', { ...body, channel: 'sms' })).status).toBe(400);
});

describe('Whippy', () => {
	it('gives the messages of a conversation newest or oldest first', async () => {
		const read = async (limit: number) => {
			const params = { 'messages[limit]': limit };
			const { data } = await clients.whippy.get('/v1/conversations/00000003-0000-4000-8000-000000000001', { params });
			return (data.data.messages as { id: string }[]).map(({ id }) => id);
		};
		const newest = await read(500);
		clients.sandbox.unknowns.set('whippy', 'messageOrder', 'oldestFirst');
		expect(await read(500)).toEqual(newest.toReversed());
		expect(await read(3)).toEqual(newest.slice(-3).toReversed());
	});

	it('doesn’t tell how long to wait', async () => {
		clients.sandbox.limits.set('whippy', { count: 1, window: 10_000, kind: 'sliding' });
		const header = async () => (await clients.whippy.get('/v1/channels')).headers['x-ratelimit-remaining-interval-milliseconds'];
		expect([await header(), await header()]).toEqual([undefined, expect.stringMatching(/^\d+$/)]);
		clients.sandbox.unknowns.set('whippy', 'millisecondsHeader', 'missing');
		expect(await header()).toBeUndefined();
	});
});
