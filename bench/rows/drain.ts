import { setTimeout as sleep } from 'node:timers/promises';

import { requireComplete, type Bench, type Line, type Result, type Worker } from '../context.ts';
import type { LimitSetting } from '../../sandbox/limits.ts';
import { leastTime } from '../limits.ts';
import type { Job } from '../scenarios.ts';
import { digits, median, spread } from '../statistics.ts';

const ITEMS = 500;
const LATENCY_MS = 100;
const KINDS = ['fixed', 'sliding', 'bucket'] as const;
const NAMES = { fixed: 'fixed window', sliding: 'sliding window', bucket: 'token bucket' };

/** To save time, Heymarket's minute lasts half a minute here, and its answers take half their time. CPU time stays the same. */
const CLOCK = 0.5;
const MINUTE: LimitSetting = { kind: 'sliding', count: 500, window: 60_000 * CLOCK };
/** Not a multiple of the limit: otherwise a single request that is refused would need another window. */
const MINUTE_ITEMS = 1_900;

const SECOND_AT_MOST = 1.05;
const MINUTE_AT_MOST = 1.08;

/** The time between the starts of runs that go on together. Each run computes much at its start, which would hold up others. */
const STAGGER_MS = 1_500;

const BY_HAND: Partial<Job> = { batching: { batchSize: 25, batchInterval: 1_000 } };
const RETRIED: Partial<Job> = { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1_000 } };

function limitOf(kind: LimitSetting['kind']): LimitSetting {
	return { kind, count: 25, window: 1_000 };
}

async function inTurn<Entry, Made>(entries: readonly Entry[], make: (entry: Entry) => Promise<Made>): Promise<Made[]> {
	const all: Made[] = [];
	for (const entry of entries) all.push(await make(entry));
	return all;
}

/**
 * Measures how long it takes to send many items under a limit, with default settings. The runs mostly wait, so they go on at
 * the same time.
 */
export async function drain(bench: Bench): Promise<Line[]> {
	const against = async (worker: Worker, contestant: Job['contestant'], kind: LimitSetting['kind'], rest: Partial<Job> = {}) =>
		await worker.run({ contestant, items: ITEMS, ...rest }, { latencyMs: LATENCY_MS, limit: limitOf(kind) });
	// A process is slower when it does something for the first time. A running n8n has done it all before.
	const warm = async (contestant: Job['contestant'], scale = 1): Promise<Worker> => {
		const worker = await (await (await bench.worker()).withoutLimits()).warmUp([contestant]);
		return await worker.withLimits(scale);
	};
	const other = await warm('httpHeader');
	const untuned = await inTurn(KINDS, async (kind) => await against(other, 'httpHeader', kind));
	const otherRetried = await against(other, 'httpHeader', KINDS[0], RETRIED);
	other.stop();

	const ofMinute = await warm('heymarket', CLOCK);
	const ofRetried = await warm('whippy');
	const entrants = [
		...(await inTurn(KINDS, async (kind) => ({ kind, contestant: 'whippy' as const, rest: {}, worker: await warm('whippy') }))),
		...(await inTurn(KINDS, async (kind) => ({ kind, contestant: 'httpHeader' as const, rest: BY_HAND, worker: await warm('httpHeader') }))),
	];
	const results = entrants.map((): Result[] => []);
	const rounds = async () => {
		for (let round = 0; round < bench.rounds; round += 1) {
			await Promise.all(
				entrants.map(async ({ worker, contestant, kind, rest }, position) => {
					const order = round % 2 === 0 ? position : entrants.length - 1 - position;
					await sleep((order + 1) * STAGGER_MS);
					results[position].push(await against(worker, contestant, kind, rest));
				}),
			);
		}
	};
	const [minuteResult, retried] = await Promise.all([
		ofMinute.run({ contestant: 'heymarket', items: MINUTE_ITEMS }, { latencyMs: LATENCY_MS * CLOCK, limit: MINUTE }),
		against(ofRetried, 'whippy', KINDS[0], RETRIED),
		rounds(),
	]);
	for (const worker of [ofMinute, ofRetried, ...entrants.map((entrant) => entrant.worker)]) worker.stop();
	const ours = results.slice(0, KINDS.length);
	const tuned = results.slice(KINDS.length);
	ours.forEach((runs) => requireComplete(runs, ITEMS));
	requireComplete([minuteResult], MINUTE_ITEMS);

	const timesLeast = (runs: Result[], limit: LimitSetting, items: number, latencyMs: number) =>
		runs.map(({ wallMs }) => wallMs / leastTime(limit, items, latencyMs));
	// Measured from the first request on; before that, n8n builds all items and the node checks them.
	const lasted = (runs: Result[], limit: LimitSetting, items: number, latencyMs: number) =>
		spread(runs.map(({ report }) => report.lastedMs / leastTime(limit, items, latencyMs)));
	const lines = KINDS.map((kind, position): Line => {
		const times = timesLeast(ours[position], limitOf(kind), ITEMS, LATENCY_MS);
		const tunedTimes = timesLeast(tuned[position], limitOf(kind), ITEMS, LATENCY_MS);
		const refused = (runs: Result[]) => spread(runs.map(({ report }) => report.refused));
		return {
			what: `Drain, 25 a second as ${NAMES[kind]}, 500 items, 100 ms`,
			target: `each once, at most ${SECOND_AT_MOST} x the least time`,
			measured:
				`each once, ${spread(times)} x (${lasted(ours[position], limitOf(kind), ITEMS, LATENCY_MS)} x from the first request on); ` +
				`told to slow down ${refused(ours[position])} times`,
			beside:
				`defaults: ${untuned[position].report.refused} of 500 refused; batching by hand: ${spread(tunedTimes)} x, ` +
				`${refused(tuned[position])} refused`,
			met: median(times) <= SECOND_AT_MOST,
		};
	});
	const minuteTimes = timesLeast([minuteResult], MINUTE, MINUTE_ITEMS, LATENCY_MS * CLOCK);
	const { twice, accepted } = otherRetried.report;
	return [
		...lines,
		{
			what: 'The same with Retry On Fail, 3 tries',
			target: 'none twice',
			measured: `${retried.report.twice.messages} twice, ${retried.report.accepted} of 500 accepted`,
			beside: `${twice.messages} sent ${digits(twice.times / twice.messages)} times each, ${accepted} of 500 accepted at all`,
			met: retried.report.twice.messages === 0 && retried.report.accepted === ITEMS,
		},
		{
			what: `Drain, 500 a minute as sliding window, ${MINUTE_ITEMS} items, clock twice as fast`,
			target: `each once, at most ${MINUTE_AT_MOST} x the least time`,
			measured: `each once, ${spread(minuteTimes)} x (${lasted([minuteResult], MINUTE, MINUTE_ITEMS, LATENCY_MS * CLOCK)} x from the first request on); told to slow down ${minuteResult.report.refused} times`,
			met: Math.max(...minuteTimes) <= MINUTE_AT_MOST,
		},
	];
}
