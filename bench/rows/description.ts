import { alternating, requireComplete, type Bench, type Line } from '../context.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const ITEMS = 1_000;
const OPERATIONS = 150;

/** Measures what an item costs if the node has many operations. */
export async function description(bench: Bench): Promise<Line[]> {
	const worker = await (await (await bench.worker()).withoutLimits()).warmUp(['repeated']);
	await worker.run({ contestant: 'repeated', items: ITEMS, operations: OPERATIONS });
	const results = await alternating(bench.rounds, {
		one: () => worker.run({ contestant: 'repeated', items: ITEMS, operations: 1 }),
		many: () => worker.run({ contestant: 'repeated', items: ITEMS, operations: OPERATIONS }),
	});
	worker.stop();
	for (const runs of Object.values(results)) requireComplete(runs, ITEMS);
	const cpu = (name: keyof typeof results) => results[name].map(({ cpuMs }) => cpuMs);
	const ratio = ratios(cpu('many'), cpu('one'));
	return [
		{
			what: `Description size: CPU per item with ${OPERATIONS} operations to that with one`,
			target: 'at most 1.15 x',
			measured: `${spread(ratio)} x (${digits(median(cpu('many')) / ITEMS)} ms to ${digits(median(cpu('one')) / ITEMS)} ms)`,
			met: median(ratio) <= 1.15,
		},
	];
}
