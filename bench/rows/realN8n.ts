import type { StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { alternating, type Bench, type Line } from '../context.ts';
import { detailedItemsOf, httpDetails, itemsOf, whippyDetailedText, whippyText } from '../parameters.ts';
import { RealN8n, type RealRun } from '../realN8n.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const FEW = 1_000;
const MANY = 10_000;

interface Both<Made> {
	ours: Made;
	http: Made;
}

/** Runs both workflows once unmeasured, then in turn. If there are workflows `before`, those are run unmeasured instead. */
async function compared(
	bench: Bench,
	rounds: number,
	make: (n8n: RealN8n) => Promise<Both<StoredWorkflow> & { before?: Both<StoredWorkflow> }>,
): Promise<Both<RealRun[]>> {
	const n8n = await RealN8n.start(bench);
	try {
		const { before, ...measured } = await make(n8n);
		const runs = ({ ours, http }: Both<StoredWorkflow>) => ({ ours: () => n8n.run(ours), http: () => n8n.run(http) });
		await alternating(1, runs(before ?? measured));
		return await alternating(rounds, runs(measured));
	} finally {
		await n8n.stop();
	}
}

function costLine(expressions: string, atMost: number, results: Both<RealRun[]>): Line {
	const of = (name: keyof Both<unknown>, key: keyof RealRun) => results[name].map((run) => run[key]);
	const ratio = (key: keyof RealRun) => ratios(of('ours', key), of('http', key));
	const perItem = (name: keyof Both<unknown>) =>
		`${digits(median(of(name, 'wallMs')) / FEW)} ms wall, ${digits(median(of(name, 'cpuMs')) / FEW)} ms CPU an item`;
	return {
		what: `In a real n8n, ${FEW.toLocaleString('en')} items, ${expressions}`,
		target: `wall and CPU at most ${atMost} x HTTP Request with the same credential type`,
		measured: `wall ${spread(ratio('wallMs'))} x, CPU ${spread(ratio('cpuMs'))} x (${perItem('ours')})`,
		beside: perItem('http'),
		met: median(ratio('wallMs')) <= atMost && median(ratio('cpuMs')) <= atMost,
	};
}

function pauseLine(items: number, atMostMs: number, { ours, http }: Both<RealRun[]>): Line {
	const seconds = (runs: RealRun[], key: 'pauseMs' | 'pauseInAllMs') => spread(runs.map((run) => run[key] / 1000));
	const told = (runs: RealRun[]) => `${seconds(runs, 'pauseMs')} s (with start and saving ${seconds(runs, 'pauseInAllMs')} s)`;
	return {
		what: `In a real n8n, ${items.toLocaleString('en')} items: longest pause of the process`,
		target: `at most ${atMostMs / 1000} s`,
		measured: told(ours),
		beside: told(http),
		met: Math.max(...ours.map(({ pauseMs }) => pauseMs)) <= atMostMs,
	};
}

/** Measures items with two expressions. */
export async function realN8n(bench: Bench): Promise<Line[]> {
	const results = await compared(bench, bench.rounds, async (n8n) => ({
		ours: await n8n.ours(itemsOf({ items: FEW }), whippyText),
		http: await n8n.http(itemsOf({ items: FEW })),
	}));
	return [costLine('two expressions', 0.55, results), pauseLine(FEW, 150, results)];
}

/** Measures items with five expressions, three of them in Additional Fields. */
export async function realN8nDetailed(bench: Bench): Promise<Line[]> {
	const results = await compared(bench, bench.rounds, async (n8n) => ({
		ours: await n8n.ours(detailedItemsOf(FEW), whippyDetailedText),
		http: await n8n.http(detailedItemsOf(FEW), httpDetails),
	}));
	return [costLine('five expressions, three in Additional Fields', 0.9, results)];
}

/** Measures the pauses of n8n with so many items that people would notice them. */
export async function realN8nMany(bench: Bench): Promise<Line[]> {
	const workflows = async (n8n: RealN8n, items: number): Promise<Both<StoredWorkflow>> => ({
		ours: await n8n.ours(itemsOf({ items }), whippyText),
		http: await n8n.http(itemsOf({ items })),
	});
	const results = await compared(bench, Math.min(2, bench.rounds), async (n8n) => ({
		...(await workflows(n8n, MANY)),
		before: await workflows(n8n, FEW),
	}));
	return [pauseLine(MANY, 600, results)];
}
