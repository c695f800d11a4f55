import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Answer, Limit, Provider, RequestKind } from '../provider';
import { baseUrlOf } from '../security/credentials';
import type { Outcome } from './outcome';
import { arrives, backoff, LONGEST_BACKOFF_MS, passed, pause } from './wait';

/** Whether a request may start now; `closed` tells why not, and until when (milliseconds since 1970). */
export type Turn = OpenTurn | ({ kind: 'closed'; until: number } & Closed) | { kind: 'canceled' };

/** Why a request has to wait: the answer in which the provider named the time, or else what keeps it back, after the provider’s name. */
export type Closed = { asked: Answer; words?: undefined } | { asked?: undefined; words: string };

/** A request that may start. */
interface OpenTurn {
	kind: 'open';
	waitedMs: number;
	/** To be called when the request has ended. */
	ended: (outcome: Outcome) => void;
}

/** Who asks for a turn, and how long it can wait. */
export interface Purpose {
	/**
	 * The longest wait, in milliseconds. A run gives up when the next single wait would be longer, however long it has waited
	 * already. One that goes first gives up when all its waits together would be longer: somebody is waiting for its answer.
	 */
	maxWaitMs: number;
	/** Aborted when the execution is canceled. */
	signal?: AbortSignal;
	/** How often the provider has refused this very request. */
	refused?: Refusals;
	/**
	 * Whether it goes before the requests of runs. Everything that is not a run goes first, because it makes few requests:
	 * lists in the editor, look-ups of a credential, hooks, polls, and the reads of a webhook.
	 */
	first?: boolean;
}

/** Counts how often in a row the provider has answered "slow down". */
export class Refusals {
	private firstAt = 0;

	private counted = 0;

	get count(): number {
		return this.counted;
	}

	add(): void {
		if (this.counted === 0) this.firstAt = passed();
		this.counted += 1;
	}

	/**
	 * Whether to give up: only after several refusals that lasted longer than the longest wait. Where several processes share
	 * a limit, a few refusals in a row are normal. And one refusal may ask for a wait longer than `maxWaitMs` by itself.
	 */
	areEnough(maxWaitMs: number): boolean {
		return this.count >= FEWEST_REFUSALS && passed() - this.firstAt > maxWaitMs;
	}
}

/** A request is given up only after the provider has refused so many times in a row. */
const FEWEST_REFUSALS = 6;

/**
 * How fast a process takes back its share of a limit that it shares with other processes, which it doesn't see. Each refusal
 * makes its share one slot smaller. When it has used up its share once without a refusal, the share grows by this part of
 * the limit. Growing faster would cause more refusals; growing slower would leave slots unused for longer after the other
 * processes have ended.
 */
const REGAINED = 0.2;

/** The reason in the message, if a request is given up because the provider refused it too often. */
const TOO_FAST = 'keeps saying that requests come too fast';

/** The reason if the provider refused a request without naming a time. */
const SLOW_DOWN = 'asked to slow down';

/** The shortest pause after a refusal. A provider may ask for a pause of 0, and obeying that would be a loop without a pause. */
const LEAST_WAIT_MS = 100;

/**
 * If a limit's window is longer than this, runs leave some slots free for requests that go first. With a shorter window, the
 * next slot is free soon enough even after a run has used up all.
 */
const LONGEST_WINDOW_KEPT_FREE_MS = 10_000;

/** Runs leave one slot in fifty free, but at least one. */
const SLOTS_TO_KEEP_ONE = 50;

/** The longest time after which one that goes first looks again whether its longest wait is over. */
const LOOKS_AGAIN_MS = 250;

/** One slot of a limit, taken by one request. */
interface Slot {
	/** When the request started, by the clock of `passed`. */
	start: number;
	/** How long the answer took, in milliseconds; undefined while the request is under way. */
	tookMs?: number;
}

/** A request that stands in the line. */
interface Waiting {
	purpose: Purpose;
	/** When it asked, by the clock of `passed`. */
	asked: number;
	/** Makes it look whether it is its turn. */
	wake: () => void;
}

/** A slot stays taken for at least so many milliseconds longer than a window: see `delayOf`. */
const LEAST_DELAY_MS = 5;

/**
 * One limit of one account, shared by everything in this process that makes requests. The limit allows a number of requests
 * (its slots) in any period of a fixed length (its window). All slots of a window may be used at once; after that a request
 * waits for the next free slot. Another process may use the same limit; this one notices that only by the provider's refusals.
 *
 * There are two lines of waiting requests. Those that go first are served before those of runs, each line in the order of
 * asking. While requests that go first hold half of the slots and a run is waiting, the run is served instead. So many of
 * them can't stop it.
 *
 * If a window is longer than ten seconds and a run has used all its slots, everybody else would wait long. So runs leave one
 * slot in fifty free for requests that go first, even if there are none at the moment.
 */
export class Pace {
	/** The slots taken last, the oldest first; at most as many as the limit has. */
	private readonly slots: Slot[] = [];

	/** The same for slots that runs took. */
	private readonly slotsOfRuns: Slot[] = [];

	private readonly goingFirst: Waiting[] = [];

	private readonly runs: Waiting[] = [];

	/** Until when the provider wants no requests, by the clock of `passed`. */
	private pausedUntil = 0;

	/** The answer in which the provider named that time; undefined if this process chose it. */
	private asked: Answer | undefined;

	/** How many slots of a window this process uses: fewer than the limit has, if other processes use it too. */
	private own: number;

	/** How many slots runs leave free. */
	private readonly kept: number;

	/** Refusals of any requests since the provider last took one. */
	private refusals = new Refusals();

	/** When the provider last refused a request, by the clock of `passed`. */
	private refusedAt = Number.NEGATIVE_INFINITY;

	constructor(private readonly limit: Pick<Limit, 'count' | 'windowMs' | 'words' | 'covers'>) {
		this.own = limit.count;
		// A limit that covers only some requests is for sends or for slow writes. Requests that go first are neither.
		const keeps = limit.windowMs > LONGEST_WINDOW_KEPT_FREE_MS && !limit.covers;
		this.kept = keeps ? Math.max(1, Math.floor(limit.count / SLOTS_TO_KEEP_ONE)) : 0;
	}

	/**
	 * Waits for a free slot and takes it, unless the wait is known to be longer than the purpose allows, or the provider has
	 * refused for that long.
	 */
	async take(purpose: Purpose): Promise<Turn> {
		const waiting: Waiting = { purpose, asked: passed(), wake: () => {} };
		// Checked before standing in line, since requests in front may be willing to wait for longer than this one.
		const closed = this.closed(waiting, this.nextFree(purpose));
		if (closed) return closed;
		return await this.waitForSlot(waiting);
	}

	private async waitForSlot(waiting: Waiting): Promise<Turn> {
		const { purpose, asked } = waiting;
		const line = purpose.first ? this.goingFirst : this.runs;
		line.push(waiting);
		try {
			for (;;) {
				if (purpose.signal?.aborted) return { kind: 'canceled' };
				const now = passed();
				const free = this.nextFree(purpose);
				const next = this.next();
				if (next === waiting && free <= now) return { kind: 'open', waitedMs: now - asked, ended: this.start(now, purpose) };
				const closed = this.closed(waiting, free);
				if (closed && (next === waiting || purpose.first)) return closed;
				if (next === waiting) {
					await pause(free - now, purpose.signal);
				} else {
					// Another request may have become the next one only because time has passed. Nothing else wakes it, so this one does.
					next?.wake();
					await this.rest(waiting);
				}
			}
		} finally {
			line.splice(line.indexOf(waiting), 1);
			this.next()?.wake();
		}
	}

	/** Waits until this request may be the next. */
	private async rest(waiting: Waiting): Promise<void> {
		const { first, signal } = waiting.purpose;
		const woken = new Promise<void>((resolve) => {
			waiting.wake = resolve;
		});
		if (first) await Promise.race([woken, pause(LOOKS_AGAIN_MS, signal)]);
		else await arrives(woken, signal);
	}

	/** The request that is served next, from the two lines. */
	private next(): Waiting | undefined {
		const [first] = this.goingFirst;
		const [run] = this.runs;
		if (!first || !run) return first ?? run;
		const inWindow = (slots: Slot[]) => slots.filter(({ start }) => start > passed() - this.limit.windowMs).length;
		const held = inWindow(this.slots) - inWindow(this.slotsOfRuns);
		return held < Math.max(1, Math.floor(this.own) / 2) ? first : run;
	}

	/** The turn to answer with if waiting for the next slot is no use; that slot is free at `free` by the clock of `passed`. */
	private closed({ purpose, asked }: Waiting, free: number): Turn | undefined {
		const now = passed();
		const wait = Math.max(0, free - now);
		const waited = purpose.first ? now - asked : 0;
		if (waited + wait === 0) return undefined;
		const until = Date.now() + wait;
		const isTooFast = [this.refusals, purpose.refused].some((refusals) => refusals?.areEnough(purpose.maxWaitMs));
		if (wait > 0 && isTooFast) return { kind: 'closed', until, words: TOO_FAST };
		return waited + wait > purpose.maxWaitMs ? { kind: 'closed', until, ...this.reason(free) } : undefined;
	}

	private reason(free: number): Closed {
		if (free > this.pausedUntil) return { words: `takes ${this.limit.words}` };
		return this.asked ? { asked: this.asked } : { words: SLOW_DOWN };
	}

	private start(now: number, { refused, first }: Purpose): OpenTurn['ended'] {
		const answered = this.record(now, first);
		// The last refusal is so long ago that it tells nothing about the present.
		if (now - this.pausedUntil > LONGEST_BACKOFF_MS) this.refusals = new Refusals();
		return (outcome) => {
			answered();
			if (outcome.kind === 'throttled') this.slowDown(now, outcome, refused);
			else if (outcome.kind === 'accepted' || outcome.kind === 'rejected') this.goOn();
		};
	}

	/**
	 * The provider refused a request that started at `start`. All requests pause for as long as it asked. If it named no time,
	 * or if it has refused several times in a row, they pause a little longer each time. That growing pause is never longer than a
	 * whole window, since by then the slots of other processes are free again.
	 */
	private slowDown(start: number, { waitMs: hintMs, answer }: Extract<Outcome, { kind: 'throttled' }>, refused: Refusals | undefined): void {
		// Requests that were under way at the same time are refused together. That counts as one refusal.
		if (start > this.refusedAt) {
			this.refusals.add();
			this.refusedAt = passed();
		}
		this.own = Math.max(1, this.own - 1);
		const count = Math.max(this.refusals.count, refused?.count ?? 0);
		const unhinted = hintMs === undefined ? count : count - 1;
		const ownWait = unhinted === 0 ? 0 : Math.min(backoff(unhinted), this.limit.windowMs || LONGEST_BACKOFF_MS);
		this.pauseFor(Math.max(LEAST_WAIT_MS, hintMs ?? 0, ownWait), hintMs !== undefined && hintMs >= ownWait ? answer : undefined);
	}

	/** The provider took a request, so refusals are no longer in a row, and the share of this process grows again. */
	private goOn(): void {
		this.refusals = new Refusals();
		if (this.own < this.limit.count) this.own = Math.min(this.limit.count, this.own + (this.limit.count * REGAINED) / this.own);
	}

	private pauseFor(milliseconds: number, asked: Answer | undefined): void {
		const until = passed() + milliseconds;
		if (until <= this.pausedUntil) return;
		this.pausedUntil = until;
		this.asked = asked;
	}

	/** Notes a slot as taken. The function that it returns notes that the answer has come. */
	private record(start: number, first = false): () => void {
		if (this.limit.count === Number.POSITIVE_INFINITY) return () => {};
		const slot: Slot = { start };
		for (const slots of first ? [this.slots] : [this.slots, this.slotsOfRuns]) {
			slots.push(slot);
			if (slots.length > this.limit.count) slots.shift();
		}
		return () => {
			slot.tookMs = passed() - start;
		};
	}

	/** When the next slot is free for such a request, by the clock of `passed`. */
	private nextFree({ first }: Purpose): number {
		const own = Math.floor(this.own);
		const free = Math.max(this.pausedUntil, this.leaves(this.slots, own));
		return first ? free : Math.max(free, this.leaves(this.slotsOfRuns, Math.max(1, own - this.kept)));
	}

	/** When fewer than `most` of these slots will be in the window; 0 if that is so already. */
	private leaves(slots: Slot[], most: number): number {
		if (slots.length < most) return 0;
		const oldest = slots[slots.length - most];
		return oldest.start + this.limit.windowMs + this.delayOf(oldest);
	}

	/**
	 * How much longer than a window a slot stays taken. The provider counts a request when it arrives there, not when it
	 * leaves here. A slow request may have arrived late, and the one that takes its slot may travel fast; then the two
	 * arrive within one window, and the provider refuses the second. So a slot stays taken for as much longer as its request took
	 * longer than the fastest one. The little time that this costs is less than a refusal would cost.
	 */
	private delayOf({ tookMs }: Slot): number {
		const most = Math.min(50, this.limit.windowMs * 0.05);
		if (tookMs === undefined) return most;
		const fastest = Math.min(...this.slots.map((slot) => slot.tookMs ?? tookMs));
		return Math.min(most, LEAST_DELAY_MS + tookMs - fastest);
	}
}

/** The limit used if the provider documents none. It too makes requests wait when the provider asks to slow down. */
const UNLIMITED: Limit = {
	count: Number.POSITIVE_INFINITY,
	windowMs: 0,
	words: 'it asked to slow down',
	countedBy: 'account',
};

const paces = new Map<string, Pace>();

/**
 * The limits that a request counts against, the one with the longest window first. So a request that waits for the long
 * window does not yet hold a slot in the short one, which others can use meanwhile.
 */
export function pacesFor(provider: Provider, credentials: ICredentialDataDecryptedObject, kind: RequestKind): Pace[] {
	const account = createHash('sha256').update(provider.account(credentials).trim()).digest('base64');
	const covering = provider.limits.filter(({ covers }) => covers?.(kind) ?? true);
	covering.sort((one, other) => other.windowMs - one.windowMs);
	return (covering.length > 0 ? covering : [UNLIMITED]).map((limit) => {
		const counted = [baseUrlOf(credentials), ...(limit.countedBy === 'account' ? [account] : [])];
		const key = [provider.name, limit.words, ...counted].join('\n');
		const pace = paces.get(key) ?? new Pace(limit);
		paces.set(key, pace);
		return pace;
	});
}

/** Takes a slot in each of the paces, one after the other. */
export async function takeTurn(all: Pace[], purpose: Purpose): Promise<Turn> {
	const turns: OpenTurn[] = [];
	const waited = () => turns.reduce((sum, { waitedMs }) => sum + waitedMs, 0);
	for (const pace of all) {
		const maxWaitMs = purpose.first ? purpose.maxWaitMs - waited() : purpose.maxWaitMs;
		const turn = await pace.take({ ...purpose, maxWaitMs });
		if (turn.kind !== 'open') return turn;
		turns.push(turn);
	}
	return { kind: 'open', waitedMs: waited(), ended: (outcome) => turns.forEach((turn) => turn.ended(outcome)) };
}
