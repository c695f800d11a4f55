import { json } from './answer.ts';
import type { Answer, Refusal } from './answer.ts';
import type { Call } from './provider.ts';

/** Rows of one kind that a provider stores, such as its contacts. */
export interface Collection<State, Row> {
	/** What one row is called in refusals: `Contact`. */
	name: string;
	/** The stored rows. They are changed in place. */
	rows(state: State): Row[];
	/** What clients get of a row, if that isn't the stored row itself. */
	shown?(row: Row, state: State): unknown;
}

/** One page of a list. */
export interface Page<Row> {
	rows: Row[];
	/** How many rows there are on all pages. */
	total: number;
}

/** Cuts a page out of the rows of a list, as a request asks for it. */
export type Paging<State, Any> = <Row extends Any>(rows: Row[], call: Call, state: State) => Page<Row>;

/** What all of a provider's collections have in common. */
export interface House<Row> {
	idOf(row: Row): string;
	missing(name: string, id: string): Refusal;
	/** The answer to a list. */
	listed(page: Page<unknown>): unknown;
	/** The answer to a request for one row. */
	got(shown: unknown): unknown;
}

/** Answers one request. */
export type Operate<State> = (state: State, call: Call) => Answer;

/**
 * Makes the operations of plain requests: those that only list, get, change or count what is stored. A provider has a table
 * of them, with one row for each of its plain requests.
 */
export function plainRequests<State, Any>(house: House<Any>) {
	const show = <Row>({ shown }: Collection<State, Row>, row: Row, state: State) => (shown === undefined ? row : shown(row, state));

	function find<Row extends Any>(collection: Collection<State, Row>, state: State, id: string): Row {
		const row = collection.rows(state).find((each) => house.idOf(each) === id);
		if (row === undefined) throw house.missing(collection.name, id);
		return row;
	}
	const named = (call: Call) => call.params['id'] ?? '';

	return {
		/** What there is only one of, such as the team. */
		record(pick: (state: State) => unknown): Operate<State> {
			return (state) => json(200, house.got(pick(state)));
		},

		/** @param wanted Which rows the request asks for; all, if it is left out */
		list<Row extends Any>(
			collection: Collection<State, Row>,
			paging: (rows: Row[], call: Call, state: State) => Page<Row>,
			wanted?: (call: Call, state: State) => (row: Row) => boolean,
		): Operate<State> {
			return (state, call) => {
				const all = collection.rows(state);
				const page = paging(wanted === undefined ? all : all.filter(wanted(call, state)), call, state);
				return json(200, house.listed({ ...page, rows: page.rows.map((row) => show(collection, row, state)) }));
			};
		},

		get<Row extends Any>(collection: Collection<State, Row>): Operate<State> {
			return (state, call) => json(200, house.got(show(collection, find(collection, state, named(call)), state)));
		},

		/** @param make Makes the row to store, or refuses */
		create<Row extends Any>(
			collection: Collection<State, Row>,
			make: (call: Call, state: State) => Row,
			answer: (row: Row) => unknown,
		): Operate<State> {
			return (state, call) => {
				const row = make(call, state);
				collection.rows(state).push(row);
				return json(200, answer(row));
			};
		},

		/** @param change Changes the stored row, or refuses */
		update<Row extends Any>(
			collection: Collection<State, Row>,
			change: (row: Row, call: Call, state: State) => void,
			answer: (row: Row) => unknown,
		): Operate<State> {
			return (state, call) => {
				const row = find(collection, state, named(call));
				change(row, call, state);
				return json(200, answer(row));
			};
		},

		remove<Row extends Any>(collection: Collection<State, Row>, answer: (row: Row) => unknown): Operate<State> {
			return (state, call) => {
				const row = find(collection, state, named(call));
				const rows = collection.rows(state);
				rows.splice(rows.indexOf(row), 1);
				return json(200, answer(row));
			};
		},

		count<Row extends Any>(collection: Collection<State, Row>, answer: (count: number) => unknown): Operate<State> {
			return (state) => json(200, answer(collection.rows(state).length));
		},
	};
}

/** All rows on one page. */
export function allAtOnce<Row>(rows: Row[]): Page<Row> {
	return { rows, total: rows.length };
}

/** Pages that are counted from 1. */
export function pageNumber<Row>(rows: Row[], number: number, length: number): Page<Row> {
	return { rows: rows.slice((number - 1) * length, number * length), total: rows.length };
}

/** A time in microseconds since 1970. `Date.parse` would drop what is shorter than a millisecond. */
export function microsecondsOf(time: string): number {
	const beyond = /\.\d{3}(\d{1,3})/.exec(time)?.[1] ?? '';
	return Date.parse(time) * 1_000 + Number(beyond.padEnd(3, '0'));
}

/** What becomes of rows at the very time of a date cursor, or that the cursor does nothing. */
export type CursorEdge = 'inclusive' | 'exclusive' | 'ignored';

/**
 * The rows from a cursor's time on, one page of them.
 *
 * An inclusive cursor gives rows of exactly its time again, so the last page repeats for ever: a client must drop repeated
 * rows, and stop when a page brings no new ones.
 */
export function pageByDate<Row extends { id: number }>(
	rows: Row[],
	time: (row: Row) => string,
	{ cursor, length, ascending = false, edge = 'inclusive' }: { cursor?: string | undefined; length: number; ascending?: boolean; edge?: CursorEdge },
): Page<Row> {
	const direction = ascending ? 1 : -1;
	const from = cursor === undefined || edge === 'ignored' ? -Infinity : microsecondsOf(cursor) * direction;
	const found = rows
		.map((row) => ({ row, at: microsecondsOf(time(row)) * direction }))
		.filter(({ at }) => (edge === 'exclusive' ? at > from : at >= from))
		.sort((left, right) => left.at - right.at || (left.row.id - right.row.id) * direction)
		.map(({ row }) => row);
	return { rows: found.slice(0, length), total: rows.length };
}
