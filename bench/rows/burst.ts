import { alternating, requireComplete, type Bench, type Line } from '../context.ts';
import type { Shares } from '../profile.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const ITEMS = 1_000;
const AT_MOST = 1.15;

const WHOSE: Record<keyof Shares, string> = {
	request: "n8n's request helper and the HTTP below it",
	own: 'this package',
	n8n: "n8n's other code",
	expressions: 'expressions',
	garbage: 'garbage collection',
	rest: 'the rest',
};

function told(shares: Shares): string {
	const largestFirst = (Object.keys(WHOSE) as Array<keyof Shares>).sort((one, other) => shares[other] - shares[one]);
	return largestFirst.map((owner) => `${WHOSE[owner]} ${(shares[owner] * 100).toFixed(0)} %`).join(', ');
}

/** Measures what the node itself costs, beside n8n's request helper: items without any limit, in n8n-core in this process. */
export async function burst(bench: Bench): Promise<Line[]> {
	const worker = async () => await (await bench.worker()).withoutLimits();
	const one = await (await worker()).warmUp(['whippy']);
	const other = await (await worker()).warmUp(['httpHeader', 'httpCredential']);
	const third = await (await worker()).warmUp(['helperAlone']);
	const results = await alternating(bench.rounds, {
		ours: () => one.run({ contestant: 'whippy', items: ITEMS }),
		header: () => other.run({ contestant: 'httpHeader', items: ITEMS }),
		credential: () => other.run({ contestant: 'httpCredential', items: ITEMS }),
		helper: () => third.run({ contestant: 'helperAlone', items: ITEMS }),
	});
	const shares = await one.profile({ contestant: 'whippy', items: ITEMS });
	const sharesOfHeader = await other.profile({ contestant: 'httpHeader', items: ITEMS });
	for (const each of [one, other, third]) each.stop();
	for (const runs of Object.values(results)) requireComplete(runs, ITEMS);

	const line = (what: string, key: 'wallMs' | 'cpuMs'): Line => {
		const of = (name: keyof typeof results) => results[name].map((result) => result[key]);
		const perItem = (name: keyof typeof results) => `${digits(median(of(name)) / ITEMS)} ms an item`;
		const ratio = ratios(of('ours'), of('header'));
		return {
			what: `In process, 1,000 items, no latency: ${what}`,
			target: `at most ${AT_MOST} x HTTP Request with a plain header`,
			measured: `${spread(ratio)} x (${perItem('ours')})`,
			beside:
				`${perItem('header')}; with the same credential type ${perItem('credential')}; ` +
				`n8n's \`httpRequest\` alone, 10 at once: ${perItem('helper')}, ${spread(ratios(of('helper'), of('header')))} x`,
			met: median(ratio) <= AT_MOST,
		};
	};
	return [
		line('CPU', 'cpuMs'),
		line('wall', 'wallMs'),
		{ what: 'The same under the profiler: shares of the CPU time', target: '', measured: told(shares), beside: told(sharesOfHeader) },
	];
}
