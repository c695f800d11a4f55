import { createHash } from 'node:crypto';

import type { ProviderName, Refused } from './provider.ts';

/** A request that arrived. Times are milliseconds since 1970. Other headers are not recorded, so that no secret is. */
export interface RequestEntry {
	sequence: number;
	provider: ProviderName;
	operationId?: string;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	/** What the client calls itself. */
	userAgent?: string;
	/** The JSON body, with long strings shortened to their length and hash; the text if it wasn't JSON. */
	body?: unknown;
	/** The recipients that it names; two requests for one of them must not overlap. */
	recipients: string[];
	receivedAt: number;
	/** When the answer was sent or the connection ended. */
	finishedAt?: number;
	/** The status of the answer; missing if there was no answer (reset, hang). */
	status?: number;
	/** The types of the faults that struck it. */
	faults: string[];
	/** Why it was refused, if the answer doesn't say it (a JWT that is too old, for example). */
	note?: string;
	/** Heymarket's X-Request-Id, so that a test can compare it with the one in an error. */
	requestId?: string;
}

/** A message or comment that a provider accepted. */
export interface Accepted {
	sequence: number;
	provider: ProviderName;
	operationId: string;
	kind: 'message' | 'group' | 'broadcast' | 'comment' | 'email' | 'reply' | 'campaign' | 'sequence' | 'call' | 'chat' | 'automation';
	recipients: string[];
	/** Something to recognise it by: the text, the subject, or the template or file that is sent instead. */
	marker: string;
	/** The ID that the provider gave it. */
	messageId: string;
	time: number;
	/** The `sequence` of the request. */
	request: number;
}

/** A request that no correct client sends, so a test can expect that there are none. */
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
/** The end of a connection may be noticed here so many milliseconds after the client's next request has arrived. */
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

/** Records the requests that arrived, the messages that were accepted, and the requests that should never have been sent. */
export class Ledger {
	requests: RequestEntry[] = [];
	accepted: Accepted[] = [];
	violations: Violation[] = [];
	overlaps: Overlap[] = [];
	/** Grows by one with each reset. By this the server ignores requests that arrived before the reset. */
	generation = 0;
	private counts = new Map<ProviderName | 'all', Count>();
	private occupied = new Map<string, Set<number>>();
	private open = new Set<RequestEntry>();

	/** To be called when the headers of a request have arrived. */
	arrive(entry: Pick<RequestEntry, 'provider' | 'method' | 'path' | 'query' | 'userAgent'>): RequestEntry {
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

	/** To be called when the body of a request has been read, with the recipients that it names. */
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

	/** To be called when the client closed the connection before it got an answer. */
	abandon(entry: RequestEntry): void {
		if (!this.open.has(entry)) return;
		this.leave(entry, undefined);
		// The client closed this connection before it made the next request; this process only noticed it later.
		const recent = Date.now() - lettingGo;
		this.overlaps = this.overlaps.filter(({ requests: [first, second] }) => {
			return first !== entry.sequence || (this.requests[second - 1]?.receivedAt ?? 0) < recent;
		});
	}

	/** To be called right before an answer is sent or the connection is cut. */
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

	/** A copy of all entries, or of one provider's. */
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
