import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { answerCalls } from './processes.ts';

/** One request to n8n: when it was made and when it was answered, in milliseconds since 1970. */
export interface Wait {
	asked: number;
	answered: number;
}

const EVERY_MS = 50;

/** Asks until n8n answers. An n8n that was blocked for some seconds resets waiting requests; then it is asked again. */
async function answered(url: string): Promise<void> {
	for (;;) {
		const isAnswered = await new Promise<boolean>((resolve) => {
			// Each request has a new connection, since n8n closes connections that were idle while it was blocked.
			get(url, { agent: false }, (response) => {
				response.resume().once('end', () => resolve(response.statusCode === 200));
			}).once('error', () => resolve(false));
		});
		if (isAnswered) return;
		await sleep(1);
	}
}

function now(): number {
	return performance.timeOrigin + performance.now();
}

let waits: Wait[] = [];
let probing: Promise<void> | undefined;
let isWanted = false;

async function probe(url: string): Promise<void> {
	while (isWanted) {
		const asked = now();
		await answered(url);
		waits.push({ asked, answered: now() });
		await sleep(Math.max(0, asked + EVERY_MS - now()));
	}
}

answerCalls({
	/** Asks an address every 50 ms until told to stop. */
	begin(url: string): void {
		waits = [];
		isWanted = true;
		probing = probe(url);
	},
	async end(): Promise<Wait[]> {
		isWanted = false;
		await probing;
		return waits;
	},
});
