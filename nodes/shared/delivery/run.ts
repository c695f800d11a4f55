import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Content, Provider } from '../provider';
import { attachmentsFault, bodyWithFiles } from './attachments';
import { attempt, maySendAgain, type Attempt, type Effort, type Watcher } from './attempt';
import { breathe } from './breath';
import { checkContent } from './check';
import { prepareRequest, Sender, type RequestContext } from './exchange';
import { earlierOf, differently, isAskedBy, receiptOf, unknownFailure } from './earlier';
import { CANCELED, type Failure } from './failure';
import type { Checked, CheckedItem, Item } from './item';
import { inLanes } from './lanes';
import { holdLive, isUnknown, liveRequest, remember, type Asked, type Entry, type Memory } from './memory';
import { preview } from './preview';
import { mustBeAsked, reachOf, recipientsAllowed } from './reach';
import { readRows } from './read';
import { asOutput, rowsOf, simplified } from './rows';
import type { Spacing } from './spacing';
import { passed } from './wait';

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
	const settle = (index: number, result: ItemResult) => {
		results.set(index, 'failure' in result ? (earlierOf(run, index, previews) ?? result) : result);
		if ('failure' in result && !run.continueOnFail) stoppedBy ??= { index, failure: result.failure };
	};
	const sender = await senderOf(run);
	if ('failure' in sender) {
		for (let index = 0; index < run.count; index += 1) settle(index, sender);
		return { results, stoppedBy, faults, previews, notes };
	}
	const delivery = new Delivery(run, sender.good, previews, notes);

	const verdicts: Array<Checked<CheckedItem> | ItemResult> = [];
	const unasked: number[] = [];
	for (let index = 0; index < run.count; index += 1) {
		await breathe();
		const verdict = await delivery.check(index);
		verdicts.push(verdict);
		if ('good' in verdict && verdict.good.lookUp) unasked.push(index);
	}
	const first = verdicts.find((verdict): verdict is { good: CheckedItem } => 'good' in verdict);
	const atOnce = first?.good.options.requestsAtOnce ?? 1;
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

	// Batching keeps items waiting, and the run may stop meanwhile.
	const over = {
		get aborted() {
			return stoppedBy !== undefined || run.signal?.aborted === true;
		},
	};
	await inLanes(good, atOnce, ({ lanes }) => lanes, async (item) => {
		const isDue = !over.aborted && (!delivery.makesRequest(item) || (await run.spacing.turn(over)));
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

/** Recipients that were read longer ago are read again before a message leaves. */
const RECIPIENTS_LAST_MS = 60_000;

/** What is done with each item of a run. */
class Delivery {
	/** What an item of this run was told: all of them are sent for one account, and each try may count. */
	private quotaReached?: { failure: Failure };

	/** Where one person's messages of one run are remembered, the node's and the account's part. */
	private readonly asked: Omit<Asked, 'content'>;

	constructor(
		private readonly run: Run,
		private readonly sender: Sender,
		private readonly previews: Set<number>,
		private readonly notes: Notes,
	) {
		this.asked = { operation: run.operationName, credential: run.credentialId };
	}

	/** Judges an item before anything is sent. An item that was accepted on an earlier try is done, whatever it says now. */
	async check(index: number): Promise<Checked<CheckedItem> | ItemResult> {
		const { operation, isToolCall, read, memory } = this.run;
		const item = read(index);
		const isPreview = 'good' in item && item.good.options.previewOnly;
		if (isPreview) this.previews.add(index);
		if (operation.effect !== 'read' && !isToolCall && !isPreview) {
			const known = memory.known(String(index));
			const earlier = known && (await this.earlierResult(known, index, 'good' in item ? item.good : undefined));
			if (earlier) return this.withNote(earlier, known, index, item);
		}
		if ('failure' in item) return item;
		const content = checkContent(operation, item.good);
		if ('failure' in content) return content;
		const fault = await attachmentsFault(operation, item.good, content.good);
		if (fault) return { failure: fault };
		const { lanes, ...reach } = reachOf(operation, content.good);
		const { files, options, settings, form } = item.good;
		const isSimple = operation.simplified !== undefined && form.parameter('simplify') === true;
		const checked: CheckedItem = { index, content: content.good, lanes, recipients: reach.recipients ?? [], files, options, settings, isSimple };
		if (mustBeAsked(this.sender.credentials, reach)) return { good: { ...checked, lookUp: { reach, readAt: Number.NEGATIVE_INFINITY } } };
		const recipients = await recipientsAllowed(this.run.provider, this.sender.credentials, reach);
		if ('failure' in recipients) return (await this.earlierCall(checked)) ?? recipients;
		return { good: checked };
	}

	/** Reads whom an item reaches, where its request doesn't name them, and holds them against the Allowed Recipients. */
	async checkRecipients(item: CheckedItem): Promise<Checked<CheckedItem> | ItemResult> {
		const { lookUp } = item;
		if (!lookUp || passed() - lookUp.readAt < RECIPIENTS_LAST_MS) return { good: item };
		const recipients = await recipientsAllowed(this.run.provider, this.sender.credentials, lookUp.reach, async (path, ids) =>
			this.lookUp(item, path, ids),
		);
		if ('failure' in recipients) return (await this.earlierCall(item)) ?? recipients;
		return { good: { ...item, recipients: recipients.good, lookUp: { ...lookUp, readAt: passed() } } };
	}

	/** A tool call that may have gone out on an earlier try: what stands in the way of this one doesn't unsend it. */
	private async earlierCall({ options, content }: CheckedItem): Promise<ItemResult | undefined> {
		const { operation, memory, isToolCall } = this.run;
		if (!isToolCall || operation.effect === 'read' || options.previewOnly) return undefined;
		const call = callKey(operation, content);
		return await memory.inTurn(call, async () => {
			const entry = memory.known(call);
			return entry && isUnknown(entry) ? { failure: unknownFailure(entry, this.run) } : undefined;
		});
	}

	/** Whether an item's turn makes a request: a preview doesn't, nor does what a used-up quota keeps back. */
	makesRequest(item: CheckedItem): boolean {
		return !this.isPreview(item) && this.quotaReached === undefined;
	}

	private isPreview({ options }: CheckedItem): boolean {
		return options.previewOnly && this.run.operation.effect !== 'read';
	}

	/** Makes an item's request (or pages of requests) and gives its output. */
	async deliver(waiting: CheckedItem): Promise<ItemResult> {
		const { operation, memory, receipts, isToolCall, signal } = this.run;
		if (this.isPreview(waiting)) {
			this.notes.previewed += 1;
			return { output: asOutput([preview(operation, this.withLocalId(waiting, 'made on sending'))], waiting.index) };
		}
		if (signal?.aborted) return { failure: CANCELED };
		const item = await this.checkRecipients(waiting);
		if (!('good' in item)) return item;
		if (operation.effect === 'read') return await this.read(item.good);
		if (!isToolCall) return await this.send(item.good, memory.entry(String(item.good.index)));

		const call = callKey(operation, item.good.content);
		return await memory.inTurn(call, async () => {
			const done = receipts?.known(call);
			if (done) return receiptOf(done, item.good.index);
			const entry = memory.entry(call);
			const earlier = await this.earlierResult(entry, item.good.index, item.good);
			if (earlier) return earlier;
			const result = await this.send(item.good, entry);
			if ('output' in result) receipts?.keep(call, entry);
			if (!('failure' in result) || result.failure.outcome !== 'unknown') memory.forget(call);
			return result;
		});
	}

	private async read(item: CheckedItem): Promise<ItemResult> {
		const result = await readRows(this.attemptFor(item), item.content);
		if ('failure' in result) return result;
		this.noteWait(result.effort);
		return { output: asOutput(asWanted(this.run.operation, item, result.rows), item.index) };
	}

	private async send(item: CheckedItem, entry: Entry): Promise<ItemResult> {
		const wasUnknown = isUnknown(entry);
		if (entry.state === 'sending') entry.unknownTries = (entry.unknownTries ?? 0) + 1;
		const result = await holdLive(entry.id, this.sendOnce(this.withLocalId(item, entry.id), entry, wasUnknown));
		// What this try ended with tells nothing about the one before.
		return 'failure' in result && wasUnknown ? { failure: unknownFailure(entry, this.run) } : result;
	}

	private async sendOnce(item: CheckedItem, entry: Entry, wasUnknown: boolean): Promise<ItemResult> {
		const { provider, operation, signal } = this.run;
		const watcher: Watcher = {
			leaving: () => {
				entry.state = 'sending';
				entry.asked = { ...this.asked, content: digest(item.content) };
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
		const result = await attempt({ ...this.attemptFor(item), watcher, request, unknownBefore: entry.unknownTries });
		this.noteWait(result.effort);
		if ('failure' in result) {
			if (result.failure.code === 'quota_reached') this.quotaReached = result;
			if (result.failure.outcome === 'unknown') {
				entry.state = 'unknown';
				// n8n takes an execution in whose message it reads "canceled" for one: Retry must not repeat that word.
				entry.failure = signal?.aborted ? undefined : result.failure;
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
	private async earlierResult(entry: Entry, index: number, item: Pick<Item, 'options'> | undefined): Promise<ItemResult | undefined> {
		const { operation, memory, isToolCall } = this.run;
		const live = (await liveRequest(entry.id)) as ItemResult | undefined;
		if (live && 'output' in live) return live;
		if (entry.state === 'accepted') return differently(this.run, entry) ?? receiptOf(entry, index);
		const { unknownTries = 1 } = entry;
		// Where the memory is lost, so is the ID by which the provider would drop a repeat: of the same operation and account.
		const isRepeat = !memory.isLost && (!entry.asked || isAskedBy(this.run, entry.asked));
		const dropsRepeats = operation.localId !== undefined && isRepeat;
		if (!isUnknown(entry) || dropsRepeats || (item && maySendAgain(item.options, unknownTries))) return undefined;
		const failure = unknownFailure(entry, this.run);
		// A model can't change the node.
		if (isToolCall) return { failure };
		const sendAgain = unknownTries > 1 ? '' : ', or choose Send Again under Delivery';
		const goOn = `To go on with the other items, set On Error to Continue${sendAgain}.`;
		return { failure: { ...failure, advice: [failure.advice, goOn].filter(Boolean).join(' ') } };
	}

	/** Notes an accepted item whose content was changed since: its receipt stays, and the new content is not sent. */
	private withNote(earlier: ItemResult, { asked }: Entry, index: number, item: Checked<Item>): ItemResult {
		if ('failure' in earlier || !asked || 'failure' in item) return earlier;
		const content = checkContent(this.run.operation, item.good);
		if ('failure' in content || digest(content.good) !== asked.content) this.notes.changed.push(index);
		return earlier;
	}

	private async lookUp(item: CheckedItem, path: string, ids: Record<string, string>): Promise<Checked<IDataObject>> {
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

	private attemptFor({ settings, options }: CheckedItem): Omit<Attempt, 'request'> & { operation: Operation } {
		const { operation, signal, timezone } = this.run;
		return { sender: this.sender, operation, settings, patience: options, signal, timezone };
	}

	private withLocalId(item: CheckedItem, id: string): CheckedItem {
		const { localId } = this.run.operation;
		if (!localId || item.content.body[localId] !== undefined) return item;
		return { ...item, content: { ...item.content, body: { ...item.content.body, [localId]: id } } };
	}

	private noteWait({ waitedMs }: Effort): void {
		this.notes.waitedMs = Math.max(this.notes.waitedMs, waitedMs);
	}
}

/** With Simplify, the most useful keys of each row. */
function asWanted(operation: Operation, { isSimple }: CheckedItem, rows: IDataObject[]): IDataObject[] {
	return isSimple ? rows.map((row) => simplified(operation, row)) : rows;
}

function callKey({ value }: Operation, content: Content): string {
	return `${value} ${JSON.stringify(content)}`;
}

/** Short, so that a memory of thousands of items stays small; a change that it misses is one of billions. */
function digest(content: Content): string {
	return createHash('sha256').update(JSON.stringify(content)).digest('base64').slice(0, 8);
}

function detailsOf({ tries, waitedMs }: Effort, requestId: string | undefined): IDataObject {
	return { tries, waitedMs: Math.round(waitedMs), requestId: requestId ?? null };
}
