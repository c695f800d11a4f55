import { breathe } from '../transport/breath';

/**
 * Runs a job for each item, up to `atOnce` at the same time, in the order of the items. A lane is a name, such as a
 * recipient's address: jobs of two items that share a lane never overlap, and they keep their order even if one fails.
 *
 * @param job must not reject
 */
export async function inLanes<Item>(
	items: Item[],
	atOnce: number,
	lanesOf: (item: Item) => string[],
	job: (item: Item) => Promise<void>,
): Promise<void> {
	const lastInLane = new Map<string, Promise<void>>();
	const semaphore = new Semaphore(atOnce);
	const all: Array<Promise<void>> = [];
	for (const item of items) {
		// There may be many thousand items, and n8n has other work to do meanwhile.
		const pause = breathe();
		if (pause) await pause;
		const lanes = lanesOf(item);
		const before = lanes.flatMap((lane) => lastInLane.get(lane) ?? []);
		const mine = Promise.all(before).then(() => semaphore.hold(() => job(item)));
		for (const lane of lanes) lastInLane.set(lane, mine);
		all.push(mine);
	}
	await Promise.all(all);
}

/** Lets a limited number of jobs run at the same time; the others start in the order of asking. */
class Semaphore {
	private readonly waiting: Array<() => void> = [];

	constructor(private free: number) {}

	async hold(job: () => Promise<void>): Promise<void> {
		if (this.free > 0) this.free -= 1;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		await job();
		const next = this.waiting.shift();
		if (next) next();
		else this.free += 1;
	}
}
