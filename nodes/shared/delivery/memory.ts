import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { onFirstUse, schemaLibrary } from '../libraries';
import type { Failure } from '../transport/failure';

/**
 * What is remembered of one item of a node run. Lives in n8n's node context, which is saved with the execution, so that
 * neither Retry On Fail nor Retry Execution sends again what was accepted. Plain JSON, small.
 */
export interface Entry {
	/** The same on every try of the item; used where the provider drops repeated sends by such an ID. */
	id: string;
	/** `sending` found later means that nobody recorded the outcome: it is unknown. */
	state: 'new' | 'sending' | 'accepted' | 'unknown' | 'notSent';
	/** What was asked for when it was last sent. */
	asked?: Asked;
	/** Why nobody knows what became of it, where that was recorded. */
	failure?: Failure;
	/** How many of its tries left without anybody knowing what became of them. */
	unknownTries?: number;
	/** The provider's ID of an accepted message. */
	messageId?: string;
	/** The output of an accepted item, for a node run that is tried again. */
	output?: IDataObject[];
}

/** What a message was sent as. The node may be changed between two tries of an execution. */
export interface Asked {
	/** `message.send` */
	operation: string;
	/** n8n's ID of the credential. A key that was replaced in it, because it had run out for example, is the same account. */
	credential: string;
	/** A digest of the content. */
	content: string;
}

/** Of a receipt beyond this length only the IDs are remembered. */
const LONGEST_OUTPUT = 4_000;

/** The entries of one node run, by item. */
type Entries = Record<string, Entry>;

type NodeContext = IDataObject & {
	/** By run of the node. */
	sharedInboxOutcomes?: Record<string, Entries>;
	/** By which the retries of one execution know that they are of the same. */
	sharedInboxId?: string;
	/** The execution was cut off, and what was remembered is gone with it: every item may have been sent. */
	sharedInboxIsLost?: boolean;
};

/** Tool calls are remembered under this name in place of a run's number. */
export const TOOL_CALLS = 'tool';

/** The last job of each name that was given to `inTurn`, by node context: one execution's node. */
const underWay = new WeakMap<IDataObject, Map<string, Promise<unknown>>>();

/**
 * The entries of node runs that Retry Execution tried again in this process, the latest last. n8n lets a person retry one
 * failed execution any number of times, also at the same time, and begins each time from what that execution had saved.
 */
const retried = new Map<string, Entries>();

/** Items of retried runs that are kept in this process. */
const MOST_RETRIED_ITEMS = 20_000;

/** The entries of one node run, by item, within the node's context (which is changed in place). */
export class Memory {
	private readonly context: NodeContext;

	constructor(
		nodeContext: IDataObject,
		private readonly run: string,
	) {
		this.context = nodeContext;
	}

	/** Whether what was remembered is gone, so that an item without an entry may have been sent. */
	get isLost(): boolean {
		return this.context.sharedInboxIsLost === true;
	}

	/**
	 * A run begins, and earlier runs of the node won't be tried again. What n8n saves from now on says so, even if nothing
	 * is sent.
	 *
	 * @param wasCutOff whether an earlier try of the execution may have sent something and was not saved
	 * @param isRetry whether this is Retry of an execution
	 * @param alsoKept another run that is kept
	 */
	begin({ wasCutOff, isRetry }: { wasCutOff: boolean; isRetry: boolean }, alsoKept?: string): void {
		const { sharedInboxOutcomes: all, sharedInboxId: savedId } = this.context;
		if (wasCutOff && !all) this.context.sharedInboxIsLost = true;
		const runs = Object.entries(all ?? {}).filter(([run]) => run === this.run || run === alsoKept);
		// n8n has saved something else under this name: what it stood for is lost.
		if (![all ?? {}, ...runs.map(([, entries]) => entries)].every(isRecord)) this.context.sharedInboxIsLost = true;
		const kept = Object.fromEntries(runs.map(([run, entries]) => [run, isRecord(entries) ? readBack(entries) : {}]));
		this.context.sharedInboxOutcomes = kept;
		this.context.sharedInboxId ??= randomUUID();
		if (isRetry && savedId !== undefined) kept[this.run] = sharedByRetries(`${savedId} ${this.run}`, kept[this.run] ?? {});
	}

	/** The entry of an item, made where there is none. */
	entry(item: string): Entry {
		const all = (this.context.sharedInboxOutcomes ??= {});
		const entries = (all[this.run] ??= {});
		return (entries[item] ??= { id: randomUUID(), state: this.isLost ? 'sending' : 'new' });
	}

	/** The entry of an item, if it was ever tried. */
	known(item: string): Entry | undefined {
		return this.isLost ? this.entry(item) : this.context.sharedInboxOutcomes?.[this.run]?.[item];
	}

	/**
	 * Runs `job` once the jobs before it under this name have ended. Identical tool calls may start together, and the
	 * second has to know what became of the first.
	 */
	async inTurn<Result>(name: string, job: () => Promise<Result>): Promise<Result> {
		const lines = underWay.get(this.context) ?? new Map<string, Promise<unknown>>();
		underWay.set(this.context, lines);
		const mine = (lines.get(name) ?? Promise.resolve()).then(job, job);
		lines.set(name, mine);
		try {
			return await mine;
		} finally {
			if (lines.get(name) === mine) lines.delete(name);
		}
	}

	/** Takes an entry over, under the name of an item. */
	keep(item: string, entry: Entry): void {
		Object.assign(this.entry(item), entry);
	}

	forget(item: string): void {
		delete this.context.sharedInboxOutcomes?.[this.run]?.[item];
	}

	/** Forgets the whole run: it succeeded, and nothing of it will be tried again. */
	clear(): void {
		const { sharedInboxOutcomes: all } = this.context;
		if (!all) return;
		delete all[this.run];
		if (Object.keys(all).length > 0) return;
		delete this.context.sharedInboxOutcomes;
		delete this.context.sharedInboxId;
	}
}

function isRecord(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What n8n has saved is another version's, perhaps. */
const savedEntry = onFirstUse(() => {
	const { array, literal, looseObject, number, optional, record, string, unknown } = schemaLibrary();
	return looseObject({
		id: string(),
		state: literal(['new', 'sending', 'accepted', 'unknown', 'notSent']),
		asked: optional(looseObject({ operation: string(), credential: string(), content: string() })),
		failure: optional(looseObject({ code: string(), outcome: string(), message: string() })),
		unknownTries: optional(number()),
		messageId: optional(string()),
		output: optional(array(record(string(), unknown()))),
	});
});

/** The entries as they were saved. Of one that can't be read, nobody knows whether it was sent. */
function readBack(entries: Entries): Entries {
	for (const [item, entry] of Object.entries(entries)) {
		if (!savedEntry().safeParse(entry).success) entries[item] = { id: randomUUID(), state: 'sending' };
	}
	return entries;
}

/** The entries that all retries of a run have in common, with what this one was saved with. */
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

/** Whether an earlier try left and nobody knows what became of it. */
export function isUnknown({ state }: Entry): boolean {
	return state === 'unknown' || state === 'sending';
}

/** Marks an entry accepted, with as much of the output as is small. */
export function remember(entry: Entry, output: INodeExecutionData[]): void {
	entry.state = 'accepted';
	delete entry.failure;
	delete entry.unknownTries;
	const rows = output.map(({ json }) => json);
	entry.messageId = idOf(rows[0]);
	entry.output = JSON.stringify(rows).length <= LONGEST_OUTPUT ? rows : rows.map(idsOf);
}

/** What nodes behind this one need most, under the names that they know it by. */
function idsOf(row: IDataObject): IDataObject {
	return Object.fromEntries(['id', '_id'].filter((key) => Object.hasOwn(row, key)).map((key) => [key, row[key]]));
}

/** The ID in a provider's receipt, under any of the names that receipts have for it. */
export function idOf(row: IDataObject | undefined): string | undefined {
	const id = row?.id ?? row?._id;
	return id === undefined || id === null ? undefined : String(id);
}

/** Requests under way in this process, so that a retry of a canceled execution can't overtake its own live request. */
const live = new Map<string, Promise<unknown>>();

/** Holds a request of the entry with this `id` while it is under way. */
export async function holdLive<Result>(id: string, request: Promise<Result>): Promise<Result> {
	live.set(id, request);
	try {
		return await request;
	} finally {
		live.delete(id);
	}
}

/** The live request of an entry, if there is one. */
export function liveRequest(id: string): Promise<unknown> | undefined {
	return live.get(id);
}
