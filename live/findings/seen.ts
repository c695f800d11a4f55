import type { Exchange } from '../door.ts';
import { valueAt } from '../tour/stops.ts';

export type Row = Record<string, unknown>;

/** What the tour saw, for those who look for an answer in it. */
export class Seen {
	readonly exchanges: Exchange[];

	constructor(exchanges: Exchange[]) {
		this.exchanges = exchanges.filter(({ passed }) => passed);
	}

	/** The good answers of an operation, in their order; of one stop only, if it is named. */
	answers(operationId: string, stop?: string): Exchange[] {
		return this.exchanges.filter(({ operation, status = 0, stop: own }) => operation?.operationId === operationId && status < 300 && status >= 200 && (stop === undefined || own === stop));
	}

	/** The last request of a stop that was answered. */
	asked(stop: string): Exchange | undefined {
		return this.exchanges.findLast(({ stop: own, status }) => own === stop && status !== undefined);
	}

	/** The rows of the first good answer of an operation. */
	rows(operationId: string, stop?: string): Row[] {
		return rowsIn(this.answers(operationId, stop)[0]?.body);
	}
}

/** What was found out, in words that hold nothing of anybody's. */
export interface Found {
	answer: string;
	/** Whether it is what the contract and the sandbox take for granted; left out where they take nothing so. */
	isAssumed?: boolean;
}

/** Looks for the answer to an `x-unknown` in what the tour saw. */
export interface Finding {
	/** The operations whose `x-unknown` it is. */
	operations: string[];
	/** The name of the unknown, or the beginning of its sentence. */
	about: string;
	/** The way, for a named unknown. */
	look: (seen: Seen, operationId: string) => Found | string | undefined;
}

/** The rows of an answer, without what is wrapped around them. */
export function rowsIn(body: unknown): Row[] {
	const inner = typeof body === 'object' && body !== null && 'data' in body ? (body as { data: unknown }).data : body;
	if (Array.isArray(inner)) return inner.filter((row): row is Row => typeof row === 'object' && row !== null);
	return typeof inner === 'object' && inner !== null ? [inner as Row] : [];
}

/** The milliseconds of a time; one without a zone is UTC. */
export function moment(time: unknown): number {
	const text = String(time);
	return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}

/** In which order rows stand by a key; undefined where fewer than two tell it. */
export function orderOf(rows: Row[], key: string): string | undefined {
	const values = rows.map((row) => valueAt(row, key)).filter((value) => typeof value === 'string' || typeof value === 'number');
	const places = values.map((value) => (typeof value === 'number' ? value : moment(value)));
	if (places.some(Number.isNaN) || new Set(places).size < 2) return undefined;
	const rising = places.every((place, index) => index === 0 || places[index - 1] <= place);
	const falling = places.every((place, index) => index === 0 || places[index - 1] >= place);
	if (rising === falling) return 'neither';
	return rising ? 'oldestFirst' : 'newestFirst';
}

/** How a list deals with the row at the very time of its cursor. */
export function cursorOf(whole: Row[], behind: Row[], key: string, cursor: unknown): string | undefined {
	const ids = (rows: Row[]) => rows.map((row) => String(row.id)).join(' ');
	if (whole.length < 3 || new Set(whole.map((row) => row[key])).size < 3) return undefined;
	if (ids(whole) === ids(behind)) return 'ignored';
	return behind.some((row) => row[key] === cursor) ? 'inclusive' : 'exclusive';
}

/** What the first half of a text finds. */
export function partOf(all: Row[], { query, sent, body }: Exchange, key: string, parameter: string): 'part' | 'whole' | 'nothing' | undefined {
	const asked = query[parameter] ?? (sent as Row | undefined)?.[parameter];
	const first = all.find((row) => typeof row[key] === 'string' && row[key] !== '');
	if (typeof asked !== 'string' || first === undefined || asked === first[key]) return undefined;
	const found = rowsIn(body);
	const has = (row: Row) => typeof row[key] === 'string' && row[key].toLowerCase().includes(asked.toLowerCase());
	if (found.some((row) => !has(row))) return 'nothing';
	return found.some((row) => row.id === first.id) ? 'part' : 'whole';
}

/** The keys of all rows; only those that the contract or an API's own spelling has. */
export function keysIn(rows: Row[], isOwn: (key: string) => boolean): string {
	const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const own = keys.filter(isOwn);
	return own.length === keys.length ? own.join(', ') : [...own, '{key}'].join(', ');
}
