import type { Bench, Line } from '../context.ts';
import type { INodeExecutionData } from 'n8n-workflow';
import { spread } from '../statistics.ts';

const ITEMS = 500;
const FILE_MB = 2;
const REQUESTS_AT_ONCE = 10;
const MOST_MB = (REQUESTS_AT_ONCE + 2) * 3 * FILE_MB;

/** Mails with a file each, from n8n's binary storage on disk. */
export async function attachments(bench: Bench): Promise<Line[]> {
	const peaks: number[] = [];
	const seconds: number[] = [];
	for (let round = 0; round < Math.min(3, bench.rounds); round += 1) {
		const worker = await (await bench.worker()).withoutLimits();
		const binary = await worker.process.call<NonNullable<INodeExecutionData['binary']>>('storeFile', FILE_MB);
		const { memoryPeakMb: baseline } = await worker.run({ contestant: 'sendookAttachment', items: ITEMS });
		const result = await worker.run({ contestant: 'sendookAttachment', items: ITEMS, binary });
		worker.stop();
		if (result.status !== 'success' || result.report.bytes < ITEMS * FILE_MB * 1024 * 1024) {
			throw new Error(`Attachments ended with ${result.status}: ${result.message}, ${result.report.bytes} bytes`);
		}
		peaks.push(result.memoryPeakMb - baseline);
		seconds.push(result.wallMs / 1000);
	}
	return [
		{
			what: `Attachments: ${ITEMS} items with ${FILE_MB} MB each, peak memory over the same run without`,
			target: `at most ${MOST_MB} MB ((Requests at Once + 2) x 3 x ${FILE_MB} MB)`,
			measured: `${spread(peaks)} MB (${spread(seconds)} s)`,
			met: Math.max(...peaks) <= MOST_MB,
		},
	];
}
