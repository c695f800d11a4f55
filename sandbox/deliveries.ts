import { setTimeout as pause } from 'node:timers/promises';

import type { ProviderName } from './provider.ts';

/** One post of a provider to a webhook, with each of its tries. */
export interface Delivery {
	provider: ProviderName;
	url: string;
	body: object;
	/** The status of each answer; 0 where there was none. */
	statuses: number[];
	/** Milliseconds until each answer. */
	took: number[];
}

/** How a provider posts. */
export interface DeliveryOptions {
	provider: ProviderName;
	url: string;
	body: object;
	/** Made anew for each try. */
	headers?: () => Record<string, string>;
	/** How often it is posted at most, while the answer is no 2xx. */
	tries: number;
	/** Called after the last try. */
	ended?: (delivery: Delivery) => void;
}

const longestAnswer = 10_000;
const firstPause = 200;

/** What the providers post to webhooks, as real ones do: once, and again where it was not taken. */
export class Deliveries {
	readonly all: Delivery[] = [];
	/** After how many milliseconds a provider posts everything once more, whatever the answer was, as if it had been lost. */
	readonly repeats = new Map<ProviderName, number[]>();
	private readonly stopped = new AbortController();
	private readonly underWay = new Set<Promise<void>>();

	/** Posts in the background. */
	post(options: DeliveryOptions): void {
		this.begin(options);
		for (const later of this.repeats.get(options.provider) ?? []) this.begin({ ...options, ended: undefined }, later);
	}

	private begin(options: DeliveryOptions, later = 0): void {
		const { provider, url, body } = options;
		const delivery: Delivery = { provider, url, body, statuses: [], took: [] };
		this.all.push(delivery);
		const work = this.try(delivery, options, later).finally(() => {
			this.underWay.delete(work);
			options.ended?.(delivery);
		});
		this.underWay.add(work);
	}

	private async try(delivery: Delivery, { url, body, headers, tries }: DeliveryOptions, later: number): Promise<void> {
		if (later > 0) await pause(later, undefined, { signal: this.stopped.signal }).catch(() => undefined);
		for (let attempt = 1; attempt <= tries && !this.stopped.signal.aborted; attempt += 1) {
			const startedAt = performance.now();
			const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(longestAnswer)]);
			// After some busy seconds, n8n takes open connections for idle and closes them, with the posts that wait on them.
			const init = { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close', ...headers?.() }, body: JSON.stringify(body), redirect: 'manual', signal } as const;
			const status = await fetch(url, init).then(
				(response) => response.status,
				() => 0,
			);
			delivery.statuses.push(status);
			delivery.took.push(performance.now() - startedAt);
			if (status >= 200 && status < 300) return;
			await pause(firstPause * 2 ** (attempt - 1), undefined, { signal: this.stopped.signal }).catch(() => undefined);
		}
	}

	/** Waits until nothing is under way. */
	async settled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	reset(): void {
		this.all.length = 0;
		this.repeats.clear();
	}

	async close(): Promise<void> {
		this.stopped.abort();
		await this.settled();
	}
}
