import { breathe } from '../transport/breath';

/**
 * Up to `atOnce` jobs at the same time, started in the order given; jobs that share a lane never overlap and keep that
 * order, also after one of them failed. `job` must not reject.
 */
export async function inLanes<Item>(
	items: Item[],
	atOnce: number,
	lanesOf: (item: Item) => string[],
	job: (item: Item) => Promise<void>,
): Promise<void> {
	const lastInLane = new Map<string, Promise<void>>();
	const places = new Places(atOnce);
	const all: Array<Promise<void>> = [];
	for (const item of items) {
		// Many thousand are put in line here, while others have to be served.
		const pause = breathe();
		if (pause) await pause;
		const lanes = lanesOf(item);
		const before = lanes.flatMap((lane) => lastInLane.get(lane) ?? []);
		const mine = Promise.all(before).then(() => places.hold(() => job(item)));
		for (const lane of lanes) lastInLane.set(lane, mine);
		all.push(mine);
	}
	await Promise.all(all);
}

/** A number of places, given in the order of asking. */
class Places {
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
