import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Limit, Provider, RequestKind } from '../provider';
import { baseUrlOf } from '../request/credentials';
import { arrives, passed, pause } from './wait';

/** Whether a request may start now; `closed` tells until when (milliseconds since 1970) the provider takes none. */
export type Turn = OpenTurn | { kind: 'closed'; until: number; words: string } | { kind: 'canceled' };

/** `answered` is to be called when the answer to the request has come. */
type OpenTurn = { kind: 'open'; waitedMs: number; answered: () => void };

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
 * waits for the next free place. Requests take their places in the order in which they asked.
 */
export class Pace {
	private readonly places: Place[] = [];

	/** By the clock of `passed`. */
	private pausedUntil = 0;

	private lastInLine: Promise<unknown> = Promise.resolve();

	constructor(private readonly limit: Pick<Limit, 'count' | 'windowMs' | 'words'>) {}

	/** Waits for a free place and takes it, unless that single wait is known to be longer than `maxWaitMs`. */
	async take(maxWaitMs: number, signal: AbortSignal | undefined): Promise<Turn> {
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
			return await this.waitForPlace(maxWaitMs, signal);
		} finally {
			leave();
		}
	}

	/** The provider takes nothing more for so long. */
	pauseFor(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, passed() + milliseconds);
	}

	private async waitForPlace(maxWaitMs: number, signal: AbortSignal | undefined): Promise<Turn> {
		const asked = passed();
		for (;;) {
			if (signal?.aborted) return { kind: 'canceled' };
			const now = passed();
			const free = this.nextFree();
			if (free <= now) return { kind: 'open', waitedMs: now - asked, answered: this.record(now) };
			if (free - now > maxWaitMs) return { kind: 'closed', until: Date.now() + free - now, words: this.limit.words };
			if (!(await pause(free - now, signal))) return { kind: 'canceled' };
		}
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
		if (this.places.length < this.limit.count) return this.pausedUntil;
		const [oldest] = this.places;
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

/** The limits that a request counts against, as places to take and to pause. */
export function pacesFor(provider: Provider, credentials: ICredentialDataDecryptedObject, kind: RequestKind): Pace[] {
	const account = createHash('sha256').update(provider.account(credentials).trim()).digest('base64');
	const covering = provider.limits.filter(({ covers }) => covers?.(kind) ?? true);
	return (covering.length > 0 ? covering : [UNLIMITED]).map((limit) => {
		const counted = [baseUrlOf(credentials), ...(limit.countedBy === 'account' ? [account] : [])];
		const key = [provider.name, limit.words, ...counted].join('\n');
		const pace = paces.get(key) ?? new Pace(limit);
		paces.set(key, pace);
		return pace;
	});
}

/** Takes a place in each of `paces`. */
export async function takeTurn(all: Pace[], maxWaitMs: number, signal: AbortSignal | undefined): Promise<Turn> {
	const turns: OpenTurn[] = [];
	for (const pace of all) {
		const turn = await pace.take(maxWaitMs, signal);
		if (turn.kind !== 'open') return turn;
		turns.push(turn);
	}
	return {
		kind: 'open',
		waitedMs: turns.reduce((sum, { waitedMs }) => sum + waitedMs, 0),
		answered: () => turns.forEach(({ answered }) => answered()),
	};
}
