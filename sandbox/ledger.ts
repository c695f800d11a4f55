import { createHash } from 'node:crypto';

import type { ProviderName, Refused } from './provider.ts';

/** A request that arrived. Times are milliseconds since 1970. No header is written down, so no secret is. */
export interface RequestEntry {
	sequence: number;
	provider: ProviderName;
	operationId?: string;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	/** The JSON body, long strings shortened to their length and hash; or the text where it wasn't JSON. */
	body?: unknown;
	/** Whom it names, as far as overlaps are looked for. */
	recipients: string[];
	receivedAt: number;
	/** When the answer went out or the connection was gone. */
	finishedAt?: number;
	/** Status that was answered; missing where none was (reset, hang). */
	status?: number;
	/** The faults that struck it, by type. */
	faults: string[];
	/** Why it was refused, where the answer doesn't say (a JWT that is too old, for example). */
	note?: string;
	/** Heymarket's X-Request-Id, to be compared with what an error shows. */
	requestId?: string;
}

/** Something that a provider took on. */
export interface Accepted {
	sequence: number;
	provider: ProviderName;
	operationId: string;
	kind: 'message' | 'group' | 'broadcast' | 'comment' | 'email' | 'reply';
	recipients: string[];
	/** Tells it from others: the text, the subject, or what stands in its place. */
	marker: string;
	/** The provider's id of it. */
	messageId: string;
	time: number;
	/** Sequence of the request. */
	request: number;
}

/** A request that no correct client sends. Tests can ask for none. */
export interface Violation extends Refused {
	provider: ProviderName | 'control';
	time: number;
	request?: number;
}

/** Two requests for one recipient that were under way at the same time. */
export interface Overlap {
	provider: ProviderName;
	recipient: string;
	requests: [number, number];
}

export interface LedgerSnapshot {
	requests: RequestEntry[];
	accepted: Accepted[];
	violations: Violation[];
	overlaps: Overlap[];
	inFlight: number;
	maxInFlight: number;
}

const longestKept = 4_096;
/** Milliseconds within which the end of a connection may reach this process after the client's next request. */
const lettingGo = 100;

function shortened(value: unknown): unknown {
	if (typeof value === 'string' && value.length > longestKept) {
		const hash = createHash('sha256').update(value).digest('hex');
		return `${value.slice(0, 64)}... (${value.length} characters, sha256 ${hash})`;
	}
	if (Array.isArray(value)) return value.map(shortened);
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
	}
	return value;
}

interface Count {
	now: number;
	most: number;
}

/** What arrived, what was accepted, and what should never have been sent. */
export class Ledger {
	requests: RequestEntry[] = [];
	accepted: Accepted[] = [];
	violations: Violation[] = [];
	overlaps: Overlap[] = [];
	/** Rises with each reset, so that a request from before it changes nothing after it. */
	generation = 0;
	private counts = new Map<ProviderName | 'all', Count>();
	private occupied = new Map<string, Set<number>>();
	private open = new Set<RequestEntry>();

	/** A request has arrived (its headers have). */
	arrive(entry: Pick<RequestEntry, 'provider' | 'method' | 'path' | 'query'>): RequestEntry {
		const full: RequestEntry = {
			sequence: this.requests.length + 1,
			...entry,
			recipients: [],
			receivedAt: Date.now(),
			faults: [],
		};
		this.requests.push(full);
		this.open.add(full);
		for (const name of ['all', entry.provider] as const) {
			const count = this.counts.get(name) ?? { now: 0, most: 0 };
			count.now += 1;
			count.most = Math.max(count.most, count.now);
			this.counts.set(name, count);
		}
		return full;
	}

	/** Its body is here, and so is whom it names. */
	occupy(entry: RequestEntry, body: unknown, recipients: string[]): void {
		entry.body = shortened(body);
		entry.recipients = [...new Set(recipients)];
		if (!this.open.has(entry)) return;
		for (const recipient of entry.recipients) {
			const key = `${entry.provider} ${recipient}`;
			const others = this.occupied.get(key) ?? new Set();
			for (const other of others) {
				this.overlaps.push({ provider: entry.provider, recipient, requests: [other, entry.sequence] });
			}
			this.occupied.set(key, others.add(entry.sequence));
		}
	}

	/** The client went away without an answer. */
	abandon(entry: RequestEntry): void {
		if (!this.open.has(entry)) return;
		this.leave(entry, undefined);
		// It had let go before its next request came in, only the news of it came later.
		const recent = Date.now() - lettingGo;
		this.overlaps = this.overlaps.filter(({ requests: [first, second] }) => {
			return first !== entry.sequence || (this.requests[second - 1]?.receivedAt ?? 0) < recent;
		});
	}

	/** Its answer is about to go out, or its connection to be cut. */
	leave(entry: RequestEntry, status: number | undefined): void {
		if (!this.open.delete(entry)) return;
		entry.finishedAt = Date.now();
		if (status !== undefined) entry.status = status;
		for (const name of ['all', entry.provider] as const) {
			const count = this.counts.get(name);
			if (count) count.now -= 1;
		}
		for (const recipient of entry.recipients) {
			const key = `${entry.provider} ${recipient}`;
			const others = this.occupied.get(key);
			others?.delete(entry.sequence);
			if (others?.size === 0) this.occupied.delete(key);
		}
	}

	accept(effect: Omit<Accepted, 'sequence' | 'time'>): void {
		this.accepted.push({ sequence: this.accepted.length + 1, time: Date.now(), ...effect });
	}

	violate(violation: Omit<Violation, 'time'>): void {
		this.violations.push({ ...violation, time: Date.now() });
	}

	/** Everything, or what belongs to one provider. The rows are copies. */
	snapshot(provider?: ProviderName): LedgerSnapshot {
		const of = <Row extends { provider: string }>(rows: Row[]) =>
			structuredClone(provider === undefined ? rows : rows.filter((row) => row.provider === provider));
		const count = this.counts.get(provider ?? 'all');
		return {
			requests: of(this.requests),
			accepted: of(this.accepted),
			violations: of(this.violations),
			overlaps: of(this.overlaps),
			inFlight: count?.now ?? 0,
			maxInFlight: count?.most ?? 0,
		};
	}

	reset(): void {
		this.requests = [];
		this.accepted = [];
		this.violations = [];
		this.overlaps = [];
		this.counts.clear();
		this.occupied.clear();
		this.open.clear();
		this.generation += 1;
	}
}
