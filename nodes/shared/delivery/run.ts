import type { IExecuteFunctions, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ListSearches } from '../listSearch';
import type { Operation } from '../operation';
import type { Provider } from '../provider';
import type { DownloadContext } from '../transport/download';
import type { RequestContext } from '../transport/exchange';
import type { Failure, Checked } from '../transport/failure';
import type { Item } from './item';
import type { Memory } from './memory';
import type { FileContext } from './receivedFiles';
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
	context: RequestContext & FileContext & DownloadContext & Pick<IExecuteFunctions, 'getNode'>;
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
	/** An AI tool call is an invocation of its own: two identical calls are two messages, unless they overlap in time. */
	isToolCall: boolean;
	/** n8n's ID of the tool call, then those of the calls that its model made together with it; empty where n8n tells none. */
	callIds?: string[];
	/** What looks up the names that a model gives where an ID is wanted. */
	searches?: ListSearches;
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
	previewed: number[];
	/** The longest time that a request waited for its limit, in milliseconds. */
	waitedMs: number;
	/** Items that were accepted on an earlier try with another content than they have now. */
	changed: number[];
}
