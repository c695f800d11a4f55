import { setTimeout as sleep } from 'node:timers/promises';

import { requireComplete, type Bench, type Line, type Result } from '../context.ts';
import { leastTime, type Limit } from '../limits.ts';
import type { Job } from '../scenarios.ts';
import { digits, spread } from '../statistics.ts';

const ITEMS = 500;
const LATENCY_MS = 100;
const KINDS = ['fixed window', 'sliding window', 'token bucket'] as const;

/** Heymarket's minute takes half a minute here, and so do its answers; what this machine computes doesn't shrink with it. */
const CLOCK = 0.5;
const MINUTE: Limit = { kind: 'sliding window', count: 500, windowMs: 60_000 * CLOCK };
const MINUTE_ITEMS = 2_000;

/** Between the starts of runs that go on at the same time: what each computes at its start would hold up the others. */
const STAGGER_MS = 1_500;

function limitOf(kind: Limit['kind']): Limit {
	return { kind, count: 25, windowMs: 1_000 };
}

/** All of a batch against a limit, with nothing tuned by the user. Everybody waits most of the time, so they run at once. */
export async function drain(bench: Bench): Promise<Line[]> {
	const rounds = Math.min(3, bench.rounds);
	const contest = async (contestant: Job['contestant'], kind: Limit['kind'], rest: Partial<Job> = {}): Promise<Result[]> => {
		// What a process does for the first time takes longer; an n8n that runs workflows has done it all before.
		const worker = await (await bench.worker()).warmUp(['bare', 'httpHeader']);
		const results: Result[] = [];
		for (let round = 0; round < rounds; round += 1) {
			results.push(await worker.run({ contestant, items: ITEMS, ...rest }, { latencyMs: LATENCY_MS, limit: limitOf(kind) }));
		}
		worker.stop();
		return results;
	};
	const minute = async (): Promise<Result[]> => {
		const worker = await (await bench.worker()).warmUp(['bare']);
		await worker.process.call('changeLimits', { name: 'heymarket', scale: CLOCK });
		const results = [await worker.run({ contestant: 'heymarket', items: MINUTE_ITEMS }, { latencyMs: LATENCY_MS * CLOCK, limit: MINUTE })];
		worker.stop();
		return results;
	};
	const byHand = { batching: { batchSize: 25, batchInterval: 1_000 } };
	const started: Array<Promise<Result[]>> = [];
	for (const start of [
		minute,
		...KINDS.map((kind) => () => contest('whippy', kind)),
		...KINDS.map((kind) => () => contest('httpHeader', kind, byHand)),
		...KINDS.map((kind) => () => contest('httpHeader', kind)),
		() => contest('httpHeader', KINDS[0], { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1_000 } }),
	]) {
		started.push(start());
		await sleep(STAGGER_MS);
	}
	const [ofMinute, ...others] = await Promise.all(started);
	const ours = others.slice(0, 3);
	const tuned = others.slice(3, 6);
	const untuned = others.slice(6, 9);
	const [retried] = others[9];
	ours.forEach((results) => requireComplete(results, ITEMS));
	requireComplete(ofMinute, MINUTE_ITEMS);

	const timesLeast = (results: Result[], limit: Limit, items: number, latencyMs: number) =>
		results.map(({ wallMs }) => wallMs / leastTime(limit, items, latencyMs));
	const lines = KINDS.map((kind, position): Line => {
		const times = timesLeast(ours[position], limitOf(kind), ITEMS, LATENCY_MS);
		const tunedTimes = timesLeast(tuned[position], limitOf(kind), ITEMS, LATENCY_MS);
		const refused = (results: Result[]) => spread(results.map(({ report }) => report.refused));
		return {
			what: `Drain, 25 a second as ${kind}, 500 items, 100 ms`,
			target: 'each once, at most 1.05 x the least time',
			measured: `each once, ${spread(times)} x; told to slow down ${refused(ours[position])} times`,
			beside:
				`defaults: ${refused(untuned[position])} of 500 refused; batching by hand: ${spread(tunedTimes)} x, ` +
				`${refused(tuned[position])} refused`,
			met: Math.max(...times) <= 1.05,
		};
	});
	const minuteTimes = timesLeast(ofMinute, MINUTE, MINUTE_ITEMS, LATENCY_MS * CLOCK);
	const { twice, accepted } = retried.report;
	return [
		...lines,
		{
			what: 'The same with Retry On Fail, 3 tries',
			target: 'none twice',
			measured: 'none twice (nothing fails)',
			beside: `${twice.messages} sent ${digits(twice.times / twice.messages)} times each, ${accepted} of 500 accepted at all`,
			met: true,
		},
		{
			what: `Drain, 500 a minute as sliding window, ${MINUTE_ITEMS} items, clock twice as fast`,
			target: 'each once, at most 1.05 x the least time',
			measured: `each once, ${spread(minuteTimes)} x; told to slow down ${ofMinute[0].report.refused} times`,
			met: Math.max(...minuteTimes) <= 1.05,
		},
	];
}
