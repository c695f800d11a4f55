/** One page of a list. */
export interface Page<Row> {
	rows: Row[];
	/** How many rows there are on all pages. */
	total: number;
	/** The cursors that lead on and back; null where there is no more. Only pages by cursor have them. */
	next?: string | null;
	previous?: string | null;
}

/** All rows on one page. */
export function allAtOnce<Row>(rows: Row[]): Page<Row> {
	return { rows, total: rows.length };
}

/** So many rows behind the first ones, which are passed over. */
export function pageByOffset<Row>(rows: Row[], offset: number, length: number): Page<Row> {
	return { rows: rows.slice(offset, offset + length), total: rows.length };
}

/** Pages that are counted from 1. */
export function pageByNumber<Row>(rows: Row[], number: number, length: number): Page<Row> {
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

/** A row's place in a sorted list. It stays where it is when other rows come or go. */
export interface Place {
	id: string;
	[key: string]: string | number | null;
}

/** How a list is sorted, and by which of a row's values. */
export interface Order<Row, At extends Place> {
	placeOf: (row: Row) => At;
	compare: (one: At, other: At) => number;
}

/** Compares by the numbers of the characters, whatever the language. */
export function byText(one: string, other: string): number {
	return one === other ? 0 : one < other ? -1 : 1;
}

/** URL-safe base64 without padding of a place as JSON. */
function cursorOf(place: Place): string {
	return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeIn<At extends Place>(cursor: string, like: At): At | undefined {
	try {
		const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as At;
		return Object.keys(like).every((key) => Object.hasOwn(place, key)) ? place : undefined;
	} catch {
		return undefined;
	}
}

/**
 * A page of sorted rows behind a cursor, or before it, and the cursors that lead on from there in both directions. Without a
 * cursor it can begin at an offset.
 *
 * @param unreadable Thrown if the cursor is none of this list
 */
export function pageByCursor<Row, At extends Place>(
	rows: Row[],
	{ placeOf, compare }: Order<Row, At>,
	{ cursor, backward = false, offset = 0, length }: { cursor?: string | undefined; backward?: boolean; offset?: number; length: number },
	unreadable: () => Error,
): Page<Row> {
	const sorted = rows.toSorted((one, other) => compare(placeOf(one), placeOf(other)));
	let start = offset;
	let end = start + length;
	if (cursor !== undefined && sorted[0] !== undefined) {
		const place = placeIn(cursor, placeOf(sorted[0]));
		if (place === undefined) throw unreadable();
		// The row itself may be gone, or the filters may differ: a cursor is a place, no row.
		const first = (isPast: (at: number) => boolean) => {
			const index = sorted.findIndex((row) => isPast(compare(placeOf(row), place)));
			return index === -1 ? sorted.length : index;
		};
		end = backward ? first((at) => at >= 0) : first((at) => at > 0) + length;
		start = Math.max(0, end - length);
	}
	const page = sorted.slice(start, end);
	const [top, bottom] = [page[0], page.at(-1)];
	return {
		rows: page,
		total: rows.length,
		next: bottom !== undefined && end < sorted.length ? cursorOf(placeOf(bottom)) : null,
		previous: top !== undefined && start > 0 ? cursorOf(placeOf(top)) : null,
	};
}
