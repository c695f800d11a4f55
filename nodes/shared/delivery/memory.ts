import { createHash, randomUUID } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { onFirstUse, schemaLibrary } from '../libraries';
import type { Failure } from '../transport/failure';
import { isObject } from '../values/objects';

/**
 * What is remembered of one item of a node run. It is kept in n8n's node context, which n8n saves with the execution. So an
 * accepted message is sent again neither by Retry On Fail nor by Retry Execution. It must be small and plain JSON.
 */
export interface Entry {
	/** The same on every try of the item. Some providers drop a repeated send that has the same ID. */
	id: string;
	/** If a later try finds `sending`, the outcome was never recorded; that counts as unknown. */
	state: 'new' | 'sending' | 'accepted' | 'unknown' | 'notSent';
	/** What was asked for when it was last sent. */
	asked?: Asked;
	/** The failure that was reported when the outcome became unknown. */
	failure?: Failure;
	/** How many of its tries had an unknown outcome. */
	unknownTries?: number;
	/** The provider's ID of an accepted message. */
	messageId?: string;
	/** The output of an accepted item, for a later try of the node run. */
	output?: IDataObject[];
}

/** By which operation and account, and with which content, an item was sent. The node may be changed between two tries. */
export interface Asked {
	/** `message.send` */
	operation: string;
	/** n8n's ID of the credential, which stands for the account. It stays the same when somebody renews the key in it. */
	credential: string;
	/** A digest of the content. */
	content: string;
}

/** If an item's output is longer than this as JSON, only its IDs are remembered. */
const LONGEST_OUTPUT = 4_000;

/** The entries of one node run, by item. */
type Entries = Record<string, Entry>;

type NodeContext = IDataObject & {
	/** By the number of the node run. */
	sharedInboxOutcomes?: Record<string, Entries>;
	/** The same in all retries of one execution. */
	sharedInboxId?: string;
	/** The execution was cut off, and its memory is gone; so every item may have been sent. */
	sharedInboxIsLost?: boolean;
	/** How many messages this node has sent as a tool. */
	sharedInboxToolSends?: number;
};

/** Tool calls are remembered under this name instead of a run's number. */
export const TOOL_CALLS = 'tool';

/** The jobs that were given to `together` and have not ended, for each node context (one node in one execution). */
const underWay = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * The entries of node runs that Retry Execution ran again in this process, the latest last. n8n lets a person retry one
 * failed execution any number of times, also at the same time, and each retry begins with the memory that the failed
 * execution had saved. So the retries share their entries here.
 */
const retried = new Map<string, Entries>();

/** How many items of retried runs are kept in this process. */
const MOST_RETRIED_ITEMS = 20_000;

/** The entries of one node run, by item, within the node's context (which is changed in place). */
export class Memory {
	private readonly context: NodeContext;

	/** Whether a message has left with an ID that is made of the one of this execution. */
	private isIdUsed = false;

	/** @param callers what stands for all those whose identical calls may overlap, where that is more than one node in one execution */
	constructor(
		nodeContext: IDataObject,
		private readonly run: string,
		private readonly callers: object = nodeContext,
	) {
		this.context = nodeContext;
	}

	/** Whether the memory is gone, so that an item without an entry may have been sent. */
	get isLost(): boolean {
		return this.context.sharedInboxIsLost === true;
	}

	/**
	 * To be called when a run begins. Forgets earlier runs of the node, which won't be tried again, and changes the node
	 * context at once, so that n8n saves it even if nothing is sent.
	 *
	 * @param wasCutOff whether an earlier try of the execution may have sent something without its being saved
	 * @param isRetry whether this is Retry of an execution
	 * @param alsoKept the name of another run that is not forgotten
	 */
	begin({ wasCutOff, isRetry }: { wasCutOff: boolean; isRetry: boolean }, alsoKept?: string): void {
		const { sharedInboxOutcomes: all, sharedInboxId: savedId } = this.context;
		if (wasCutOff && !all) this.context.sharedInboxIsLost = true;
		const runs = Object.entries(all ?? {}).filter(([run]) => run === this.run || run === alsoKept);
		// n8n has saved something else under this name: what it stood for is lost.
		if (![all === undefined ? {} : all, ...runs.map(([, entries]) => entries)].every(isObject)) this.context.sharedInboxIsLost = true;
		const kept = Object.fromEntries(runs.map(([run, entries]) => [run, isObject(entries) ? readBack(entries) : {}]));
		this.context.sharedInboxOutcomes = kept;
		this.context.sharedInboxId ??= randomUUID();
		if (isRetry && savedId !== undefined) kept[this.run] = sharedByRetries(`${savedId} ${this.run}`, kept[this.run] ?? {});
	}

	/** The entry of an item; made if there is none. */
	entry(item: string): Entry {
		const all = (this.context.sharedInboxOutcomes ??= {});
		const entries = (all[this.run] ??= {});
		return (entries[item] ??= { id: randomUUID(), state: this.isLost ? 'sending' : 'new' });
	}

	/** The entry of an item, if an earlier try made one. */
	known(item: string): Entry | undefined {
		return this.isLost ? this.entry(item) : this.context.sharedInboxOutcomes?.[this.run]?.[item];
	}

	/**
	 * Runs `job`, unless one of this name is under way: then gives the result of that one. Identical tool calls that overlap in
	 * time are one message.
	 */
	async together<Result>(name: string, job: () => Promise<Result>): Promise<Result> {
		const jobs = underWay.get(this.callers) ?? new Map<string, Promise<unknown>>();
		underWay.set(this.callers, jobs);
		const other = jobs.get(name) as Promise<Result> | undefined;
		if (other) return await other;
		const mine = job();
		jobs.set(name, mine);
		try {
			return await mine;
		} finally {
			jobs.delete(name);
		}
	}

	/** Waits until the job of this name has ended, if one is under way. */
	async ended(name: string): Promise<void> {
		await underWay.get(this.callers)?.get(name);
	}

	/** Counts a message that is about to leave. Gives false, and counts nothing, where this node has sent `most` as a tool. */
	countSend(most: number): boolean {
		const { sharedInboxToolSends: saved } = this.context;
		const sent = typeof saved === 'number' ? saved : 0;
		if (sent >= most) return false;
		this.context.sharedInboxToolSends = sent + 1;
		return true;
	}

	/** A message that was counted did not leave. */
	uncountSend(): void {
		this.context.sharedInboxToolSends = Math.max(0, (this.context.sharedInboxToolSends ?? 1) - 1);
	}

	/** An ID, as a UUID, that is the same whenever it is made of the same words by this node in this execution and its retries. */
	idFor(words: string): string {
		this.isIdUsed = true;
		const digest = createHash('sha256').update(`${this.context.sharedInboxId} ${words}`).digest('hex');
		return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
	}

	/** Copies an entry to the one of an item. */
	keep(item: string, entry: Entry): void {
		Object.assign(this.entry(item), entry);
	}

	forget(item: string): void {
		delete this.context.sharedInboxOutcomes?.[this.run]?.[item];
	}

	/** Forgets the whole run, after it has succeeded and won't be tried again. */
	clear(): void {
		const { sharedInboxOutcomes: all } = this.context;
		if (!all) return;
		delete all[this.run];
		if (Object.keys(all).length > 0) return;
		delete this.context.sharedInboxOutcomes;
		if (!this.isIdUsed) delete this.context.sharedInboxId;
	}
}

/** The form of a saved entry. It is checked, because another version of this package may have saved it. */
const savedEntry = onFirstUse(() => {
	const { array, literal, looseObject, number, optional, record, string, unknown } = schemaLibrary();
	return looseObject({
		id: string(),
		state: literal(['new', 'sending', 'accepted', 'unknown', 'notSent']),
		asked: optional(looseObject({ operation: string(), credential: string(), content: string() })),
		failure: optional(looseObject({ code: string(), outcome: literal('unknown'), message: string() })),
		unknownTries: optional(number()),
		messageId: optional(string()),
		output: optional(array(record(string(), unknown()))),
	});
});

/** Checks saved entries. An item whose entry can't be read may have been sent, so its outcome counts as unknown. */
function readBack(entries: Entries): Entries {
	for (const [item, entry] of Object.entries(entries)) {
		if (!savedEntry().safeParse(entry).success) entries[item] = { id: randomUUID(), state: 'sending' };
	}
	return entries;
}

/** The entries that all retries of a run share, with those added that were saved with this one. */
function sharedByRetries(run: string, saved: Entries): Entries {
	const shared = retried.get(run) ?? saved;
	for (const [item, entry] of Object.entries(saved)) {
		const known = shared[item];
		if (!known || (known.state !== 'accepted' && (entry.state === 'accepted' || (isUnknown(entry) && !isUnknown(known))))) shared[item] = entry;
	}
	retried.delete(run);
	retried.set(run, shared);
	let items = [...retried.values()].reduce((sum, entries) => sum + Object.keys(entries).length, 0);
	for (const [oldest, entries] of retried) {
		if (items <= MOST_RETRIED_ITEMS || oldest === run) break;
		retried.delete(oldest);
		items -= Object.keys(entries).length;
	}
	return shared;
}

/** Whether the outcome of an earlier try is unknown. */
export function isUnknown({ state }: Entry): boolean {
	return state === 'unknown' || state === 'sending';
}

/** Marks an entry as accepted, and keeps the output in it, or only the output's IDs if it is long. */
export function remember(entry: Entry, output: INodeExecutionData[]): void {
	entry.state = 'accepted';
	delete entry.failure;
	delete entry.unknownTries;
	const rows = output.map(({ json }) => json);
	entry.messageId = idOf(rows[0]);
	entry.output = JSON.stringify(rows).length <= LONGEST_OUTPUT ? rows : rows.map(idsOf);
}

/** The IDs of a row, which later nodes need most, under their own keys. */
function idsOf(row: IDataObject): IDataObject {
	return Object.fromEntries(['id', '_id'].filter((key) => Object.hasOwn(row, key)).map((key) => [key, row[key]]));
}

/** The ID in a provider's receipt, whichever key it has there. */
export function idOf(row: IDataObject | undefined): string | undefined {
	const id = row?.id ?? row?._id;
	return id === undefined || id === null ? undefined : String(id);
}

/** Requests under way in this process. A retry of a canceled execution waits here for the request that is still under way. */
const live = new Map<string, Promise<unknown>>();

/** Keeps a request in `live` while it is under way. @param id the ID of the item's entry */
export async function holdLive<Result>(id: string, request: Promise<Result>): Promise<Result> {
	live.set(id, request);
	try {
		return await request;
	} finally {
		live.delete(id);
	}
}

/** The request of an entry that is under way, if there is one. */
export function liveRequest(id: string): Promise<unknown> | undefined {
	return live.get(id);
}
