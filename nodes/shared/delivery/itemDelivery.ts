import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Content } from '../content';
import { attachmentsFault, bodyWithFiles } from './attachments';
import { asCalled } from './calledByModel';
import { attempt, maySendAgain, type Attempt, type Effort, type Watcher } from '../transport/attempt';
import { attempt as tryValue } from '../values/invalid';
import { checkContent, type Filled } from './check';
import { differently, receiptOf, unknownFailure } from './earlier';
import { prepareRequest, type PreparedRequest, type Sender } from '../transport/exchange';
import { CANCELED, invalidInput, tooManySends, type Failure, type Checked } from '../transport/failure';
import type { CheckedItem, Item } from './item';
import { holdLive, isUnknown, liveRequest, remember, type Asked, type Entry } from './memory';
import { LocalIds } from './localIds';
import { preview, PREVIEWED } from './preview';
import { isChange, mustBeAsked, recipientsAllowed } from './reach';
import { readRows } from './read';
import { ReadsBefore } from './readsBefore';
import { outputFiles } from './receivedFiles';
import { downloadAll, type Fetched } from '../transport/download';
import { RecordsBeside } from './recordsBeside';
import { asOutput, rowsOf, sentRow, simplified } from './rows';
import type { ItemResult, Notes, Run } from './run';
import { passed } from '../transport/wait';
import { SharedLanes } from './sharedLanes';

/** Recipients that were read longer ago are read again before a message leaves. */
const RECIPIENTS_LAST_MS = 60_000;

/** Changes under way in this process, by what they change: two of one contact would each write what the other has not read. */
const changes = new SharedLanes();

/** What is done with each item of a run. */
export class ItemDelivery {
	/** What an item of this run was told: all of them are sent for one account, and each try may count. */
	private quotaReached?: { failure: Failure };

	/** Messages by the IDs by which the provider would drop a repeat. */
	private readonly localIds = new LocalIds();

	private readonly readsBefore: ReadsBefore;

	private readonly recordsBeside: RecordsBeside;

	/** What is remembered of every message of this run beside its content. */
	private readonly asked: Omit<Asked, 'content'>;

	constructor(
		/** `waiting` ends the waits: the execution was canceled, or the run has stopped. */
		private readonly run: Run & { waiting: AbortSignal },
		private readonly sender: Sender,
		private readonly previews: Set<number>,
		private readonly notes: Notes,
	) {
		this.asked = { operation: run.operationName, credential: run.credentialId };
		this.readsBefore = new ReadsBefore(run.operation, run.timezone);
		this.recordsBeside = new RecordsBeside(run.operation.beside);
	}

	/** Judges an item before anything is sent. An item that was accepted on an earlier try is done, whatever it says now. */
	async check(index: number): Promise<Checked<CheckedItem> | ItemResult> {
		const { operation, isToolCall, read, memory } = this.run;
		const asGiven = read(index);
		const item = isToolCall && 'good' in asGiven ? await asCalled(asGiven.good, this.run) : asGiven;
		const isPreview = 'good' in item && item.good.options.previewOnly;
		if (isPreview) this.previews.add(index);
		if (operation.effect !== 'read' && !isToolCall && !isPreview) {
			const known = memory.known(String(index));
			const earlier = known && (await this.earlierResult(known, index, 'good' in item ? item.good : undefined));
			if (earlier) {
				const now = 'good' in item ? this.checkContent(item.good) : item;
				return this.withNote(earlier, known, { index, content: 'good' in now ? now.good.content : undefined });
			}
		}
		if ('failure' in item) return item;
		const filled = this.checkContent(item.good);
		if ('failure' in filled) return filled;
		const { content, reach, said, segments } = filled.good;
		const repeated = this.localIds.fault(this.run, index, content);
		if (repeated) return { failure: repeated };
		const fault = await attachmentsFault(operation, item.good, content);
		if (fault) return { failure: fault };
		const { files, options, settings } = item.good;
		const { lanes, recipients = [], to } = reach;
		const checked: CheckedItem = { index, content, lanes, recipients, to, said, segments, files, options, settings };
		if (mustBeAsked(this.sender.credentials, reach)) return { good: { ...checked, lookUp: { reach, readAt: Number.NEGATIVE_INFINITY } } };
		const allowed = await recipientsAllowed(this.run.provider, this.sender.credentials, reach);
		if ('failure' in allowed) return (await this.earlierCall(checked)) ?? allowed;
		return { good: checked };
	}

	private checkContent(item: Item): Checked<Filled> {
		const { provider, operation } = this.run;
		const { credentials } = this.sender;
		const { defaultCountry } = credentials;
		return checkContent(operation, item, typeof defaultCountry === 'string' && defaultCountry ? defaultCountry : undefined, provider.ids?.(credentials));
	}

	/** Reads whom an item reaches, where its request doesn't name them, and holds them against the Allowed Recipients. */
	async checkRecipients(item: CheckedItem): Promise<Checked<CheckedItem> | ItemResult> {
		const { lookUp } = item;
		if (!lookUp || passed() - lookUp.readAt < RECIPIENTS_LAST_MS) return { good: item };
		const recipients = await recipientsAllowed(this.run.provider, this.sender.credentials, lookUp.reach, async (path, ids) =>
			this.lookUp(item, { request: { method: 'GET', path }, ids }),
		);
		if ('failure' in recipients) return (await this.earlierCall(item)) ?? recipients;
		// Where they are read whatever the credential says, every row tells them.
		const isAlwaysTold = lookUp.reach.lookUp?.always === true && recipients.good.length > 0;
		return { good: { ...item, ...(isAlwaysTold && { to: undefined }), recipients: recipients.good, lookUp: { ...lookUp, readAt: passed() } } };
	}

	/** A tool call that may have gone out on an earlier try: what stands in the way of this one doesn't unsend it. */
	private async earlierCall({ options, content }: CheckedItem): Promise<ItemResult | undefined> {
		const { operation, operationName, credentialId, memory, isToolCall } = this.run;
		if (!isToolCall || operation.effect === 'read' || options.previewOnly) return undefined;
		const call = callKey(operationName, content);
		await memory.ended(`${credentialId} ${call}`);
		const entry = memory.known(call);
		return entry && isUnknown(entry) ? { failure: unknownFailure(entry, this.run) } : undefined;
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
		const { operation, memory, isToolCall, signal, timezone } = this.run;
		if (this.isPreview(waiting)) {
			this.notes.previewed.push(waiting.index);
			const row = preview(this.withLocalId(waiting, () => 'made on sending'), timezone);
			return { output: asOutput([isToolCall ? { note: PREVIEWED, ...row } : row], waiting.index) };
		}
		if (signal?.aborted) return { failure: CANCELED };
		const item = await this.checkRecipients(waiting);
		if (!('good' in item)) return item;
		if (operation.effect === 'read') return await this.read(item.good);
		return isToolCall ? await this.call(item.good) : await this.sendInTurn(item.good, memory.entry(String(item.good.index)));
	}

	/** Makes the request of a tool call, unless an identical call is under way or has the same ID: then gives that one's result. */
	private async call(item: CheckedItem): Promise<ItemResult> {
		const { operation, operationName, credentialId, memory, receipts, callIds: [id = '', ...others] = [] } = this.run;
		const call = callKey(operationName, item.content);
		const receiptKey = (of: string) => createHash('sha256').update(`${of} ${call}`).digest('base64');
		const result = await memory.together(`${credentialId} ${call}`, async (): Promise<ItemResult> => {
			const done = [id, ...others].map((one) => receipts?.known(receiptKey(one))).find((known) => known?.state === 'accepted');
			if (done) return receiptOf(done, item.index);
			const entry = memory.entry(call);
			const earlier = await this.earlierResult(entry, item.index, item);
			if (earlier) return earlier;
			const isCounted = operation.effect === 'send';
			if (isCounted && !memory.countSend(item.options.maxToolSends)) {
				memory.forget(call);
				return { failure: tooManySends(item.options.maxToolSends) };
			}
			const sent = await this.send(item, entry);
			if ('output' in sent) receipts?.keep(receiptKey(id), entry);
			const hasLeft = 'output' in sent || sent.failure.outcome === 'unknown';
			if (isCounted && !hasLeft) memory.uncountSend();
			if ('output' in sent || !hasLeft) memory.forget(call);
			return sent;
		});
		return 'output' in result ? { ...result, output: result.output.map((row) => ({ ...row, pairedItem: { item: item.index } })) } : result;
	}

	/** Another retry of the same execution may have sent an item since this run began, or be at it. */
	private async sendInTurn(item: CheckedItem, entry: Entry): Promise<ItemResult> {
		while (liveRequest(entry.id)) {
			const live = await this.liveResult(entry);
			if (live) return this.withNote(live, entry, item);
		}
		// Nothing may come between this look and the request's being held as live.
		const earlier = this.rememberedResult(entry, item.index, item);
		return earlier ? this.withNote(earlier, entry, item) : await this.send(item, entry);
	}

	private async read(item: CheckedItem): Promise<ItemResult> {
		const { operation, context } = this.run;
		const read = await this.readsBefore.of(item.content, async (asked) => this.lookUpAll(item, asked));
		if ('failure' in read) return read;
		const result = await readRows(this.attemptFor(item), read.good);
		if ('failure' in result) return result;
		this.noteWait(result.effort);
		const rows = await this.recordsBeside.into(result.rows, read.good.content, async (asked) => this.lookUp(item, asked));
		if ('failure' in rows) return rows;
		const made = tryValue(() => operation.whole?.(rows.good, read.good) ?? rows.good);
		if (made.fault) return { failure: invalidInput(made.fault.message, made.fault.help) };
		const output: INodeExecutionData[] = [];
		for (const whole of made.good) {
			const held = tryValue(() => operation.files?.(whole, item.content) ?? { row: whole, files: [] });
			if (held.fault) return { failure: { code: 'no_answer', outcome: 'not_sent', message: held.fault.message, advice: held.fault.help } };
			const { row, files } = held.good;
			const { binary: fetched, missing } = await this.linkedFiles(whole, item.content);
			const shown = isSimple(operation, item) ? simplified(operation, row) : row;
			const [out] = asOutput([missing.length > 0 ? { ...shown, filesNotFetched: missing } : shown], item.index);
			const binary = { ...(files.length > 0 && (await outputFiles(context, files))), ...fetched };
			output.push(Object.keys(binary).length > 0 ? { ...out, binary } : out);
		}
		return { output };
	}

	/** The files of a row of which the provider gave the addresses, if the person wants them. */
	private async linkedFiles(row: IDataObject, { settings }: Content): Promise<Fetched> {
		const { operation, context, signal } = this.run;
		const addresses = settings.downloadAttachments === true ? (operation.linkedFiles?.(row) ?? []) : [];
		return await downloadAll(context, addresses, settings.fileHosts as string | undefined, signal);
	}

	private async send(item: CheckedItem, entry: Entry): Promise<ItemResult> {
		const wasUnknown = isUnknown(entry);
		if (entry.state === 'sending') entry.unknownTries = (entry.unknownTries ?? 0) + 1;
		const { operation, provider, waiting, memory, isToolCall } = this.run;
		const named = this.withLocalId(item, () => (isToolCall ? entry.id : memory.idFor(textOf(item.content))));
		const alike = this.localIds.resultOf(operation, named.content);
		if (alike) return sameResult(alike, entry, item.index);
		const once = () => this.sendOnce(named, entry, wasUnknown);
		const lanes = isChange(operation) ? item.lanes.map((lane) => `${provider.name} ${lane}`) : [];
		const result = await holdLive(entry.id, changes.inAll(lanes, waiting, once).then((ended) => ended ?? { failure: CANCELED }));
		this.localIds.keep(operation, named.content, result);
		// What this try ended with tells nothing about the one before.
		return 'failure' in result && wasUnknown ? { failure: unknownFailure(entry, this.run) } : result;
	}

	private async sendOnce(item: CheckedItem, entry: Entry, wasUnknown: boolean): Promise<ItemResult> {
		const { provider, operation, signal, timezone } = this.run;
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
		let { content } = item;
		const fromStored = async (): Promise<Checked<PreparedRequest>> => {
			const made = await this.fromStored(item, operation.readFirst!);
			if ('failure' in made) return made;
			content = made.good;
			return { good: prepareRequest(content) };
		};
		const result = await attempt({
			...this.attemptFor(item),
			watcher,
			request: operation.readFirst ? fromStored : { ...prepareRequest(content), body: body.good },
			unknownBefore: entry.unknownTries,
		});
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
		const receipts = rowsOf(provider, operation, result.answer, content);
		const rowOf = (receipt: IDataObject) =>
			operation.effect === 'send' ? sentRow(operation, item, receipt, timezone) : simplified(operation, receipt);
		const rows = isSimple(operation, item) ? receipts.map(rowOf) : receipts;
		const details = item.options.includeDetails && detailsOf(result.effort, result.answer.headers['x-request-id']);
		const output = asOutput(details ? rows.map((row) => ({ ...row, ...details })) : rows, item.index);
		remember(entry, output);
		return { output, messageId: entry.messageId };
	}

	/** What is known of an item from an earlier try: its output, or that nobody knows whether it went out. */
	private async earlierResult(entry: Entry, index: number, item: Pick<Item, 'options'> | undefined): Promise<ItemResult | undefined> {
		return (await this.liveResult(entry)) ?? this.rememberedResult(entry, index, item);
	}

	/** The output of an item whose request an earlier or another try has under way. */
	private async liveResult(entry: Entry): Promise<ItemResult | undefined> {
		const live = (await liveRequest(entry.id)) as ItemResult | undefined;
		return live && 'output' in live ? (differently(this.run, entry) ?? live) : undefined;
	}

	private rememberedResult(entry: Entry, index: number, item: Pick<Item, 'options'> | undefined): ItemResult | undefined {
		const { isToolCall, operation } = this.run;
		if (entry.state === 'accepted') return differently(this.run, entry) ?? receiptOf(entry, index);
		const { unknownTries = 1 } = entry;
		if (!isUnknown(entry) || (item && maySendAgain(item.options, unknownTries))) return undefined;
		const failure = unknownFailure(entry, this.run);
		// A model can't change the node.
		if (isToolCall) return { failure };
		const sendAgain = unknownTries > 1 || operation.effect !== 'send' ? '' : ', or choose Send Again under Delivery';
		const makeAgain = operation.effect === 'write' ? ' To make it again, start a new execution.' : '';
		const goOn = `To go on with the other items, set On Error to Continue${sendAgain}.${makeAgain}`;
		return { failure: { ...failure, advice: [failure.advice, goOn].filter(Boolean).join(' ') } };
	}

	/** Notes an accepted item whose content was changed since: its receipt stays, and the new content is not sent. */
	private withNote(earlier: ItemResult, { asked }: Entry, { index, content }: { index: number; content: Content | undefined }): ItemResult {
		const isAlike = asked === undefined || (content !== undefined && digest(content) === asked.content);
		if ('output' in earlier && !isAlike) this.notes.changed.push(index);
		return earlier;
	}

	/** What an item's request is made of, with what the provider has stored at this moment. */
	private async fromStored(item: CheckedItem, readFirst: NonNullable<Operation['readFirst']>): Promise<Checked<Content>> {
		const { content } = item;
		const { path = content.request.path, ids = ({ ids: own }: Content) => own, asks, also, body, query, found } = readFirst;
		const request = { method: asks ? 'POST' : 'GET', path } as const;
		const stored = await this.lookUp(item, { request, ids: ids(content), ...(asks && { body: asks(content) }) });
		// Any other failure leaves open whether there is one.
		if (found && ('failure' in stored ? stored.failure.status === 404 : found.isNone(stored.good))) return { good: content };
		if ('failure' in stored) return stored;
		const more = also?.(stored.good, content);
		const added = more ? await this.lookUp(item, { request: { method: 'POST', path: more.path }, body: more.body }) : { good: {} };
		if ('failure' in added) return added;
		const made = tryValue(() => body(stored.good, content, added.good) as IDataObject);
		if (made.fault) return { failure: invalidInput(made.fault.message, made.fault.help) };
		const target = found && { request: found.request, ids: found.ids(stored.good) };
		return { good: { ...content, ...(query && { query: query(content) }), ...target, body: made.good } };
	}

	private async lookUp(item: CheckedItem, asked: Pick<Content, 'request'> & Partial<Content>): Promise<Checked<IDataObject>> {
		const found = await this.lookUpAll(item, asked);
		return 'failure' in found ? found : { good: found.good[0] ?? {} };
	}

	private async lookUpAll(item: CheckedItem, asked: Pick<Content, 'request'> & Partial<Content>): Promise<Checked<IDataObject[]>> {
		const { provider, operation } = this.run;
		const reading: Operation = { ...operation, effect: 'read', rows: undefined, isAnswer: undefined };
		const content: Content = { ids: {}, query: {}, body: {}, settings: {}, ...asked };
		const result = await attempt({ ...this.attemptFor(item), operation: reading, target: content.request, request: prepareRequest(content) });
		if ('failure' in result) return result;
		return { good: rowsOf(provider, reading, result.answer, content) };
	}

	private attemptFor({ content, settings, options }: CheckedItem): Omit<Attempt, 'request'> & { operation: Operation } {
		const { operation, waiting, timezone } = this.run;
		return { sender: this.sender, operation, target: content.request, settings, patience: options, signal: waiting, timezone };
	}

	private withLocalId(item: CheckedItem, makeId: () => string): CheckedItem {
		const { localId } = this.run.operation;
		if (!localId || item.content.body[localId] !== undefined) return item;
		return { ...item, content: { ...item.content, body: { ...item.content.body, [localId]: makeId() } } };
	}

	private noteWait({ waitedMs }: Effort): void {
		this.notes.waitedMs = Math.max(this.notes.waitedMs, waitedMs);
	}
}

/** Whether rows are simplified: unless a person has switched that off, where there is a switch. */
function isSimple(operation: Operation, { content: { settings } }: CheckedItem): boolean {
	return operation.simplified !== undefined && settings.simplify !== false;
}

/** The result of an item whose message another item of the run has sent. */
function sameResult(result: ItemResult, entry: Entry, index: number): ItemResult {
	if ('failure' in result) {
		entry.state = 'unknown';
		return result;
	}
	const output = result.output.map(({ json }) => ({ json, pairedItem: { item: index } }));
	remember(entry, output);
	return { output, messageId: entry.messageId };
}

function callKey(operationName: string, content: Content): string {
	return `${operationName} ${textOf(content)}`;
}

/** What is asked of the provider; settings of this package are no part of it. */
function textOf({ ids, query, body }: Content): string {
	return JSON.stringify({ ids, query, body });
}

/** Short, so that a memory of thousands of items stays small; a change that it misses is one of billions. */
function digest(content: Content): string {
	return createHash('sha256').update(textOf(content)).digest('base64').slice(0, 8);
}

function detailsOf({ tries, waitedMs }: Effort, requestId: string | undefined): IDataObject {
	return { tries, waitedMs: Math.round(waitedMs), ...(requestId !== undefined && { requestId }) };
}
