import type { Bench, Line } from '../context.ts';
import { spread } from '../statistics.ts';
import type { Signing } from '../worker.ts';

/** Measures how often Heymarket's token is signed, and what a request with a cached token costs. */
export async function signing(bench: Bench): Promise<Line[]> {
	const worker = await bench.worker();
	const results: Signing[] = [];
	for (let round = 0; round < bench.rounds; round += 1) results.push(await worker.process.call<Signing>('sign'));
	worker.stop();
	const most = Math.max(...results.map(({ signatures }) => signatures));
	const cached = results.map(({ cachedMicroseconds }) => cachedMicroseconds);
	return [
		{
			what: 'Signing: signatures of one credential within four minutes, 100 requests at once each second',
			target: 'at most 1',
			measured: String(most),
			met: most <= 1,
		},
		{
			what: 'Signing: a request with a cached token, all of `authenticate`',
			target: 'under 20 µs',
			measured: `${spread(cached)} µs`,
			met: Math.max(...cached) < 20,
		},
	];
}
