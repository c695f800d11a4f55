import { alternating, requireComplete, type Bench, type Line } from '../context.ts';
import { FEW_OPERATIONS_COMMIT } from '../olderSide.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const ITEMS = 1_000;
const MORE_OPERATIONS = 150;
const MOST_TIMES = 1.1;
const MOST_KB = 250;

/** Two runs of the same code differ by so much. */
const CHANCE = 1.05;

/** What is compared is nearly the same, so it takes more rounds than elsewhere to tell a difference from chance. */
const TIMES_MORE_ROUNDS = 2;

/** Measures how large the nodes' descriptions are, and what a send costs in a node that has many other operations. */
export async function description(bench: Bench): Promise<Line[]> {
	const worker = await (await (await bench.worker()).withoutLimits()).warmUp(['repeated']);
	const sizes = await worker.process.call<Record<string, number>>('descriptionSizes');
	await worker.run({ contestant: 'repeated', items: ITEMS, moreOperations: MORE_OPERATIONS });
	const results = await alternating(TIMES_MORE_ROUNDS * bench.rounds, {
		today: () => worker.run({ contestant: 'repeated', items: ITEMS }),
		many: () => worker.run({ contestant: 'repeated', items: ITEMS, moreOperations: MORE_OPERATIONS }),
	});
	worker.stop();
	for (const runs of Object.values(results)) requireComplete(runs, ITEMS);
	const cpu = (name: keyof typeof results) => results[name].map(({ cpuMs }) => cpuMs);
	const ratio = ratios(cpu('many'), cpu('today'));
	return [
		{
			what: 'Description of a node, as n8n hands it to the editor',
			target: `at most ${MOST_KB} kB a node`,
			measured: Object.entries(sizes).map(([name, bytes]) => `${name} ${digits(bytes / 1000)} kB`).join(', '),
			met: Object.values(sizes).every((bytes) => bytes <= MOST_KB * 1000),
		},
		{
			what: `A plain text in a node with ${MORE_OPERATIONS} operations more than today's: CPU per item`,
			target: `at most ${MOST_TIMES} x today's node`,
			measured: `${spread(ratio)} x (${digits(median(cpu('many')) / ITEMS)} ms to ${digits(median(cpu('today')) / ITEMS)} ms)`,
			met: median(ratio) <= MOST_TIMES,
		},
	];
}

/** Compares what a text costs with the node that had few operations, in the same run. */
export async function send(bench: Bench): Promise<Line[]> {
	const workerOf = async (folder?: string) => await (await (await bench.worker(folder)).withoutLimits()).warmUp(['heymarket']);
	const [ours, before] = [await workerOf(), await workerOf(await bench.fewOperations.ready())];
	const results = await alternating(TIMES_MORE_ROUNDS * bench.rounds, {
		ours: () => ours.run({ contestant: 'heymarket', items: ITEMS }),
		before: () => before.run({ contestant: 'heymarket', items: ITEMS }),
	});
	ours.stop();
	before.stop();
	for (const runs of Object.values(results)) requireComplete(runs, ITEMS);
	const cpu = (name: keyof typeof results) => results[name].map(({ cpuMs }) => cpuMs);
	const ratio = ratios(cpu('ours'), cpu('before'));
	return [
		{
			what: 'Message > Send: CPU per item',
			target: `1.0 x commit ${FEW_OPERATIONS_COMMIT}, at most ${CHANCE} x by chance`,
			measured: `${spread(ratio)} x (${digits(median(cpu('ours')) / ITEMS)} ms)`,
			beside: `${digits(median(cpu('before')) / ITEMS)} ms`,
			met: median(ratio) <= CHANCE,
		},
	];
}
