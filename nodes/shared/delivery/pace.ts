import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Limit, Provider, RequestKind } from '../provider';
import { baseUrlOf } from '../request/credentials';
import { arrives, passed, pause } from './wait';

/** Whether a request may start now; `closed` tells until when (milliseconds since 1970) the provider takes none. */
export type Turn = { kind: 'open'; waitedMs: number } | { kind: 'closed'; until: number; words: string } | { kind: 'canceled' };

/**
 * One limit of one account, shared by all runs in this process. A window may be used up in a burst; past it a request
 * waits for the next free place. Requests take their places in the order in which they asked.
 */
export class Pace {
	/** By the clock of `passed`, as is `pausedUntil`. */
	private readonly starts: number[] = [];

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
			if (free <= now) {
				this.record(now);
				return { kind: 'open', waitedMs: now - asked };
			}
			if (free - now > maxWaitMs) return { kind: 'closed', until: Date.now() + free - now, words: this.limit.words };
			if (!(await pause(free - now, signal))) return { kind: 'canceled' };
		}
	}

	private record(start: number): void {
		if (this.limit.count === Number.POSITIVE_INFINITY) return;
		this.starts.push(start);
		if (this.starts.length > this.limit.count) this.starts.shift();
	}

	private nextFree(): number {
		const full = this.starts.length >= this.limit.count;
		// Requests travel for different times, so the provider may see a window shorter than the one kept here.
		const margin = Math.min(50, this.limit.windowMs * 0.02);
		return Math.max(this.pausedUntil, full ? this.starts[0] + this.limit.windowMs + margin : 0);
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
	let waitedMs = 0;
	for (const pace of all) {
		const turn = await pace.take(maxWaitMs, signal);
		if (turn.kind !== 'open') return turn;
		waitedMs += turn.waitedMs;
	}
	return { kind: 'open', waitedMs };
}
