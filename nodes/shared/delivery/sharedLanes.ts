import { arrives } from '../transport/wait';

/** Lanes that runs share. Jobs in one lane run one after another, in the order of asking; those of one run have `inLanes`. */
export class SharedLanes {
	/** The last job of each lane. */
	private readonly last = new Map<string, Promise<unknown>>();

	/**
	 * Runs `job` once the jobs before it in these lanes have ended, however these end. Gives undefined, without running it, if it
	 * is canceled before its turn comes.
	 */
	async inAll<Result>(lanes: string[], signal: AbortSignal, job: () => Promise<Result>): Promise<Result | undefined> {
		const before = Promise.allSettled(lanes.flatMap((lane) => this.last.get(lane) ?? []));
		const mine = arrives(before, signal).then(async (isDue) => (isDue ? await job() : undefined));
		// Whoever comes next waits for those before, too: this job may have been canceled while they still run.
		const all = Promise.allSettled([before, mine]);
		for (const lane of lanes) this.last.set(lane, all);
		try {
			return await mine;
		} finally {
			void all.then(() => {
				for (const lane of lanes) if (this.last.get(lane) === all) this.last.delete(lane);
			});
		}
	}
}
