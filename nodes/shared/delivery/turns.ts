import { arrives } from '../transport/wait';

/** Lets jobs that share a name run one after another, in the order of asking. */
export class Turns {
	/** The last job of each name. */
	private readonly last = new Map<string, Promise<unknown>>();

	/** Runs `job` once the jobs before it under this name have ended, however these end. */
	async inTurn<Result>(name: string, job: () => Promise<Result>): Promise<Result> {
		const mine = (this.last.get(name) ?? Promise.resolve()).then(job, job);
		this.last.set(name, mine);
		try {
			return await mine;
		} finally {
			if (this.last.get(name) === mine) this.last.delete(name);
		}
	}

	/** As `inTurn`, under several names at once. Gives undefined, without running the job, if it is canceled before its turn. */
	async inTurns<Result>(names: string[], signal: AbortSignal, job: () => Promise<Result>): Promise<Result | undefined> {
		const before = Promise.allSettled(names.flatMap((name) => this.last.get(name) ?? []));
		const mine = arrives(before, signal).then(async (isDue) => (isDue ? await job() : undefined));
		// Whoever comes next waits for those before, too: this job may have been canceled while they still run.
		const all = Promise.allSettled([before, mine]);
		for (const name of names) this.last.set(name, all);
		try {
			return await mine;
		} finally {
			void all.then(() => {
				for (const name of names) if (this.last.get(name) === all) this.last.delete(name);
			});
		}
	}
}
