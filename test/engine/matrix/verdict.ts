import type { INode } from 'n8n-workflow';
import type { NodeName } from '../sandboxed';
import type { Expected, Row, Told } from './rows';
import type { Effect } from './subjects';

/** The node's settings, and which of the three items the fault strikes. */
export interface Column {
	name: string;
	onError: NonNullable<INode['onError']>;
	retryOnFail: boolean;
	struck: 0 | 1;
}

/** With Continue, n8n runs a node again after a failure only if the first item failed. */
export const columns: Column[] = [
	{ name: 'stop', onError: 'stopWorkflow', retryOnFail: false, struck: 1 },
	{ name: 'stop R', onError: 'stopWorkflow', retryOnFail: true, struck: 1 },
	{ name: 'cont', onError: 'continueRegularOutput', retryOnFail: false, struck: 1 },
	{ name: 'cont R', onError: 'continueRegularOutput', retryOnFail: true, struck: 1 },
	{ name: 'cont R1', onError: 'continueRegularOutput', retryOnFail: true, struck: 0 },
	{ name: 'err', onError: 'continueErrorOutput', retryOnFail: false, struck: 1 },
	{ name: 'err R', onError: 'continueErrorOutput', retryOnFail: true, struck: 1 },
	{ name: 'err R1', onError: 'continueErrorOutput', retryOnFail: true, struck: 0 },
];

/** One run of the matrix. */
export interface Cell {
	row: Row;
	provider: NodeName;
	effect: Effect;
	column: Column;
}

/** What happened with one item, by the provider's record and by what the person is told. */
export interface ItemVerdict {
	told: Told;
	requests: number;
	accepted: number;
	/** The `error` object of a failed item under Continue. */
	error?: { code: string; outcome: string; provider: string; status: number | null; requestId: string; retryAfter: string };
}

/** What happened in a whole run. Everything that should not be there is listed by name, so that a difference is readable. */
export interface Verdict {
	items: ItemVerdict[];
	/** The error that ended the run: the item it names, its status, and whether it has the row's words (if the row has any). */
	stopped?: { item: number; status: number | null; hasWords?: boolean };
	/** How many connections were tried while nothing listened. */
	connections?: number;
	/** Whether the first wait between two requests was as long as the provider asked for. */
	waited?: boolean;
	faults: string[];
}

const names = { heymarket: 'Heymarket', whippy: 'Whippy', sendook: 'Sendook' };

/** Works out what must happen in a whole run, from what the outcome table says about the struck item. */
class Course {
	readonly expected: Expected;

	/** The struck item. If nothing listens, it is the first, and under Continue all the others are struck as well. */
	readonly struck: number;

	readonly stops: boolean;

	/** How often n8n runs the node. */
	readonly runs: number;

	/** Whether n8n runs the node again before a time that the provider named. */
	readonly isEarly: boolean;

	constructor(private readonly cell: Cell) {
		const { row, effect, column } = cell;
		this.expected = row[effect];
		this.struck = row.closed === 'always' ? 0 : column.struck;
		const fails = this.expected.told !== 'sent';
		this.stops = fails && column.onError === 'stopWorkflow';
		this.runs = fails && column.retryOnFail && (this.stops || this.struck === 0) ? 2 : 1;
		this.isEarly = row.later === true && this.runs === 2;
	}

	/** The item that the error names. Reads are made again; before the time that the provider named, the first one fails. */
	get named(): number {
		return this.isEarly && this.cell.effect === 'read' ? 0 : this.struck;
	}

	/** Whether nothing more of the run is sent, even under Continue. */
	private get endsSending(): boolean {
		return this.cell.row.later === true || this.cell.row.account === true;
	}

	/** How many requests are made for the struck item. */
	get requests(): number {
		return this.expected.requests + (this.runs - 1) * this.expected.again;
	}

	item(index: number): ItemVerdict {
		const told = this.told(index);
		return {
			told,
			requests: this.requestsOf(index),
			accepted: this.acceptedOf(index, told),
			...(!this.stops && told !== 'sent' && { error: this.errorOf(index) }),
		};
	}

	private told(index: number): Told {
		const { row, effect } = this.cell;
		const { told } = this.expected;
		if (effect === 'read' && this.stops) return index === this.named ? told : 'unsaid';
		if (index === this.struck) return told;
		if (row.closed === 'always' || (this.endsSending && index > this.struck && effect === 'send')) return 'notSent';
		if (this.isEarly && effect === 'read') return 'notSent';
		return index > this.struck && this.stops ? 'notSent' : 'sent';
	}

	private requestsOf(index: number): number {
		const { row, effect } = this.cell;
		if (row.closed === 'always') return 0;
		if (index === this.struck) return this.requests;
		// Reads start together, so the others are made too. They are made again each time that n8n runs the node.
		if (effect === 'read') return this.isEarly ? 1 : this.runs;
		// A sent item isn't sent again.
		return index > this.struck && (this.stops || this.endsSending) ? 0 : 1;
	}

	private acceptedOf(index: number, told: Told): number {
		if (this.cell.effect === 'read') return 0;
		return index === this.struck ? this.expected.accepted : Number(told === 'sent');
	}

	/** The `error` object of an item. Only Heymarket's answers have a request ID. */
	private errorOf(index: number): NonNullable<ItemVerdict['error']> {
		const { row, provider } = this.cell;
		const { told, code } = this.expected;
		const status = (index === this.struck || row.account) && !this.isEarly ? this.expected.status : undefined;
		return {
			code: code ?? '',
			outcome: told === 'notSent' ? 'not_sent' : told,
			provider: names[provider],
			status: status ?? null,
			requestId: provider === 'heymarket' && status !== undefined ? 'the answer’s' : 'none',
			retryAfter: row.later ? 'a time to come' : 'none',
		};
	}
}

/** How many items a cell has: three, or one if nothing listens for a read. Reads start together, so any could fail first. */
export function itemsIn({ row, effect }: Pick<Cell, 'row' | 'effect'>): number {
	return row.closed === 'always' && effect === 'read' ? 1 : 3;
}

/** What must happen in a cell, by the outcome table. */
export function expectedOf(cell: Cell): Verdict {
	const { row } = cell;
	const course = new Course(cell);
	const { expected, isEarly, named, stops, requests } = course;
	return {
		items: Array.from({ length: itemsIn(cell) }, (_, index) => course.item(index)),
		...(stops && {
			stopped: {
				item: named,
				status: (isEarly ? undefined : expected.status) ?? null,
				...(row.words !== undefined && { hasWords: true }),
			},
		}),
		...(row.closed === 'untilTried' && { connections: 1 }),
		...(row.closed === 'always' && { connections: requests * (stops ? 1 : itemsIn(cell)) }),
		...(row.waits !== undefined && { waited: true }),
		faults: [],
	};
}

/**
 * What must happen when an execution that a send has stopped is retried without the fault. Sent items stay as they are, items
 * with an unknown outcome are not sent, and the others are sent.
 */
export function expectedOfRetry(cell: Cell): Verdict {
	const { items, stopped, faults } = expectedOf(cell);
	const { row } = cell;
	// Before the time that the provider named, it isn't asked again.
	if (row.later) return { items, stopped: { ...stopped!, status: null }, faults };
	if (row.send.told === 'unknown') return { items, stopped, faults };
	return {
		items: items.map(({ told, requests }) => ({
			told: 'sent',
			requests: told === 'sent' ? requests : requests + 1,
			accepted: 1,
		})),
		faults,
	};
}
