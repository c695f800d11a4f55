import { json } from './answer.ts';
import type { Answer, Refusal } from './answer.ts';
import type { Page } from './pages.ts';
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

/** Cuts a page out of the rows of a list, as a request asks for it. */
export type Paging<State, Any> = <Row extends Any>(rows: Row[], call: Call, state: State) => Page<Row>;

/** What all of a provider's collections have in common. */
export interface House<Row> {
	idOf(row: Row): string;
	/** The ID in a request for one row. */
	idIn(call: Call): string;
	missing(name: string, id: string): Refusal;
	/** The answer to a list. */
	listed(page: Page<unknown>): unknown;
	/** The answer to a request for one row. */
	got(shown: unknown): unknown;
}

/** How a list differs from other lists of its provider. */
interface ListOptions<State, Row> {
	wanted?: (call: Call, state: State) => (row: Row) => boolean;
	answer?: (page: Page<unknown>, state: State) => unknown;
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

	return {
		/** What there is only one of, such as the team. */
		record(pick: (state: State) => unknown): Operate<State> {
			return (state) => json(200, house.got(pick(state)));
		},

		/**
		 * @param wanted Which rows the request asks for; all, if it is left out. It may refuse the request
		 * @param answer The answer, if this list has another one than the provider's others
		 */
		list<Row extends Any>(
			collection: Collection<State, Row>,
			paging: (rows: Row[], call: Call, state: State) => Page<Row>,
			{ wanted, answer = house.listed }: ListOptions<State, Row> = {},
		): Operate<State> {
			return (state, call) => {
				const all = collection.rows(state);
				const page = paging(wanted === undefined ? all : all.filter(wanted(call, state)), call, state);
				return json(200, answer({ ...page, rows: page.rows.map((row) => show(collection, row, state)) }, state));
			};
		},

		get<Row extends Any>(collection: Collection<State, Row>): Operate<State> {
			return (state, call) => json(200, house.got(show(collection, find(collection, state, house.idIn(call)), state)));
		},

		/**
		 * @param make Makes the row to store, or refuses
		 * @param status 201 where the provider says that something was created
		 */
		create<Row extends Any>(
			collection: Collection<State, Row>,
			make: (call: Call, state: State) => Row,
			answer: (row: Row) => unknown,
			status: 200 | 201 = 200,
		): Operate<State> {
			return (state, call) => {
				const row = make(call, state);
				collection.rows(state).push(row);
				return json(status, answer(row));
			};
		},

		/** @param change Changes the stored row, or refuses */
		update<Row extends Any>(
			collection: Collection<State, Row>,
			change: (row: Row, call: Call, state: State) => void,
			answer: (row: Row) => unknown,
		): Operate<State> {
			return (state, call) => {
				const row = find(collection, state, house.idIn(call));
				change(row, call, state);
				return json(200, answer(row));
			};
		},

		/** As `update`, answered with the row as clients get it. @param change Changes the stored row, or refuses */
		change<Row extends Any>(collection: Collection<State, Row>, change: (row: Row, call: Call, state: State) => void): Operate<State> {
			return (state, call) => {
				const row = find(collection, state, house.idIn(call));
				change(row, call, state);
				return json(200, house.got(show(collection, row, state)));
			};
		},

		remove<Row extends Any>(collection: Collection<State, Row>, answer: (row: Row) => unknown): Operate<State> {
			return (state, call) => {
				const row = find(collection, state, house.idIn(call));
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
