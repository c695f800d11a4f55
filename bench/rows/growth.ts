import { alternating, requireComplete, type Bench, type Line, type Result } from '../context.ts';
import type { Job } from '../scenarios.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const FEW = 1_000;
const MANY = 10_000;
const VERY_MANY = 50_000;
const LONGEST_BLOCK_MS = 60;

/** A run that takes longer has failed. The HTTP Request node gets less time, since its run is only for comparison. */
const PATIENCE_MS = 150_000;
const PATIENCE_WITH_OTHERS_MS = 80_000;

interface Growth {
	few: Result;
	many: Result;
}

const memoryOf = ({ memoryPeakMb, memoryBeforeMb }: Result) => memoryPeakMb - memoryBeforeMb;

/** Measures how time and memory grow with ten times the items. Each run has its own new process. */
export async function growth(bench: Bench): Promise<Line[]> {
	const grow = async (contestant: Job['contestant']): Promise<Growth> => {
		const warm = await (await (await bench.worker()).withoutLimits()).warmUp([contestant]);
		const few = await warm.run({ contestant, items: FEW });
		warm.stop();
		const fresh = await (await bench.worker()).withoutLimits();
		await fresh.run({ contestant, items: 100 });
		const many = await fresh.run({ contestant, items: MANY });
		fresh.stop();
		return { few, many };
	};
	const results = await alternating(Math.min(2, bench.rounds), { ours: () => grow('whippy'), header: () => grow('httpHeader') });
	requireComplete(results.ours.map(({ few }) => few), FEW);
	requireComplete(results.ours.map(({ many }) => many), MANY);
	const perItem = results.ours.map(({ few, many }) => many.wallMs / MANY / (few.wallMs / FEW));
	const perItemOfHeader = results.header.map(({ few, many }) => many.wallMs / MANY / (few.wallMs / FEW));
	const memory = results.ours.map(({ many }) => memoryOf(many));
	const memoryOfHeader = results.header.map(({ many }) => memoryOf(many));
	const memoryRatio = ratios(memory, memoryOfHeader);
	const blockedMs = results.ours.map(({ many }) => many.blockedMs);
	const blockedMsOfHeader = results.header.map(({ many }) => many.blockedMs);
	return [
		{
			what: 'Growth: time per item at 10,000 to that at 1,000',
			target: 'at most 1.2 x',
			measured: `${spread(perItem)} x`,
			beside: `${spread(perItemOfHeader)} x${failed(results.header.map(({ many }) => many), MANY)}`,
			met: median(perItem) <= 1.2,
		},
		{
			what: 'Growth: peak memory at 10,000, over the start',
			target: 'at most 0.65 x HTTP Request',
			measured: `${spread(memoryRatio)} x (${digits(median(memory))} MB)`,
			beside: `${digits(median(memoryOfHeader))} MB`,
			met: median(memoryRatio) <= 0.65,
		},
		{
			what: 'In process, 10,000 items: longest block',
			target: `at most ${LONGEST_BLOCK_MS} ms`,
			measured: `${spread(blockedMs)} ms`,
			beside: `${spread(blockedMsOfHeader)} ms`,
			met: Math.max(...blockedMs) <= LONGEST_BLOCK_MS,
		},
	];
}

function failed(runs: Result[], items: number): string {
	const bad = runs.find(({ status, outputs }) => status !== 'success' || outputs !== items);
	return bad ? `; ended with ${bad.status}: ${bad.message ?? ''}` : '';
}

/** Measures so many items that the HTTP Request node may not finish. */
export async function veryMany(bench: Bench): Promise<Line[]> {
	const run = async (contestant: Job['contestant'], patienceMs: number) => {
		const worker = await (await bench.worker()).withoutLimits();
		let isLate = false;
		const late = setTimeout(() => {
			isLate = true;
			worker.stop();
		}, patienceMs);
		try {
			return await worker.run({ contestant, items: VERY_MANY });
		} catch (fault) {
			return isLate ? `not done after ${patienceMs / 1000} s` : (fault as Error).message.split('\n')[0];
		} finally {
			clearTimeout(late);
			worker.stop();
		}
	};
	const ours = await run('whippy', PATIENCE_MS);
	const header = await run('httpHeader', PATIENCE_WITH_OTHERS_MS);
	if (typeof ours !== 'string') requireComplete([ours], VERY_MANY);
	const told = (result: Result | string) => {
		if (typeof result === 'string') return result;
		const cost = `${digits(result.wallMs / 1000)} s, ${digits(memoryOf(result))} MB over the start`;
		return result.status === 'success' ? `finishes: ${cost}` : `${result.status} (${result.message}): ${cost}`;
	};
	return [
		{
			what: 'Growth: 50,000 items',
			target: 'finishes',
			measured: told(ours),
			beside: told(header),
			met: typeof ours !== 'string',
		},
	];
}
