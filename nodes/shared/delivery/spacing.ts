import { passed, pause } from '../transport/wait';

/** n8n's Batching: requests start in groups, with an interval between the groups. It begins with the first request of a run. */
export class Spacing {
	private started = 0;

	/** When the last group began, by the clock of `passed`. */
	private groupAt = Number.NEGATIVE_INFINITY;

	private last: Promise<unknown> = Promise.resolve();

	/**
	 * @param size how many requests a group has
	 * @param intervalMs milliseconds from the beginning of one group to that of the next; 0 for no batching
	 */
	constructor(
		private readonly size: number,
		private readonly intervalMs: number,
	) {}

	/** Waits until another request may start, in the order of asking. Gives false if the run was over before. */
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
