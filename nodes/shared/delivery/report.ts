import { NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';
import type { Effect } from '../provider';
import type { Failure } from '../transport/failure';

/** Where each item of a run ended up. */
export interface ItemReport {
	index: number;
	/** `sentDifferently`: on an earlier try, before the node was changed to another operation or account. */
	state: 'sent' | 'sentDifferently' | 'refused' | 'unknown' | 'notSent';
	/** The provider's ID of a sent message. */
	messageId?: string;
}

/** IDs listed in full; the execution's data holds the rest. */
const MOST_IDS = 50;

/** The error that ends a node run: the provider's own words first, then what became of every item. */
export function stopError(
	node: INode,
	failure: Failure,
	index: number,
	reports: ItemReport[],
	faults: Map<number, Failure> = new Map(),
	effect: Effect = 'send',
): NodeApiError | NodeOperationError {
	const message = withItem(failure, index);
	const all = faults.size > 1 ? faultsOf(faults, reports.length) : undefined;
	const description = [...describe(failure, reports, all, effect), requestIdOf(failure)].filter(Boolean).join(' ');
	const error =
		failure.cause instanceof Error
			? new NodeOperationError(node, failure.cause, { message, description, itemIndex: index })
			: new NodeApiError(node, {}, {
					message,
					description,
					httpCode: failure.status === undefined ? undefined : String(failure.status),
					itemIndex: index,
				});
	// n8n replaces a message in which it finds the name of a network code.
	error.message = message;
	error.description = description;
	if (failure.cause instanceof Error) markField(error, failure.cause);
	return error;
}

/** What is wrong with a credential is found before any item is looked at, and is no item's fault. */
function withItem({ code, message }: Failure, index: number): string {
	return code === 'invalid_credential' ? message : `${message} [item ${index}]`;
}

/** n8n saves an error's own keys, and the editor finds the field by the cause and its context. */
function markField(error: NodeApiError | NodeOperationError, cause: Error & { context?: IDataObject }): void {
	Object.defineProperty(error, 'cause', { value: cause, enumerable: true });
	Object.assign(error.context, { parameter: cause.context?.parameter });
}

/**
 * What an AI agent is told of a call that failed, in words that its model can act on. A message is sent or not; a change or a
 * read, which sends nothing to anybody, is done or not.
 */
export function toolOutput({ code, outcome, message, advice }: Failure, effect: Effect = 'send'): IDataObject {
	const what = effect === 'send' ? 'sent' : 'done';
	return { [what]: outcome === 'unknown' ? 'unknown' : false, reason: [message.endsWith('.') ? message : `${message}.`, advice].filter(Boolean).join(' '), code };
}

/** What the error output carries for a failed item. `error` must be the only key: n8n 1.x goes by that. */
export function failedOutput(provider: string, failure: Failure, index: number): IDataObject {
	const { code, outcome, advice, status, requestId, retryAfter } = failure;
	return {
		error: {
			message: withItem(failure, index),
			...(advice && { description: advice }),
			code,
			outcome,
			provider,
			...(status !== undefined && { status }),
			...(requestId !== undefined && { requestId }),
			...(retryAfter !== undefined && { retryAfter }),
		},
	};
}

/** Items that are named with what is wrong with them. */
const MOST_FAULTS = 20;

/** What is wrong with every item, so that all are corrected at once. */
function faultsOf(faults: Map<number, Failure>, count: number): string {
	const named = [...faults].slice(0, MOST_FAULTS).map(([index, { message }]) => `item ${index}: ${message}`);
	if (faults.size > MOST_FAULTS) named.push(`and ${faults.size - MOST_FAULTS} more`);
	return `${faults.size}${count > 0 ? ` of ${count}` : ''} items need correcting: ${named.join('; ')}.`;
}

/** What becomes of an item: a message is sent, a change is made. */
const DONE: Record<Effect, string> = { send: 'sent', write: 'changed', read: 'read' };

function describe({ advice }: Failure, reports: ItemReport[], faults: string | undefined, effect: Effect): Array<string | undefined> {
	const done = DONE[effect];
	const of = (state: ItemReport['state']) => reports.filter((report) => report.state === state);
	if (reports.length === 0) return [faults, advice];
	if (reports.every(({ state }) => state === 'notSent' || state === 'refused')) return [`Nothing was ${done}.`, faults, advice];
	return [
		faults,
		advice,
		sentence(capital(done), of('sent')),
		sentence(`${capital(done)} before the node was changed`, of('sentDifferently')),
		sentence('Refused', of('refused')),
		sentence('Unknown', of('unknown')),
		sentence(`Not ${done}`, of('notSent')),
	];
}

function capital(word: string): string {
	return word[0].toUpperCase() + word.slice(1);
}

function sentence(word: string, reports: ItemReport[]): string {
	return reports.length > 0 ? `${word}: ${itemRanges(reports)}${listed(reports)}.` : '';
}

/** The provider's IDs of messages that went out. */
function listed(reports: ItemReport[]): string {
	const ids = reports.flatMap(({ messageId }) => messageId ?? []);
	const more = ids.length > MOST_IDS ? `, and ${ids.length - MOST_IDS} more` : '';
	return ids.length > 0 ? ` (ids ${ids.slice(0, MOST_IDS).join(', ')}${more})` : '';
}

/** `item 3`, or `items 0-2, 5`. */
export function itemRanges(reports: Array<{ index: number }>): string {
	const ranges: Array<[number, number]> = [];
	for (const { index } of [...reports].sort((one, other) => one.index - other.index)) {
		const last = ranges.at(-1);
		if (last && index === last[1] + 1) last[1] = index;
		else ranges.push([index, index]);
	}
	const listed = ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
	return `${reports.length === 1 ? 'item' : 'items'} ${listed}`;
}

function requestIdOf({ requestId }: Failure): string | undefined {
	return requestId && `Request ID ${requestId}.`;
}
