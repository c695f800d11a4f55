import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Provider } from '../provider';
import { breathe } from '../transport/breath';
import { earlierOf } from './earlier';
import { Sender, type RequestContext } from '../transport/exchange';
import { CANCELED, type Failure } from '../transport/failure';
import type { Checked, CheckedItem, Item } from './item';
import { ItemDelivery } from './itemDelivery';
import { inLanes } from './lanes';
import type { Memory } from './memory';
import type { Spacing } from './spacing';

/** One run of a node, or one call of it as a tool: its items, and all that they share. */
export interface Run {
	provider: Provider;
	operation: Operation;
	/** `message.send`: operations of other resources may have the same value. */
	operationName: string;
	/** How many items it has. */
	count: number;
	/** Reads an item's parameters. */
	read: (index: number) => Checked<Item>;
	context: RequestContext;
	/** n8n's ID of the credential. */
	credentialId: string;
	/** The execution's, which ends every wait. */
	signal: AbortSignal | undefined;
	/** The workflow's, an IANA name. */
	timezone: string;
	/** n8n's Batching: how far apart the requests start. */
	spacing: Spacing;
	continueOnFail: boolean;
	memory: Memory;
	/** What tool calls of this run got, for n8n to try the run again. */
	receipts?: Memory;
	/** An AI tool call is an invocation of its own: two identical calls are two messages. */
	isToolCall: boolean;
}

/** What a run is, whichever door it came in by: all but its items and what is remembered of them. */
export function runIn(
	context: IExecuteFunctions | IExecutePaginationFunctions,
	provider: Provider,
	operationName: string,
	operation: Operation,
): Pick<Run, 'provider' | 'operation' | 'operationName' | 'context' | 'credentialId' | 'signal' | 'timezone'> {
	return {
		provider,
		operation,
		operationName,
		context,
		credentialId: context.getNode().credentials?.[provider.credential]?.id ?? '',
		signal: context.getExecutionCancelSignal(),
		timezone: context.getTimezone(),
	};
}

/** What became of one item. */
export type ItemResult = { output: INodeExecutionData[]; messageId?: string } | { failure: Failure };

/** What became of a run. */
export interface RunResult {
	results: Map<number, ItemResult>;
	/** The failure that stopped the run: the lowest item's while nothing was sent, else the first in time. */
	stoppedBy?: { index: number; failure: Failure };
	/** Why items can't be sent as they are filled in, by item, where that was found before anything was sent. */
	faults: Map<number, Failure>;
	/** Items of which a preview is wanted: what went out on an earlier try is no answer to that. */
	previews: Set<number>;
	notes: Notes;
}

/** What a person should hear of a run that went well. */
export interface Notes {
	/** Items that were only previewed. */
	previewed: number;
	/** The longest time that a request waited for its limit, in milliseconds. */
	waitedMs: number;
	/** Items that were accepted on an earlier try with another content than they have now. */
	changed: number[];
}

/**
 * Delivers a run: checks every item before anything leaves, then makes the requests, at most so many at once, one after
 * another where they share a recipient. After a failure nothing more starts, unless the node continues on fail; what is
 * under way ends and is counted. Never throws.
 */
export async function deliverRun(run: Run): Promise<RunResult> {
	const results = new Map<number, ItemResult>();
	const faults: RunResult['faults'] = new Map();
	const previews = new Set<number>();
	const notes: Notes = { previewed: 0, waitedMs: 0, changed: [] };
	let stoppedBy: RunResult['stoppedBy'];
	const stop = new AbortController();
	const settle = (index: number, result: ItemResult) => {
		results.set(index, 'failure' in result ? (earlierOf(run, index, previews) ?? result) : result);
		if (!('failure' in result) || run.continueOnFail) return;
		stoppedBy ??= { index, failure: result.failure };
		stop.abort();
	};
	const sender = await senderOf(run);
	if ('failure' in sender) {
		for (let index = 0; index < run.count; index += 1) settle(index, sender);
		return { results, stoppedBy, faults, previews, notes };
	}
	// What only waits when the run stops would keep a person from reading why, and then be sent after the failure.
	const waiting = run.signal ? AbortSignal.any([run.signal, stop.signal]) : stop.signal;
	const delivery = new ItemDelivery({ ...run, waiting }, sender.good, previews, notes);

	const verdicts: Array<Checked<CheckedItem> | ItemResult> = [];
	const unasked: number[] = [];
	for (let index = 0; index < run.count; index += 1) {
		await breathe();
		const verdict = await delivery.check(index);
		verdicts.push(verdict);
		if ('good' in verdict && verdict.good.lookUp) unasked.push(index);
	}
	const first = verdicts.find((verdict): verdict is { good: CheckedItem } => 'good' in verdict);
	const atOnce = first?.good.options.maxParallelRequests ?? 1;
	await inLanes(unasked, atOnce, () => [], async (index) => {
		verdicts[index] = await delivery.checkRecipients((verdicts[index] as { good: CheckedItem }).good);
	});
	const good: CheckedItem[] = [];
	verdicts.forEach((verdict, index) => {
		if ('good' in verdict) good.push(verdict.good);
		else settle(index, verdict);
		if ('failure' in verdict && isCorrectable(verdict.failure)) faults.set(index, verdict.failure);
	});
	verdicts.length = 0;

	await inLanes(good, atOnce, ({ lanes }) => lanes, async (item) => {
		const isDue = !waiting.aborted && (!delivery.makesRequest(item) || (await run.spacing.turn(waiting)));
		if (!stoppedBy) settle(item.index, isDue ? await delivery.deliver(item) : { failure: CANCELED });
	});
	return { results, stoppedBy, faults, previews, notes };
}

/** Whether a person can mend an item by correcting it: not what may have gone out, or did, on an earlier try. */
function isCorrectable({ code, outcome }: Failure): boolean {
	return outcome !== 'unknown' && code !== 'already_done_differently';
}

/** The credential, read for the first item and for the last: by an expression it may be another for each of them. */
async function senderOf({ provider, context, count }: Run): Promise<Checked<Sender>> {
	try {
		const credentials = { ...(await context.getCredentials(provider.credential, 0)) };
		await provider.checkCredentials(credentials);
		if (count > 1 && !isSame(credentials, await context.getCredentials(provider.credential, count - 1))) {
			return {
				failure: invalidCredential(
					'The credential is not the same for all items',
					'Its expressions give other values for the last item than for the first. Split the items by credential, a node for each.',
				),
			};
		}
		return { good: new Sender(provider, context, credentials) };
	} catch (thrown) {
		return { failure: invalidCredential(thrown instanceof Error ? thrown.message : String(thrown), 'Open the credential and correct it.') };
	}
}

function isSame(one: ICredentialDataDecryptedObject, other: ICredentialDataDecryptedObject): boolean {
	return JSON.stringify(one) === JSON.stringify({ ...other });
}

function invalidCredential(message: string, advice: string): Failure {
	return { code: 'invalid_credential', outcome: 'not_sent', message, advice };
}
