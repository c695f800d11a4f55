import { inLanes } from '../../../../nodes/shared/delivery/lanes';
import { randomNumbers } from '../values/support';

/** Jobs that end when the test ends them. */
function jobs() {
	const started: string[] = [];
	const ends = new Map<string, () => void>();
	return {
		started,
		start: (item: string) => {
			started.push(item);
			return new Promise<void>((resolve) => ends.set(item, resolve));
		},
		/** Ends the job of an item, and waits until others have started. */
		async end(item: string) {
			ends.get(item)!();
			ends.delete(item);
			await settled();
		},
		running: () => [...ends.keys()],
	};
}

/** Waits until no promise can go on by itself, and until breaks for the event loop are over. */
async function settled() {
	await new Promise((resolve) => setTimeout(resolve, 2));
	await new Promise((resolve) => setImmediate(resolve));
}

test('as many jobs at once as allowed, in the given order', async () => {
	const { start, started, end, running } = jobs();
	const all = inLanes(['a', 'b', 'c', 'd', 'e'], 2, () => [], start);
	await settled();
	expect(started).toEqual(['a', 'b']);
	await end('b');
	expect(started).toEqual(['a', 'b', 'c']);
	expect(running()).toEqual(['a', 'c']);
	for (const item of ['a', 'c', 'd', 'e']) await end(item);
	await all;
	expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('jobs that share a lane run one after another; the others don’t wait for them', async () => {
	const { start, started, end } = jobs();
	const lanes: Record<string, string[]> = { a: ['bob'], b: ['bob'], c: ['ana'], d: ['bob', 'ana'], e: [] };
	const all = inLanes(Object.keys(lanes), 10, (item) => lanes[item], start);
	await settled();
	expect(started).toEqual(['a', 'c', 'e']);
	await end('c');
	expect(started).toEqual(['a', 'c', 'e']);
	await end('a');
	expect(started).toEqual(['a', 'c', 'e', 'b']);
	await end('b');
	expect(started).toEqual(['a', 'c', 'e', 'b', 'd']);
	await end('d');
	await end('e');
	await all;
});

test('a job that waits for its lane doesn’t count as running', async () => {
	const { start, started, end } = jobs();
	const all = inLanes(['a', 'b', 'c'], 2, (item) => (item === 'c' ? [] : ['bob']), start);
	await settled();
	expect(started).toEqual(['a', 'c']);
	for (const item of ['c', 'a', 'b']) await end(item);
	await all;
});

test('with random lanes and durations, no rule is broken, and every job runs', async () => {
	for (let round = 1; round <= 50; round += 1) {
		const random = randomNumbers(round);
		const atOnce = 1 + random(4);
		const items = Array.from({ length: 20 }, (_, index) => ({
			name: String(index),
			lanes: ['ana', 'bob', 'chidi'].filter(() => random(3) === 0),
		}));
		const { start, started, end, running } = jobs();
		const all = inLanes(items, atOnce, ({ lanes }) => lanes, ({ name }) => start(name));
		await settled();
		while (running().length > 0) {
			const lanes = running().flatMap((name) => items[Number(name)].lanes);
			expect(running().length).toBeLessThanOrEqual(atOnce);
			expect(lanes).toEqual([...new Set(lanes)]);
			await end(running()[random(running().length)]);
		}
		await all;
		expect(started).toHaveLength(items.length);
		for (const lane of ['ana', 'bob', 'chidi']) {
			const inLane = items.filter(({ lanes }) => lanes.includes(lane)).map(({ name }) => name);
			expect(started.filter((name) => inLane.includes(name))).toEqual(inLane);
		}
	}
});

test('without items it ends at once', async () => {
	await expect(inLanes([], 2, () => [], async () => {})).resolves.toBeUndefined();
});
