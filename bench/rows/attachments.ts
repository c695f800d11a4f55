import type { INodeExecutionData } from 'n8n-workflow';

import { alternating, type Bench, type Line } from '../context.ts';
import { OLDER_COMMIT } from '../olderSide.ts';
import type { Job } from '../scenarios.ts';
import { median, ratios, spread } from '../statistics.ts';

const ITEMS = 500;
const FILE_MB = 2;
const MOST_MB = 90;
const AT_MOST = 0.7;

/** How often the same items are sent without files before. After that, the memory that they need is already allocated. */
const RUNS_BEFORE = 2;

/** Measures mails with a file each, from n8n's binary storage on disk. */
export async function attachments(bench: Bench): Promise<Line[]> {
	const send = async (contestant: Job['contestant'], folder?: string) => {
		const worker = await (await bench.worker(folder)).withoutLimits();
		const binary = await worker.process.call<NonNullable<INodeExecutionData['binary']>>('storeFile', FILE_MB);
		let baselineMb = 0;
		for (let run = 0; run < RUNS_BEFORE; run += 1) {
			baselineMb = (await worker.run({ contestant, items: ITEMS })).memoryPeakMb;
		}
		const { status, message, report, wallMs, cpuMs, memoryPeakMb } = await worker.run({ contestant, items: ITEMS, binary });
		worker.stop();
		if (status !== 'success' || report.bytes < ITEMS * FILE_MB * 1024 * 1024) {
			throw new Error(`Attachments ended with ${status}: ${message}, ${report.bytes} bytes`);
		}
		return { memoryMb: memoryPeakMb - baselineMb, wallMs, cpuMs };
	};
	const older = await bench.older.ready();
	const results = await alternating(bench.rounds, {
		ours: () => send('sendookAttachment'),
		older: () => send('olderSendookAttachment', older),
	});
	const of = (name: keyof typeof results, key: 'memoryMb' | 'wallMs' | 'cpuMs') => results[name].map((result) => result[key]);
	const memory = of('ours', 'memoryMb');
	const wall = ratios(of('ours', 'wallMs'), of('older', 'wallMs'));
	const cpu = ratios(of('ours', 'cpuMs'), of('older', 'cpuMs'));
	const seconds = (name: keyof typeof results) => `${spread(of(name, 'wallMs').map((ms) => ms / 1000))} s`;
	const what = `Attachments, ${ITEMS} items with ${FILE_MB} MB each`;
	return [
		{
			what: `${what}: peak memory over ${RUNS_BEFORE} runs without`,
			target: `at most ${MOST_MB} MB`,
			measured: `${spread(memory)} MB`,
			beside: `commit ${OLDER_COMMIT}: ${spread(of('older', 'memoryMb'))} MB`,
			met: Math.max(...memory) <= MOST_MB,
		},
		{
			what: `${what}: wall`,
			target: `at most ${AT_MOST} x commit ${OLDER_COMMIT}`,
			measured: `${spread(wall)} x (${seconds('ours')}); CPU ${spread(cpu)} x`,
			beside: seconds('older'),
			met: median(wall) <= AT_MOST,
		},
	];
}
