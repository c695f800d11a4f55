import type { Answer } from '../../sandbox/answer.ts';
import { json, Refusal } from '../../sandbox/answer.ts';
import { plainRequests, type Collection, type Operate } from '../../sandbox/collections.ts';
import { allAtOnce, byText, microsecondsOf, pageByCursor, pageByDate, pageByNumber, pageByOffset, type Order } from '../../sandbox/pages.ts';
import type { Call } from '../../sandbox/provider.ts';

interface Dish {
	id: number;
	name: string;
	made: string;
	secret: string;
}

interface State {
	kitchen: string;
	dishes: Dish[];
}

const dishes: Collection<State, Dish> = {
	name: 'Dish',
	rows: (state) => state.dishes,
	shown: ({ id, name }) => ({ id, name }),
};

const { record, list, get, create, update, remove, count } = plainRequests<State, { id: number }>({
	idOf: ({ id }) => String(id),
	idIn: ({ params }) => params['id'] ?? '',
	missing: (name, id) => new Refusal(json(404, `no ${name} ${id}`)),
	listed: ({ rows, total }) => ({ rows, total }),
	got: (shown) => ({ data: shown }),
});

const dish = (id: number, name: string, made = '2026-01-05T09:00:00Z'): Dish => ({ id, name, made, secret: 'salt' });
let state: State;
beforeEach(() => {
	state = { kitchen: 'East', dishes: [dish(1, 'Soup'), dish(2, 'Rice'), dish(3, 'Cake')] };
});

const ask = (operate: Operate<State>, call: Partial<Call> = {}): Answer['value'] => operate(state, { params: {}, query: {}, ...call } as Call).value;
const one = (id: string, body?: object) => ({ params: { id }, body });

describe('a plain request', () => {
	it('gives what there is one of', () => {
		expect(ask(record(({ kitchen }) => kitchen))).toEqual({ data: 'East' });
	});

	it('lists what is wanted, as clients see it, on pages', () => {
		const operate = list(dishes, (rows) => pageByOffset(rows, 1, 5), { wanted: ({ query }) => ({ name }) => name !== query['not'] });
		expect(ask(operate, { query: { not: 'Soup' } })).toEqual({ rows: [{ id: 3, name: 'Cake' }], total: 2 });
		const own = list(dishes, allAtOnce, { answer: ({ rows }, { kitchen }) => [kitchen, rows.length] });
		expect(ask(own)).toEqual(['East', 3]);
	});

	it('gets, changes, deletes and counts', () => {
		expect(ask(get(dishes), one('2'))).toEqual({ data: { id: 2, name: 'Rice' } });
		const rename = update(dishes, (row, { body }) => Object.assign(row, body), ({ name }) => name);
		expect(ask(rename, one('2', { name: 'Wild rice' }))).toBe('Wild rice');
		expect(ask(remove(dishes, ({ id }) => id), one('1'))).toBe(1);
		expect([ask(count(dishes, String)), state.dishes.map(({ name }) => name)]).toEqual(['2', ['Wild rice', 'Cake']]);
	});

	it('creates', () => {
		const add = create(dishes, ({ body }) => dish(9, (body as Dish).name), ({ id }) => ({ id }));
		expect(ask(add, { body: { name: 'Pie' } })).toEqual({ id: 9 });
		expect(ask(get(dishes), one('9'))).toEqual({ data: { id: 9, name: 'Pie' } });
	});

	it.each([
		['get', get(dishes)],
		['update', update(dishes, () => undefined, () => 'ok')],
		['remove', remove(dishes, () => 'ok')],
	])('refuses to %s what is not there', (_name, operate) => {
		expect(() => ask(operate, one('7'))).toThrow(new Refusal(json(404, 'no Dish 7')));
		expect(state.dishes).toHaveLength(3);
	});
});

describe('pages', () => {
	const numbers = [1, 2, 3, 4, 5];

	it('by number and by offset', () => {
		expect(pageByNumber(numbers, 2, 2)).toEqual({ rows: [3, 4], total: 5 });
		expect(pageByNumber(numbers, 4, 2)).toEqual({ rows: [], total: 5 });
		expect(pageByOffset(numbers, 4, 2)).toEqual({ rows: [5], total: 5 });
	});

	it('by date keep every digit of a time', () => {
		expect(microsecondsOf('2026-01-05T09:00:00.1234Z') - microsecondsOf('2026-01-05T09:00:00.123Z')).toBe(400);
		expect(microsecondsOf('2026-01-05T09:00:00.123456Z') - microsecondsOf('2026-01-05T09:00:00Z')).toBe(123_456);
		const rows = [dish(1, 'a', '2026-01-05T09:00:00.000001Z'), dish(2, 'b', '2026-01-05T09:00:00.000002Z'), dish(3, 'c', '2026-01-05T09:00:00.000002Z')];
		const ids = (options: Partial<Parameters<typeof pageByDate>[2]>) => pageByDate(rows, ({ made }) => made, { length: 2, ...options }).rows.map(({ id }) => id);
		expect(ids({})).toEqual([3, 2]);
		expect(ids({ cursor: rows[1].made })).toEqual([3, 2]);
		expect(ids({ cursor: rows[1].made, edge: 'exclusive' })).toEqual([1]);
		expect(ids({ cursor: rows[1].made, ascending: true, length: 5 })).toEqual([2, 3]);
		expect(ids({ cursor: rows[0].made, edge: 'ignored' })).toEqual([3, 2]);
	});

	describe('by cursor', () => {
		const order: Order<{ id: string }, { id: string }> = { placeOf: ({ id }) => ({ id }), compare: (left, right) => byText(left.id, right.id) };
		const rows = ['d', 'b', 'e', 'a', 'c'].map((id) => ({ id }));
		const page = (options: Partial<Parameters<typeof pageByCursor>[2]>, of = rows) => {
			const { rows: found, ...cursors } = pageByCursor(of, order, { length: 2, ...options }, () => new Error('unreadable'));
			return { ids: found.map(({ id }) => id).join(''), ...cursors };
		};

		it('lead on, and back', () => {
			const first = page({});
			expect(first).toMatchObject({ ids: 'ab', total: 5, previous: null });
			const second = page({ cursor: first.next! });
			expect(second.ids).toBe('cd');
			const third = page({ cursor: second.next! });
			expect(third).toMatchObject({ ids: 'e', next: null });
			expect(page({ cursor: third.previous!, backward: true }).ids).toBe('cd');
			expect(page({ cursor: second.previous!, backward: true })).toMatchObject({ ids: 'ab', previous: null });
		});

		it('can begin at an offset, and lead on from there', () => {
			const middle = page({ offset: 1 });
			expect([middle.ids, page({ cursor: middle.next! }).ids]).toEqual(['bc', 'de']);
		});

		it('stay in their place if a row is gone', () => {
			const { next } = page({});
			expect(page({ cursor: next! }, rows.filter(({ id }) => id !== 'b' && id !== 'c')).ids).toBe('de');
			expect(page({ cursor: next! }, [])).toMatchObject({ ids: '', next: null, previous: null });
		});

		it('are near the beginning shorter backward', () => {
			const { next } = page({ length: 1 });
			expect(page({ cursor: page({ cursor: next!, length: 1 }).next!, backward: true, length: 5 })).toMatchObject({ ids: 'a', previous: null });
		});

		it.each(['nonsense', Buffer.from('{"name":"a"}').toString('base64url'), ''])('refuse the cursor %j', (cursor) => {
			expect(() => page({ cursor })).toThrow('unreadable');
		});
	});
});
