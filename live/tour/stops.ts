import type { IDataObject } from 'n8n-workflow';

/** A value that an earlier stop brought. */
export interface Taken {
	from: string;
	/** Dotted paths into a row; the first that leads somewhere is taken. */
	keys: string[];
	/** Of which row: the first that has it, the one in the middle, or one of those that have the value most of all have. */
	which: 'first' | 'middle' | 'commonest';
	/** Which rows count. */
	wanted?: (row: IDataObject) => boolean;
	/** What is taken where these rows have none. */
	otherwise?: Taken;
	/** What is made of the value. */
	make: (value: unknown) => unknown;
}

/** One request of the tour: an operation of the node, or one that no operation makes alike. */
export interface Stop {
	name: string;
	/** `contact.get`. */
	operation?: string;
	/** `POST /v1/templates` */
	request?: string;
	/** The parameters of the operation, or the query or body of the request. */
	parameters: Record<string, unknown>;
	/** Statuses of a refusal that is one of the answers in question. */
	mayBe: readonly number[];
}

/** An operation as the node makes it. */
export function stop(operation: string, parameters: Record<string, unknown> = {}, name = operation, mayBe: readonly number[] = []): Stop {
	return { name, operation, parameters: { simplify: false, ...parameters }, mayBe };
}

/** A request by which an unknown is tried. */
export function probe(name: string, request: string, parameters: Record<string, unknown>, mayBe: readonly number[] = []): Stop {
	return { name, request, parameters, mayBe };
}

/** An ID from an earlier stop, as a resource locator has it. */
export function id(from: string, ...keys: string[]): Taken {
	return { from, keys: keys.length > 0 ? keys : ['id'], which: 'first', make: (value) => ({ __rl: true, mode: 'id', value: String(value) }) };
}

/** A value from an earlier stop. */
export function value(from: string, ...keys: string[]): Taken {
	return { from, keys, which: 'first', make: (found) => found };
}

/** A value of the row in the middle, such as a cursor that leads into a list. */
export function middle(from: string, key: string, make: Taken['make'] = (found) => found): Taken {
	return { from, keys: [key], which: 'middle', make };
}

/** An ID from an earlier stop, of a row that fits. */
export function idWhere(from: string, wanted: (row: IDataObject) => boolean): Taken {
	return { ...id(from), wanted };
}

/** The ID that most rows of an earlier stop have, such as that of the conversation with most messages. */
export function commonest(from: string, key: string, otherwise: Taken, wanted?: Taken['wanted']): Taken {
	return { ...id(from, key), which: 'commonest', otherwise, wanted };
}

/** The first half of a text. */
export function half(from: string, key: string): Taken {
	return { from, keys: [key], which: 'first', make: (found) => String(found).slice(0, Math.ceil(String(found).length / 2)).trim() };
}

function isTaken(part: unknown): part is Taken {
	return typeof part === 'object' && part !== null && 'from' in part && 'make' in part;
}

/** What a row has at a dotted path. */
export function valueAt(row: unknown, dotted: string): unknown {
	return dotted.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], row);
}

/** The rows that the stops brought so far, by their names. */
export type Found = Map<string, IDataObject[]>;

/** Parameters with what earlier stops brought; why there are none, if one of them brought nothing. */
export function filled(parameters: Record<string, unknown>, found: Found): { good: Record<string, unknown> } | { missing: string } {
	const good: Record<string, unknown> = {};
	for (const [name, part] of Object.entries(parameters)) {
		if (isTaken(part)) {
			const taken = takenFrom(part, found);
			if (taken === undefined) return { missing: whyMissing(part) };
			good[name] = taken;
		} else if (typeof part === 'object' && part !== null && !Array.isArray(part)) {
			const inner = filled(part as Record<string, unknown>, found);
			if ('missing' in inner) return inner;
			good[name] = inner.good;
		} else if (Array.isArray(part) && part.some((each) => typeof each === 'object')) {
			const inner = part.map((each) => filled(each as Record<string, unknown>, found));
			const missing = inner.find((each) => 'missing' in each);
			if (missing) return missing;
			good[name] = inner.map((each) => (each as { good: unknown }).good);
		} else good[name] = part;
	}
	return { good };
}

function whyMissing({ from, keys, wanted }: Taken): string {
	if (from.startsWith('CHECK_LIVE_')) return `No list leads there, and ${from} is not set`;
	return wanted ? `${from} brought no row that fits` : `${from} brought no row with ${keys.join(' or ')}`;
}

function takenFrom({ from, keys, which, make, otherwise, wanted = () => true }: Taken, found: Found): unknown {
	const rows = (found.get(from) ?? []).filter(wanted);
	const values = rows.map((row) => keys.map((key) => valueAt(row, key)).find((each) => each !== undefined && each !== null && each !== ''));
	const there = values.filter((each) => each !== undefined);
	if (there.length === 0) return otherwise && takenFrom(otherwise, found);
	if (which === 'first') return make(there[0]);
	if (which === 'middle') return make(there[Math.floor(there.length / 2)]);
	const count = (one: unknown) => there.filter((each) => each === one).length;
	return make(there.reduce((best, each) => (count(each) > count(best) ? each : best)));
}
