import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Content, Provider } from '../provider';
import { attachmentsFault, bodyWithFiles } from './attachments';
import { attempt, maySendAgain, type Attempt, type Effort, type Watcher } from './attempt';
import { checkContent } from './check';
import { prepareRequest } from './exchange';
import { CANCELED, unknownOutcome, type Failure } from './failure';
import type { Checked, CheckedItem, Item } from './item';
import { inLanes } from './lanes';
import { holdLive, isUnknown, liveRequest, remember, type Entry, type Memory } from './memory';
import { preview } from './preview';
import { reachOf, recipientsAllowed } from './reach';
import { readRows } from './read';
import type { ItemReport } from './report';
import { asOutput, rowsOf, simplified } from './rows';

/** One pass of n8n over a node: the items that it built, and all that they share. */
export interface Run {
	provider: Provider;
	operation: Operation;
	/** In item order. */
	items: Item[];
	continueOnFail: boolean;
	memory: Memory;
	/** An AI tool call is an invocation of its own: two identical calls are two messages. */
	isToolCall: boolean;
}

/** What became of one item. */
export type ItemResult = { output: INodeExecutionData[]; messageId?: string } | { failure: Failure };

/** What became of a run. */
export interface RunResult {
	results: Map<number, ItemResult>;
	/** The failure that stopped the run: the lowest item's while nothing was sent, else the first in time. */
	stoppedBy?: { index: number; failure: Failure };
}

/**
 * Delivers a run: checks every item before anything leaves, then makes the requests, at most so many at once, one after
 * another where they share a recipient. After a failure nothing more starts, unless the node continues on fail; what is
 * under way ends and is counted. Never throws.
 */
export async function deliverRun(run: Run): Promise<RunResult> {
	const { items, provider, continueOnFail } = run;
	const results = new Map<number, ItemResult>();
	let stoppedBy: RunResult['stoppedBy'];
	const settle = (item: Item, result: ItemResult) => {
		results.set(item.index, 'failure' in result ? (earlierOf(run, item) ?? result) : result);
		if ('failure' in result && !continueOnFail) stoppedBy ??= { index: item.index, failure: result.failure };
	};
	const { requestsAtOnce } = items[0].options;
	const credentials = await credentialsOf(provider, items[0]);
	if ('failure' in credentials) {
		for (const item of items) settle(item, credentials);
		return { results, stoppedBy };
	}
	const delivery = new Delivery(run, credentials.good);

	const checked = new Map<Item, Checked<CheckedItem> | ItemResult>();
	await inLanes(items, requestsAtOnce, () => [], async (item) => {
		checked.set(item, await delivery.check(item));
	});
	const good: CheckedItem[] = [];
	for (const item of items) {
		const verdict = checked.get(item)!;
		if ('good' in verdict) good.push(verdict.good);
		else settle(item, verdict);
	}

	await inLanes(good, requestsAtOnce, ({ lanes }) => lanes, async (item) => {
		if (!stoppedBy) settle(item, await delivery.deliver(item));
	});
	return { results, stoppedBy };
}

/** Where every item of a run ended up, for the account that a person reads. */
export function reportsOf(run: Run, { results }: RunResult): ItemReport[] {
	return run.items.map((item) => {
		const { index } = item;
		const result = results.get(index) ?? earlierOf(run, item);
		if (!result) return { index, state: 'notSent' };
		if ('output' in result) return { index, state: 'sent', messageId: result.messageId };
		return { index, state: ({ not_sent: 'notSent', refused: 'refused', unknown: 'unknown' } as const)[result.failure.outcome] };
	});
}

/**
 * What became of an item on an earlier try, whatever stands in the way of this one: a message that went out isn't unsent
 * because its key was changed since.
 */
function earlierOf(run: Run, { index, options }: Item): ItemResult | undefined {
	if (run.operation.effect === 'read' || run.isToolCall || options.previewOnly) return undefined;
	const entry = run.memory.known(String(index));
	if (entry?.state === 'accepted') return { output: asOutput(entry.output ?? [], index), messageId: entry.messageId };
	return entry && isUnknown(entry) ? { failure: unknownFailure(entry, run) } : undefined;
}

function unknownFailure(entry: Entry, { provider, operation, memory }: Run): Failure {
	const reason = memory.isLost
		? 'the execution was cut off earlier, and what it had sent was not recorded'
		: 'an earlier try left, and its answer was never recorded';
	return entry.failure ?? unknownOutcome({ kind: 'unknown', reason }, { provider, ...operation, tries: entry.unknownTries });
}

async function credentialsOf(provider: Provider, { context }: Item): Promise<Checked<ICredentialDataDecryptedObject>> {
	try {
		const credentials = await context.getCredentials(provider.credential);
		await provider.checkCredentials(credentials);
		return { good: credentials };
	} catch (thrown) {
		const message = thrown instanceof Error ? thrown.message : String(thrown);
		return {
			failure: { code: 'invalid_credential', outcome: 'not_sent', message, advice: 'Open the credential and correct it.' },
		};
	}
}

/** What is done with each item of a run. */
class Delivery {
	/** What an item of this run was told: all of them are sent for one account, and each try may count. */
	private quotaReached?: { failure: Failure };

	constructor(
		private readonly run: Run,
		private readonly credentials: ICredentialDataDecryptedObject,
	) {}

	/** Judges an item before anything is sent. An item that was accepted on an earlier try is done, whatever it says now. */
	async check(item: Item): Promise<Checked<CheckedItem> | ItemResult> {
		const { operation, provider, isToolCall } = this.run;
		if (operation.effect !== 'read' && !isToolCall && !item.options.previewOnly) {
			const earlier = await this.earlierResult(this.run.memory.entry(String(item.index)), item);
			if (earlier) return earlier;
		}
		const content = checkContent(operation, item);
		if ('failure' in content) return content;
		const fault = await attachmentsFault(operation, item, content.good);
		if (fault) return { failure: fault };
		const { lanes, ...reach } = reachOf(operation, content.good);
		const recipients = await recipientsAllowed(provider, this.credentials, reach, async (path, ids) =>
			this.lookUp(item, path, ids),
		);
		if ('failure' in recipients) return (await this.earlierCall(item, content.good)) ?? recipients;
		return { good: { ...item, content: content.good, lanes, recipients: recipients.good } };
	}

	/** A tool call that may have gone out on an earlier try: what stands in the way of this one doesn't unsend it. */
	private async earlierCall({ options }: Item, content: Content): Promise<ItemResult | undefined> {
		const { operation, memory, isToolCall } = this.run;
		if (!isToolCall || operation.effect === 'read' || options.previewOnly) return undefined;
		const call = callKey(operation, content);
		return await memory.inTurn(call, async () => {
			const entry = memory.known(call);
			return entry && isUnknown(entry) ? { failure: unknownFailure(entry, this.run) } : undefined;
		});
	}

	/** Makes an item's request (or pages of requests) and gives its output. */
	async deliver(item: CheckedItem): Promise<ItemResult> {
		const { operation, memory, isToolCall } = this.run;
		if (item.context.getExecutionCancelSignal()?.aborted) return { failure: CANCELED };
		if (operation.effect === 'read') return await this.read(item);
		if (item.options.previewOnly) return { output: asOutput([preview(operation, this.withLocalId(item, 'made on sending'))], item.index) };
		if (!isToolCall) return await this.send(item, memory.entry(String(item.index)));

		const call = callKey(operation, item.content);
		return await memory.inTurn(call, async () => {
			const entry = memory.entry(call);
			const earlier = await this.earlierResult(entry, item);
			if (earlier) return earlier;
			const result = await this.send(item, entry);
			if (!('failure' in result) || result.failure.outcome !== 'unknown') memory.forget(call);
			return result;
		});
	}

	private async read(item: CheckedItem): Promise<ItemResult> {
		const { operation } = this.run;
		const result = await readRows(this.attemptFor(item), item.content);
		if ('failure' in result) return result;
		return { output: asOutput(asWanted(operation, item, result.rows), item.index) };
	}

	private async send(item: CheckedItem, entry: Entry): Promise<ItemResult> {
		const wasUnknown = isUnknown(entry);
		if (entry.state === 'sending') entry.unknownTries = (entry.unknownTries ?? 0) + 1;
		const result = await holdLive(entry.id, this.sendOnce(this.withLocalId(item, entry.id), entry, wasUnknown));
		// What this try ended with tells nothing about the one before.
		return 'failure' in result && wasUnknown ? { failure: unknownFailure(entry, this.run) } : result;
	}

	private async sendOnce(item: CheckedItem, entry: Entry, wasUnknown: boolean): Promise<ItemResult> {
		const { provider, operation } = this.run;
		const watcher: Watcher = {
			leaving: () => {
				entry.state = 'sending';
			},
			notTaken: () => {
				entry.state = wasUnknown ? 'unknown' : 'notSent';
			},
			unknown: (tries) => {
				entry.unknownTries = tries;
			},
		};
		if (this.quotaReached) return this.quotaReached;
		const body = await bodyWithFiles(operation, item);
		if ('failure' in body) return body;
		const request = { ...prepareRequest(operation.request, item.content), body: body.good };
		const result = await attempt({ ...this.attemptFor(item, watcher), request, unknownBefore: entry.unknownTries });
		if ('failure' in result) {
			if (result.failure.code === 'quota_reached') this.quotaReached = result;
			if (result.failure.outcome === 'unknown') {
				entry.state = 'unknown';
				// n8n takes an execution in whose message it reads "canceled" for one: Retry must not repeat that word.
				const isCanceled = item.context.getExecutionCancelSignal()?.aborted;
				entry.failure = isCanceled ? undefined : result.failure;
			}
			return result;
		}
		const rows = asWanted(operation, item, rowsOf(provider, operation, result.answer));
		const details = item.options.includeDetails && { delivery: detailsOf(result.effort, result.answer.headers['x-request-id']) };
		const output = asOutput(details ? rows.map((row) => ({ ...row, ...details })) : rows, item.index);
		remember(entry, output);
		return { output, messageId: entry.messageId };
	}

	/** What is known of an item from an earlier try: its output, or that nobody knows whether it went out. */
	private async earlierResult(entry: Entry, item: Item): Promise<ItemResult | undefined> {
		const { operation, memory } = this.run;
		const live = (await liveRequest(entry.id)) as ItemResult | undefined;
		if (live && 'output' in live) return live;
		if (entry.state === 'accepted') {
			return { output: asOutput(entry.output ?? [], item.index), messageId: entry.messageId };
		}
		const { unknownTries = 1 } = entry;
		// Where the memory is lost, so is the ID by which the provider would drop a repeat.
		const dropsRepeats = operation.localId !== undefined && !memory.isLost;
		if (!isUnknown(entry) || dropsRepeats || maySendAgain(item, unknownTries)) return undefined;
		const failure = unknownFailure(entry, this.run);
		const sendAgain = unknownTries > 1 ? '' : ', or choose Send Again under Delivery';
		const goOn = `To go on with the other items, set On Error to Continue${sendAgain}.`;
		return { failure: { ...failure, advice: [failure.advice, goOn].filter(Boolean).join(' ') } };
	}

	private async lookUp(item: Item, path: string, ids: Record<string, string>): Promise<Checked<IDataObject>> {
		const { provider, operation } = this.run;
		const reading: Operation = {
			...operation,
			effect: 'read',
			request: { method: 'GET', path },
			rows: undefined,
		};
		const content: Content = { ids, query: {}, body: {} };
		const request = prepareRequest(reading.request, content);
		const result = await attempt({ ...this.attemptFor(item), operation: reading, request });
		if ('failure' in result) return result;
		return { good: rowsOf(provider, reading, result.answer)[0] ?? {} };
	}

	private attemptFor(item: Item, watcher: Watcher = UNWATCHED): Omit<Attempt, 'request'> {
		const { provider, operation } = this.run;
		return { provider, operation, credentials: this.credentials, item, watcher };
	}

	private withLocalId(item: CheckedItem, id: string): CheckedItem {
		const { localId } = this.run.operation;
		if (!localId || item.content.body[localId] !== undefined) return item;
		return { ...item, content: { ...item.content, body: { ...item.content.body, [localId]: id } } };
	}
}

const UNWATCHED: Watcher = { leaving() {}, notTaken() {}, unknown() {} };

/** With Simplify, the most useful keys of each row. Not asked for where there is no such field: n8n would throw, which costs. */
function asWanted(operation: Operation, { form }: Item, rows: IDataObject[]): IDataObject[] {
	const isSimple = operation.simplified !== undefined && form.parameter('simplify') === true;
	return isSimple ? rows.map((row) => simplified(operation, row)) : rows;
}

function callKey({ value }: Operation, content: Content): string {
	return `${value} ${JSON.stringify(content)}`;
}

function detailsOf({ tries, waitedMs }: Effort, requestId: string | undefined): IDataObject {
	return { tries, waitedMs: Math.round(waitedMs), requestId: requestId ?? null };
}
