import { useClients } from './clients.ts';

const clients = useClients();
const refusal = (status: number, description: unknown) => ({ errors: [{ description }], status });

interface Row {
	id: string;
	name: string | null;
	created_at: string;
	channel_id: string;
}

interface Page {
	data: Row[];
	total?: number;
	metadata: { next_cursor: string | null; prev_cursor?: string | null };
}

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
const read = async (path: string, params: object) => (await clients.whippy.get(path, { params })).data as Page;

/** All pages from one on, at most twenty. */
async function pages(path: string, params: Record<string, unknown>): Promise<Page[]> {
	const key = params['direction'] === 'backward' ? 'prev_cursor' : 'next_cursor';
	const found = [await read(path, params)];
	for (let cursor = found[0]?.metadata[key]; cursor && found.length < 20; cursor = found.at(-1)?.metadata[key]) {
		found.push(await read(path, { ...params, offset: undefined, cursor }));
	}
	return found;
}

describe('messages', () => {
	const path = '/v1/messages/list';
	const list = (params: object) => read(path, params);

	it('go forward, the oldest first, over pages with equal times on both sides of an end', async () => {
		const found = await pages(path, {});
		expect(found.map(({ data }) => data.length)).toEqual([50, 50, 44]);
		const rows = found.flatMap(({ data }) => data);
		expect(new Set(ids(rows))).toEqual(new Set(ids(clients.sandbox.state.whippy.messages)));
		const times = rows.map(({ created_at: time }) => Date.parse(time.replace(/Z?$/, 'Z')));
		expect(times).toEqual(times.toSorted((one, other) => one - other));
		for (const end of [50, 100]) expect(times[end]).toBe(times[end - 1]);
		expect(found[0]?.metadata.prev_cursor).toBeNull();
	});

	it('go backward from a cursor, each once, and not without one', async () => {
		const [first, second, third] = await pages(path, {});
		const back = await pages(path, { direction: 'backward', cursor: third?.metadata.prev_cursor });
		expect(back.map(({ data }) => ids(data))).toEqual([ids(second?.data ?? []), ids(first?.data ?? [])]);
		const { status, data } = await clients.whippy.get(path, { params: { direction: 'backward' } });
		expect([status, data]).toEqual([422, refusal(422, 'direction: backward needs a cursor')]);
		expect((await list({ direction: 'forward', limit: 3 })).data).toHaveLength(3);
	});

	it('stay in place when a message comes or goes between two pages', async () => {
		const { whippy } = clients.sandbox.state;
		const first = await list({});
		whippy.messages = whippy.messages.filter(({ id }) => id !== first.data.at(-1)?.id);
		const second = await list({ cursor: first.metadata.next_cursor });
		expect(ids(first.data)).not.toContain(second.data[0]?.id);
		expect(second.data).toHaveLength(50);
		expect([...ids(first.data), ...ids(second.data)]).toHaveLength(new Set([...ids(first.data), ...ids(second.data)]).size);
	});

	it('have no offset, and a cursor that was made up is refused', async () => {
		expect((await clients.whippy.get(path, { params: { offset: 50 } })).status).toBe(422);
		expect(clients.sandbox.ledger.violations).toHaveLength(1);
		for (const cursor of ['50', 'bm90IEpTT04', 'e30']) {
			const { status, data } = await clients.whippy.get(path, { params: { cursor } });
			expect([status, data]).toEqual([422, refusal(422, 'cursor is not valid')]);
		}
	});

	it('are filtered by what each request says: a cursor holds no filters', async () => {
		const { messages } = clients.sandbox.state.whippy;
		const mail = { type: 'email', limit: 5 };
		const found = await pages(path, mail);
		expect(found.map(({ data }) => data.length)).toEqual([5, 5, 2]);
		expect(ids(found.flatMap(({ data }) => data)).toSorted()).toEqual(ids(messages.filter(({ type }) => type === 'email')).toSorted());
		const unfiltered = await list({ limit: 5, cursor: found[0]?.metadata.next_cursor });
		expect(unfiltered.data.some(({ channel_id: channel }) => channel !== found[0]?.data[0]?.channel_id)).toBe(true);
	});

	it.each([
		['conversation_id', '00000003-0000-4000-8000-000000000001', 25],
		['contact_id', '00000002-0000-4000-8000-000000000002', 1],
		['channel_id', '00000001-0000-4000-8000-000000000003', 12],
		['delivery_status', 'delivered', 12],
		['user_id', '12', 0],
		['campaign_id', '00000005-0000-4000-8000-000000000001', 0],
		['sequence_id', '00000006-0000-4000-8000-000000000001', 0],
		['integration_id', '00000007-0000-4000-8000-000000000001', 0],
		['after', '2026-01-06T03:38:00Z', 1],
		['before', '2026-01-06T01:18:00Z', 2],
	])('are filtered by %s', async (name, value, count) => {
		expect((await list({ [name]: value, limit: 500 })).data).toHaveLength(count);
	});
});

describe('contacts', () => {
	const path = '/v1/contacts';
	const list = (params: object) => read(path, params);

	it('come by name, those without one last, over pages with equal names on both sides of an end', async () => {
		const found = await pages(path, {});
		expect(found.map(({ data, total }) => [data.length, total])).toEqual([[50, 120], [50, 120], [20, 120]]);
		const rows = found.flatMap(({ data }) => data);
		expect(new Set(ids(rows)).size).toBe(120);
		const names = rows.map(({ name }) => name);
		expect([names[0], names[99], names[100], names.slice(-3)]).toEqual(['Ana Reyes', 'Sam Lee', 'Sam Lee', [null, null, null]]);
		const known = names.filter((name) => name !== null);
		expect(known).toEqual(known.toSorted());
	});

	it('come by offset, too, which may go on by cursor; both at once are refused', async () => {
		const all = ids((await list({ limit: 500 })).data);
		expect(ids((await list({ offset: 110 })).data)).toEqual(all.slice(110));
		expect(ids((await pages(path, { offset: 30, limit: 60 })).flatMap(({ data }) => data))).toEqual(all.slice(30));
		const { metadata } = await list({});
		const { status, data } = await clients.whippy.get(path, { params: { offset: 0, cursor: metadata.next_cursor } });
		expect([status, data]).toEqual([422, refusal(422, 'cursor and offset exclude each other')]);
	});

	it('have a cursor that holds a name and an ID, and go on behind those without a name', async () => {
		const place = async (params: object) => JSON.parse(Buffer.from((await list(params)).metadata.next_cursor ?? '', 'base64url').toString()) as object;
		expect(await place({ limit: 1 })).toEqual({ name: 'Ana Reyes', id: '00000002-0000-4000-8000-000000000001' });
		expect(await place({ limit: 1, offset: 117 })).toMatchObject({ name: null });
		expect(await pages(path, { limit: 1, offset: 117 })).toHaveLength(3);
	});

	it.each([
		['name', 'sam lee', 30],
		['email', 'ana@example.com', 1],
		['phone', '+14155550123', 1],
		['channels[][id]', '00000001-0000-4000-8000-000000000001', 120],
		['channels[][phone]', '+14155550111', 0],
		['created_at[after]', '2026-01-05T10:30:00Z', 29],
		['created_at[before]', '2026-01-05T09:10:00Z', 10],
		['has_integration', '00000007-0000-4000-8000-000000000001', 0],
		['no_integration', '00000007-0000-4000-8000-000000000001', 120],
	])('are filtered by %s', async (name, value, count) => {
		const { data, total } = await list({ [name]: value, limit: 500 });
		expect([data.length, total]).toEqual([count, count]);
	});

	it('show the channels that they are opted in to as preferences', async () => {
		const { data } = await list({ limit: 1 });
		expect(data[0]).toMatchObject({
			first_name: 'Ana',
			last_name: 'Reyes',
			communication_preferences: [{ channel_id: '00000001-0000-4000-8000-000000000001', contact_id: data[0]?.id, opt_in: true }],
		});
		expect(data[0]).not.toHaveProperty('channels');
	});
});
