import { alternating, type Bench, type Line } from '../context.ts';
import { median, ratios, spread } from '../statistics.ts';
import type { Measurement } from '../worker.ts';

const MESSAGES = 20_000;
const PAGE = 200;

/** Each page but the first begins with the last row of the one before: rows may have the same time, and none may be missed. */
const PAGES = Math.ceil((MESSAGES - PAGE) / (PAGE - 1)) + 1;

/** Measures reading with a date cursor, beside a loop written by hand for the same cursor. */
export async function reading(bench: Bench): Promise<Line[]> {
	const one = await (await bench.worker()).withoutLimits();
	const other = await bench.worker();
	const lines: Line[] = [];
	for (const latencyMs of [50, 0]) {
		const byHand = async () => {
			const { name, baseUrl } = await bench.server.open({ messages: MESSAGES, latencyMs });
			const measurement = await other.process.call<Measurement>('readByHand', { baseUrl, limit: PAGE });
			return { ...measurement, report: await bench.server.report(name) };
		};
		const results = await alternating(latencyMs === 0 ? bench.rounds : Math.min(3, bench.rounds), {
			ours: () => one.run({ contestant: 'heymarketRead', items: 1 }, { messages: MESSAGES, latencyMs }),
			byHand,
		});
		for (const { status, outputs, message } of Object.values(results).flat()) {
			if (outputs !== MESSAGES) throw new Error(`Reading ended with ${status} and ${outputs} messages: ${message}`);
		}
		const wall = (name: keyof typeof results) => results[name].map(({ wallMs }) => wallMs);
		const ratio = ratios(wall('ours'), wall('byHand'));
		const { requests } = results.ours[0].report;
		lines.push({
			what: `Reading 20,000 messages, ${PAGE} a page, ${latencyMs} ms`,
			target: `at most ${PAGES} pages + 1 requests, 1.05 x a loop with axios`,
			measured: `${requests} requests, ${spread(ratio)} x (${spread(wall('ours').map((ms) => ms / 1000))} s)`,
			beside: `${results.byHand[0].report.requests} requests, ${spread(wall('byHand').map((ms) => ms / 1000))} s`,
			met: requests <= PAGES + 1 && median(ratio) <= 1.05,
		});
	}
	one.stop();
	other.stop();
	return lines;
}
