import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { Content } from '../content';
import { readRows } from '../delivery/read';
import type { Operation } from '../operation';
import type { Provider } from '../provider';
import { Sender } from '../transport/exchange';
import { pause } from '../transport/wait';
import { laterFirst } from '../values/moments';
import { identityOf, itemOf, settingsOf, triggerError } from './index';
import { passesFilters } from './passes';
import type { PollDeclaration, PollKind } from './polling';

/** What is kept between two polls. */
export interface PollState {
	/** Which kind it is of: another one begins anew. */
	kind: string;
	/** The time of the newest row that was seen, as the provider wrote it; empty where there was none. */
	cursor: string;
	/** The IDs seen at that very time: others may still come. */
	seen: string[];
	/** A backlog that is read from the newest row down, over several polls. */
	walk?: { head: string; headSeen: string[]; until: string; untilSeen: string[] };
	/** What was told already, where a row is told once only. */
	told?: string[];
}

/** So many items come of one poll; the next one goes on. */
const MOST_ITEMS = 1_000;

/** So many rows are looked at in a manual run, to find some to show. */
const MOST_LOOKED_AT = 100;

/** So far back a manual run looks in a list that comes oldest first. */
const MOST_TIMES = 20;

/** So many of them are shown. */
const SHOWN = 3;

/** So many rows that were told once are remembered. */
const MOST_TOLD = 500;

/** The time that a poll may take where n8n doesn't say it. */
const BUDGET_MS = 30_000;

const STATE = 'poll';

/** Looks for what is new. @throws what n8n shows, and waits by, where the provider can’t be read */
export async function poll(context: IPollFunctions, declaration: PollDeclaration): Promise<INodeExecutionData[]> {
	const { provider, kinds } = declaration;
	const chosen = String(context.getNodeParameter('event', kinds[0].value));
	const kind = kinds.find(({ value }) => value === chosen) ?? kinds[0];
	const ids = kind.ids?.(settingsOf(context)) ?? {};
	const name = [kind.value, ...Object.values(ids)].join(':');
	const read = await readerIn(context, provider, kind.operation, ids);
	if (context.getMode() === 'manual') {
		const after = await newestTime(context, provider, kind, MOST_TIMES);
		const rows = (await read({ limit: MOST_LOOKED_AT, ...(after !== undefined && { after }) })).slice(0, MOST_LOOKED_AT);
		return itemsOf(context, declaration, kind, kind.isOldestFirst ? rows.toReversed() : rows).slice(0, SHOWN);
	}
	const data = context.getWorkflowStaticData('node');
	const state = stateIn(data, name);
	if (!state) {
		// What there is already is not new.
		const cursor = await newestTime(context, provider, kind, 1);
		const newest = cursor === undefined ? headOf(await read({ limit: 1 }), kind) : headOf(await read({ after: cursor, limit: MOST_ITEMS }), kind, { cursor, seen: [] });
		data[STATE] = { ...newest, kind: name } as never;
		return [];
	}
	const { fresh, next } = await lookOn(read, state, kind);
	const wanted = fresh.filter((row) => kind.isWanted?.(row) ?? true);
	const told = kind.isOnce ? wanted.filter((row) => !state.told?.includes(String(row[kind.id]))) : wanted;
	const items = itemsOf(context, declaration, kind, told);
	data[STATE] = { ...next, kind: name, ...(kind.isOnce && { told: [...(state.told ?? []), ...told.map((row) => String(row[kind.id]))].slice(-MOST_TOLD) }) } as never;
	return items;
}

/** Bounds of a list, both included. */
interface Bounds {
	after?: string;
	before?: string;
	limit: number;
}

type ReadList = (bounds: Bounds) => Promise<IDataObject[]>;

/** Reads the list of a kind within the time that a poll has. The function throws, in n8n's words, for what can't be read. */
async function readerIn(context: IPollFunctions, provider: Provider, operation: Operation, ids: Record<string, string> = {}): Promise<ReadList> {
	const credentials = await context.getCredentials(provider.credential);
	const sender = new Sender(provider, context, credentials);
	// n8n before 2.4x doesn't have it.
	const budget = (context as Partial<Pick<IPollFunctions, 'getPollBudgetMs'>>).getPollBudgetMs?.() ?? BUDGET_MS;
	return async (bounds) => {
		const content: Content = { request: operation.request, ids, query: {}, body: {}, settings: { ...bounds } };
		const controller = new AbortController();
		void pause(budget, controller.signal).then((isOver) => isOver && controller.abort());
		try {
			const read = await readRows(
				{ sender, operation, settings: { timeout: budget }, patience: { maxWaitMs: budget, first: true }, timezone: context.getTimezone(), signal: controller.signal },
				{ content, before: {}, timezone: context.getTimezone() },
			);
			if ('failure' in read) throw triggerError(context.getNode(), read.failure);
			return read.rows;
		} finally {
			controller.abort();
		}
	};
}

/** When something happened last, or the time before which so many things happened since, where another list tells that. */
async function newestTime(context: IPollFunctions, provider: Provider, { newest }: PollKind, count: number): Promise<string | undefined> {
	if (!newest) return undefined;
	const read = await readerIn(context, provider, newest.operation);
	const times = (await read({ limit: MOST_LOOKED_AT })).map((row) => row[newest.time]).filter((time) => typeof time === 'string' && time !== '') as string[];
	return times.toSorted(laterFirst).slice(0, count).at(-1);
}

/** What an earlier version or another kind has left is no state. */
function stateIn(data: IDataObject, name: string): PollState | undefined {
	const state = data[STATE] as Partial<PollState> | undefined;
	const isOne = state && state.kind === name && typeof state.cursor === 'string' && Array.isArray(state.seen);
	// A copy, since n8n hands over an object that notes each change.
	return isOne ? (JSON.parse(JSON.stringify(state)) as PollState) : undefined;
}

/** The time of the newest of some rows, and the IDs at that time. */
function headOf(rows: IDataObject[], { id, time }: PollKind, known: { cursor: string; seen: string[] } = { cursor: '', seen: [] }): { cursor: string; seen: string[] } {
	const times = [known.cursor, ...rows.map((row) => String(row[time] ?? ''))].toSorted(laterFirst);
	const cursor = times[0] ?? '';
	const seen = rows.filter((row) => isSame(row[time], cursor)).map((row) => String(row[id]));
	return { cursor, seen: [...new Set([...(isSame(known.cursor, cursor) ? known.seen : []), ...seen])] };
}

function isSame(one: unknown, other: unknown): boolean {
	return one === other || laterFirst(one, other) === 0;
}

/** Reads from the cursor on, or goes on with a backlog. @returns the new rows, the oldest first, and what to keep */
async function lookOn(read: ReadList, state: PollState, kind: PollKind): Promise<{ fresh: IDataObject[]; next: PollState }> {
	const { cursor, seen, walk } = state;
	const limit = MOST_ITEMS + seen.length + (walk?.untilSeen.length ?? 0);
	const rows = await read({ ...(cursor && { after: cursor }), ...(walk && { before: walk.until }), limit });
	const fresh = rows.filter((row) => {
		const [time, id] = [row[kind.time], String(row[kind.id])];
		// Compared with all digits of the second, which the list may not heed.
		const since = laterFirst(time, cursor);
		if (cursor && (since > 0 || (since === 0 && seen.includes(id)))) return false;
		const before = walk ? laterFirst(time, walk.until) : 1;
		return before > 0 || (before === 0 && !walk?.untilSeen.includes(id));
	});
	fresh.sort((one, other) => laterFirst(other[kind.time], one[kind.time]));
	const isCut = rows.length >= limit;
	if (kind.isOldestFirst || (!isCut && !walk)) return { fresh, next: { kind: kind.value, ...headOf(fresh, kind, state) } };
	const head = walk ?? { head: headOf(fresh, kind, state).cursor, headSeen: headOf(fresh, kind, state).seen, until: '', untilSeen: [] };
	if (!isCut) return { fresh, next: { kind: kind.value, cursor: head.head, seen: head.headSeen } };
	const until = String(fresh[0]?.[kind.time] ?? head.until);
	const atUntil = fresh.filter((row) => isSame(row[kind.time], until)).map((row) => String(row[kind.id]));
	const untilSeen = [...(isSame(until, head.until) ? head.untilSeen : []), ...atUntil];
	return { fresh, next: { kind: kind.value, cursor, seen, walk: { ...head, until, untilSeen } } };
}

function itemsOf(context: IPollFunctions, { filters }: PollDeclaration, kind: PollKind, rows: IDataObject[]): INodeExecutionData[] {
	const settings = settingsOf(context);
	return rows
		.filter((row) => kind.isWanted?.(row) ?? true)
		.map((row) => ({ row, event: kind.read(row) }))
		.filter(({ event }) => passesFilters(event, filters, settings))
		.map(({ row, event }) => {
			const time = kind.isOnce ? '' : `:${String(row[kind.time])}`;
			return { json: itemOf({ event, kind, identity: identityOf({ ...event, id: event.id ?? `${String(row[kind.id])}${time}` }, kind) }) };
		});
}
