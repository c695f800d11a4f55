import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Limit, Provider, RequestKind } from '../provider';
import { baseUrlOf } from '../request/credentials';
import type { Outcome } from './outcome';
import { arrives, backoff, LONGEST_BACKOFF_MS, passed, pause } from './wait';

/** Whether a request may start now; `closed` tells until when (milliseconds since 1970) the provider takes none. */
export type Turn = OpenTurn | { kind: 'closed'; until: number; words: string } | { kind: 'canceled' };

/** A request that may start. */
interface OpenTurn {
	kind: 'open';
	waitedMs: number;
	/** To be called when the request has ended. */
	ended: (outcome: Outcome) => void;
}

/** How often in a row the provider has said "slow down". */
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
	 * Who shares a limit with others may be refused for as long as they use it up, so a few times say nothing, and neither
	 * does one long wait that the provider itself named.
	 */
	areEnough(maxWaitMs: number): boolean {
		return this.count >= FEWEST_REFUSALS && passed() - this.firstAt > maxWaitMs;
	}
}

/** Fewer than so many are never taken for an answer. */
const FEWEST_REFUSALS = 6;

/**
 * Each refusal leaves a place to others; each window in which all is taken claims this part of the limit again. More of it
 * would mean more refusals, less of it more places that nobody uses after the others have ended.
 */
const REGAINED = 0.2;

/** Why a request is given up that the provider refused too often. */
const TOO_FAST = 'it keeps saying that requests come too fast';

/** A hint of no time at all would be a loop without pause. */
const LEAST_WAIT_MS = 100;

/** A request that counts against a limit. */
interface Place {
	/** By the clock of `passed`. */
	start: number;
	/** Until the answer had come, in milliseconds; undefined while the request is under way. */
	tookMs?: number;
}

/** What the fastest of all may have been late by. */
const LEAST_DELAY_MS = 5;

/**
 * One limit of one account, shared by all runs in this process. A window may be used up in a burst; past it a request
 * waits for the next free place. Requests take their places in the order in which they asked. Another process may use the
 * same limit: all that tells of it is that the provider refuses.
 */
export class Pace {
	private readonly places: Place[] = [];

	/** By the clock of `passed`. */
	private pausedUntil = 0;

	private lastInLine: Promise<unknown> = Promise.resolve();

	/** Places of a window that this process uses: fewer than the limit has where others use them too. */
	private own: number;

	/** Of all requests together, since the provider took one. */
	private refusals = new Refusals();

	/** When the last of these was heard, by the clock of `passed`. */
	private refusedAt = Number.NEGATIVE_INFINITY;

	constructor(private readonly limit: Pick<Limit, 'count' | 'windowMs' | 'words'>) {
		this.own = limit.count;
	}

	/**
	 * Waits for a free place and takes it, unless that single wait is known to be longer than `maxWaitMs`, or the provider has
	 * refused for that long.
	 *
	 * @param refused how often the provider has refused this very request
	 */
	async take(maxWaitMs: number, signal: AbortSignal | undefined, refused?: Refusals): Promise<Turn> {
		const asked = passed();
		// Those in front may wait for longer than this one.
		const closed = this.closed(this.nextFree() - asked, maxWaitMs, refused);
		if (closed) return closed;
		const before = this.lastInLine;
		let leave = () => {};
		this.lastInLine = new Promise<void>((resolve) => {
			leave = resolve;
		});
		if (!(await arrives(before, signal))) {
			void before.then(leave);
			return { kind: 'canceled' };
		}
		try {
			return await this.waitForPlace(asked, maxWaitMs, signal, refused);
		} finally {
			leave();
		}
	}

	private async waitForPlace(asked: number, maxWaitMs: number, signal: AbortSignal | undefined, refused?: Refusals): Promise<Turn> {
		for (;;) {
			if (signal?.aborted) return { kind: 'canceled' };
			const now = passed();
			const wait = this.nextFree() - now;
			if (wait <= 0) return { kind: 'open', waitedMs: now - asked, ended: this.start(now, refused) };
			const closed = this.closed(wait, maxWaitMs, refused);
			if (closed) return closed;
			if (!(await pause(wait, signal))) return { kind: 'canceled' };
		}
	}

	/** Why it is no use to wait for the next free place, which is free after `wait` milliseconds. */
	private closed(wait: number, maxWaitMs: number, refused: Refusals | undefined): Turn | undefined {
		if (wait <= 0) return undefined;
		const until = Date.now() + wait;
		if ([this.refusals, refused].some((all) => all?.areEnough(maxWaitMs))) return { kind: 'closed', until, words: TOO_FAST };
		return wait > maxWaitMs ? { kind: 'closed', until, words: this.limit.words } : undefined;
	}

	private start(now: number, refused: Refusals | undefined): OpenTurn['ended'] {
		const answered = this.record(now);
		// Nobody has asked for so long: what was said to others no longer counts.
		if (now - this.pausedUntil > LONGEST_BACKOFF_MS) this.refusals = new Refusals();
		return (outcome) => {
			answered();
			if (outcome.kind === 'throttled') this.slowDown(now, outcome.waitMs, refused);
			else if (outcome.kind === 'accepted' || outcome.kind === 'rejected') this.goOn();
		};
	}

	/**
	 * The provider takes nothing more for as long as it says, or for a little longer each time where it doesn't say it, or says
	 * it again and again; but not for longer than a whole window, in which others may have taken the places.
	 */
	private slowDown(start: number, hintMs: number | undefined, refused: Refusals | undefined): void {
		// What was under way together is refused together.
		if (start > this.refusedAt) {
			this.refusals.add();
			this.refusedAt = passed();
		}
		this.own = Math.max(1, this.own - 1);
		const count = Math.max(this.refusals.count, refused?.count ?? 0);
		const unhinted = hintMs === undefined ? count : count - 1;
		const ownWait = unhinted === 0 ? 0 : Math.min(backoff(unhinted), this.limit.windowMs || LONGEST_BACKOFF_MS);
		this.pauseFor(Math.max(LEAST_WAIT_MS, hintMs ?? 0, ownWait));
	}

	/** The provider takes requests. */
	private goOn(): void {
		this.refusals = new Refusals();
		if (this.own < this.limit.count) this.own = Math.min(this.limit.count, this.own + (this.limit.count * REGAINED) / this.own);
	}

	private pauseFor(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, passed() + milliseconds);
	}

	private record(start: number): () => void {
		if (this.limit.count === Number.POSITIVE_INFINITY) return () => {};
		const place: Place = { start };
		this.places.push(place);
		if (this.places.length > this.limit.count) this.places.shift();
		return () => {
			place.tookMs = passed() - start;
		};
	}

	private nextFree(): number {
		const own = Math.floor(this.own);
		if (this.places.length < own) return this.pausedUntil;
		const oldest = this.places[this.places.length - own];
		return Math.max(this.pausedUntil, oldest.start + this.limit.windowMs + this.delayOf(oldest));
	}

	/**
	 * The provider counts a request when it arrives. One that took longer than the fastest may have arrived that much later,
	 * and what comes after it may travel faster: the provider would see a shorter window than the one kept here. A little
	 * more costs less than being told to slow down.
	 */
	private delayOf({ tookMs }: Place): number {
		const most = Math.min(50, this.limit.windowMs * 0.05);
		if (tookMs === undefined) return most;
		const fastest = Math.min(...this.places.map((place) => place.tookMs ?? tookMs));
		return Math.min(most, LEAST_DELAY_MS + tookMs - fastest);
	}
}

/** What no documented limit covers can still be told to slow down. */
const UNLIMITED: Limit = {
	count: Number.POSITIVE_INFINITY,
	windowMs: 0,
	words: 'it asked to slow down',
	countedBy: 'account',
};

const paces = new Map<string, Pace>();

/** The limits that a request counts against, the longest window first: a place is taken when the request can leave soon. */
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

/** Takes a place in each of `paces`. */
export async function takeTurn(all: Pace[], maxWaitMs: number, signal: AbortSignal | undefined, refused?: Refusals): Promise<Turn> {
	const turns: OpenTurn[] = [];
	for (const pace of all) {
		const turn = await pace.take(maxWaitMs, signal, refused);
		if (turn.kind !== 'open') return turn;
		turns.push(turn);
	}
	return {
		kind: 'open',
		waitedMs: turns.reduce((sum, { waitedMs }) => sum + waitedMs, 0),
		ended: (outcome) => turns.forEach((turn) => turn.ended(outcome)),
	};
}
