import type { IDataObject } from 'n8n-workflow';
import { useOperations } from './support';

/*
 * Every way in which Whippy gives a list page by page: by offset in the query and in the body, by the one-way cursor of
 * contacts, by the two-way cursor of messages in the query and in the body. A page holds at most 500 rows.
 */

const { rows, seen, sandbox } = useOperations('whippy');

const FULL = 500;
const ids = (found: IDataObject[]) => found.map(({ id }) => id);
const idOf = (index: number) => `000000aa-0000-4000-8000-${String(index).padStart(12, '0')}`;
const timeOf = (index: number) => new Date(Date.UTC(2026, 0, 5) + index).toISOString();

/** Makes a list have so many rows, whose order is that of their numbers. */
function fillList(room: 'conversations' | 'contacts' | 'messages', count: number): void {
	const { whippy } = sandbox().state;
	const [row] = whippy[room] as Array<{ id: string }>;
	const made = Array.from({ length: count }, (_, index) => rowAt(row, index));
	(whippy[room] as object[]) = made;
}

function rowAt(row: object, index: number): object {
	// Conversations come the newest first, messages the oldest first.
	const own = { id: idOf(index), name: `Person ${String(index).padStart(6, '0')}`, created_at: timeOf(index), last_message_date: timeOf(-index) };
	return { ...row, ...Object.fromEntries(Object.entries(own).filter(([key]) => key in row)) };
}

const lists: Array<[operation: string, room: 'conversations' | 'contacts' | 'messages', place: 'query' | 'body']> = [
	['conversation.getMany', 'conversations', 'query'],
	['conversation.search', 'conversations', 'body'],
	['contact.getMany', 'contacts', 'query'],
	['message.getMany', 'messages', 'query'],
	['message.search', 'messages', 'body'],
];

describe.each(lists)('%s', (operation, room, place) => {
	const read = async (parameters: IDataObject) => ids(await rows(operation, { includeContact: false, ...parameters }));

	test.each([0, 1, FULL, FULL + 1])('of %i rows gives each once', async (count) => {
		fillList(room, count);
		expect(await read({ returnAll: true })).toEqual(Array.from({ length: count }, (_, index) => idOf(index)));
		for (const request of seen()) expect(request[place]).toMatchObject({ limit: place === 'body' ? FULL : String(FULL) });
		expect(seen()).toHaveLength(Math.max(1, Math.ceil(count / FULL)));
	});

	test.each([1, FULL + 1])('keeps to a limit of %i, above what a page holds too', async (limit) => {
		fillList(room, FULL + 20);
		expect(await read({ limit })).toEqual(Array.from({ length: limit }, (_, index) => idOf(index)));
		expect(seen()).toHaveLength(limit > FULL ? 2 : 1);
	});

	test('gives no row twice and loses none where rows are added meanwhile', async () => {
		fillList(room, FULL + 20);
		const all = sandbox().state.whippy[room] as object[];
		const [row] = all;
		let looks = 0;
		// Between two pages, three rows come that stand before all others.
		const more = () => [1, 2, 3].map((index) => ({ ...rowAt(row, -index), id: idOf(900_000 + index), ...('name' in row && { name: `A ${index}` }) }));
		Object.defineProperty(sandbox().state.whippy, room, { get: () => ((looks += 1) === 2 ? all.unshift(...more()) && all : all) });
		const found = await read({ returnAll: true });
		expect(new Set(found).size).toBe(found.length);
		expect(found.filter((id) => Number(String(id).slice(-12)) < 900_000)).toEqual(Array.from({ length: FULL + 20 }, (_, index) => idOf(index)));
		expect(looks).toBeGreaterThanOrEqual(2);
	});
});
