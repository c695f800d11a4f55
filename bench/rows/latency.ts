import { alternating, requireComplete, type Bench, type Line } from '../context.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const ITEMS = 1_000;
const LATENCY_MS = 50;
const AT_MOST = 0.9;

/** Measures as many requests at once as there are items, which is what the HTTP Request node does. */
export async function latency(bench: Bench): Promise<Line[]> {
	const one = await (await (await bench.worker()).withoutLimits()).warmUp(['whippy']);
	const other = await (await bench.worker()).warmUp(['httpHeader']);
	const results = await alternating(bench.rounds, {
		ours: () => one.run({ contestant: 'whippy', items: ITEMS, maxParallelRequests: ITEMS }, { latencyMs: LATENCY_MS }),
		header: () => other.run({ contestant: 'httpHeader', items: ITEMS }, { latencyMs: LATENCY_MS }),
	});
	one.stop();
	other.stop();
	for (const runs of Object.values(results)) requireComplete(runs, ITEMS);
	const wall = (name: keyof typeof results) => results[name].map(({ wallMs }) => wallMs);
	const told = (name: keyof typeof results) =>
		`${digits(median(wall(name)) / 1000)} s, ${Math.max(...results[name].map(({ report }) => report.mostAtOnce))} in flight`;
	const ratio = ratios(wall('ours'), wall('header'));
	return [
		{
			what: `Latency ${LATENCY_MS} ms, 1,000 requests at once, 1,000 items`,
			target: `at most ${AT_MOST} x HTTP Request`,
			measured: `${spread(ratio)} x (${told('ours')})`,
			beside: told('header'),
			met: median(ratio) <= AT_MOST,
		},
	];
}
