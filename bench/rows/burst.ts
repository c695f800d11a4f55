import { alternating, requireComplete, type Bench, type Line } from '../context.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const ITEMS = 1_000;

/** Items without any limit: what the node itself costs. */
export async function burst(bench: Bench): Promise<Line[]> {
	const worker = async () => await (await bench.worker()).withoutLimits();
	const one = await (await worker()).warmUp(['whippy', 'bare']);
	const other = await (await worker()).warmUp(['httpHeader', 'httpCredential']);
	const results = await alternating(bench.rounds, {
		ours: () => one.run({ contestant: 'whippy', items: ITEMS }),
		header: () => other.run({ contestant: 'httpHeader', items: ITEMS }),
		credential: () => other.run({ contestant: 'httpCredential', items: ITEMS }),
		bare: () => one.run({ contestant: 'bare', items: ITEMS }),
	});
	const inFlight = 50;
	const slow = await alternating(bench.rounds, {
		ours: () => one.run({ contestant: 'whippy', items: ITEMS, requestsAtOnce: inFlight }, { latencyMs: 50 }),
		header: () => other.run({ contestant: 'httpHeader', items: ITEMS }, { latencyMs: 50 }),
	});
	one.stop();
	other.stop();
	for (const runs of [...Object.values(results), ...Object.values(slow)]) requireComplete(runs, ITEMS);

	const wall = (name: keyof typeof results) => results[name].map(({ wallMs }) => wallMs);
	const cpu = (name: keyof typeof results) => results[name].map(({ cpuMs }) => cpuMs);
	const perItem = (values: number[]) => `${digits(median(values) / ITEMS)} ms an item`;
	const wallRatio = ratios(wall('ours'), wall('header'));
	const cpuRatio = ratios(cpu('ours'), cpu('header'));
	const slowRatio = ratios(slow.ours.map(({ wallMs }) => wallMs), slow.header.map(({ wallMs }) => wallMs));
	const blocked = results.ours.map(({ blockedMs }) => blockedMs / 1000);
	return [
		{
			what: 'Burst without limit, 1,000 items, no latency: wall',
			target: 'at most 0.8 x HTTP Request',
			measured: `${spread(wallRatio)} x (${perItem(wall('ours'))})`,
			beside: `${perItem(wall('header'))}; with the same credential type ${perItem(wall('credential'))}; a bare declarative node ${perItem(wall('bare'))}`,
			met: median(wallRatio) <= 0.8,
		},
		{
			what: 'Burst without limit: CPU per item',
			target: 'at most 1.1 x HTTP Request',
			measured: `${spread(cpuRatio)} x (${perItem(cpu('ours'))})`,
			beside: `${perItem(cpu('header'))}; with the same credential type ${perItem(cpu('credential'))}; a bare declarative node ${perItem(cpu('bare'))}`,
			met: median(cpuRatio) <= 1.1,
		},
		{
			what: 'Latency 50 ms, Requests at Once 50, 1,000 items',
			target: 'at most 1.0 x HTTP Request',
			measured: `${spread(slowRatio)} x (${digits(median(slow.ours.map(({ wallMs }) => wallMs)) / 1000)} s, ${slow.ours[0].report.mostAtOnce} in flight)`,
			beside: `${digits(median(slow.header.map(({ wallMs }) => wallMs)) / 1000)} s, ${slow.header[0].report.mostAtOnce} in flight`,
			met: median(slowRatio) <= 1,
		},
		{
			what: 'Event loop: longest block, 1,000 items',
			target: 'at most 1.5 s',
			measured: `${spread(blocked)} s`,
			beside: `${spread(results.header.map(({ blockedMs }) => blockedMs / 1000))} s`,
			met: Math.max(...blocked) <= 1.5,
		},
	];
}
