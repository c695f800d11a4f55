import { passed, pause } from '../transport/wait';

/** n8n's Batching: groups of so many requests start so far apart. It counts from the first request on, not from the check of the items. */
export class Spacing {
	private started = 0;

	/** When the last group began, by the clock of `passed`. */
	private groupAt = Number.NEGATIVE_INFINITY;

	private last: Promise<unknown> = Promise.resolve();

	/**
	 * @param size how many requests a group has
	 * @param intervalMs how long after a group's beginning the next one may begin; 0 for no batching
	 */
	constructor(
		private readonly size: number,
		private readonly intervalMs: number,
	) {}

	/** Waits until another request may start, in the order of asking. False where the run was over before. */
	async turn(over?: Pick<AbortSignal, 'aborted'>): Promise<boolean> {
		if (this.intervalMs <= 0) return true;
		const mine = this.last.then(async () => await this.next(over));
		this.last = mine;
		return await mine;
	}

	private async next(over: Pick<AbortSignal, 'aborted'> | undefined): Promise<boolean> {
		if (this.started % this.size === 0) {
			const wait = this.groupAt + this.intervalMs - passed();
			if (wait > 0 && !(await pause(wait, over))) return false;
			this.groupAt = passed();
		}
		this.started += 1;
		return true;
	}
}
