import fc from 'fast-check';

/** How many runs go on at the same time. There can be many, since a run mostly waits. */
const AT_ONCE = 16;

/**
 * How many runs a test makes: few in `npm test`, many in `npm run test:faults`. FAULT_RUNS is in thousandths of the many: 100
 * makes a tenth of them, 10000 ten times as many.
 */
export function runsFor(few: number, many: number): number {
	const asked = process.env.FAULT_RUNS;
	if (asked) return Math.max(1, Math.ceil((Number(asked) * many) / 1_000));
	return (globalThis as { manyRuns?: boolean }).manyRuns ? many : few;
}

/** Says how many runs a property has held for, so that the figures of docs/tests.md can be checked. */
export function tell(runs: number): void {
	if (!(globalThis as { manyRuns?: boolean }).manyRuns) return;
	process.stdout.write(`${runs} runs (FAULT_SEED=${seed}): ${expect.getState().currentTestName}\n`);
}

/** The seed of the random numbers: another one each time in `npm run test:faults`. */
export const seed = Number(process.env.FAULT_SEED ?? ((globalThis as { manyRuns?: boolean }).manyRuns ? Date.now() % 2 ** 31 : 42));

/**
 * Tries a property on `runs` values, several at the same time. A failure names the seed and the path by which the same value
 * comes again: set FAULT_SEED and FAULT_PATH, and give a test's name after -t. With FAULT_SHRINK, it also looks for a smaller
 * value, which takes time.
 */
export async function holds<Value>(
	arbitrary: fc.Arbitrary<Value>,
	runs: number,
	property: (value: Value) => Promise<void>,
): Promise<void> {
	const path = process.env.FAULT_PATH;
	const atOnce = path === undefined ? Math.min(AT_ONCE, runs) : 1;
	let made = 0;
	let hasFailed = false;
	const tried = async (value: Value) => {
		// The other loops needn't go on.
		if (hasFailed && path === undefined) return;
		made += 1;
		try {
			await property(value);
		} catch (thrown) {
			hasFailed = true;
			throw thrown;
		}
	};
	const checked = await Promise.all(
		Array.from({ length: atOnce }, async (_, number) =>
			fc.check(fc.asyncProperty(arbitrary, tried), {
				seed: path === undefined ? seed + number : seed,
				numRuns: Math.ceil(runs / atOnce),
				endOnFailure: process.env.FAULT_SHRINK === undefined,
				...(path !== undefined && { path }),
			}),
		),
	);
	const failed = checked.filter((each) => each.failed);
	if (failed.length === 0) {
		tell(made);
		return;
	}
	const told = failed.map(({ seed: failedSeed, counterexamplePath, counterexample, errorInstance }) =>
		[
			`Again: FAULT_SEED=${failedSeed} FAULT_PATH=${counterexamplePath} (and FAULT_SHRINK=1 for a smaller one)`,
			`Value: ${JSON.stringify(counterexample?.[0])?.slice(0, 3_000)}`,
			errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
		].join('\n'),
	);
	throw new Error([`${failed.length} of ${made} runs failed.`, ...told].join('\n\n'));
}

/** Fails if something takes too long, such as a run that hangs. */
export async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`Not ended after ${milliseconds} ms`)), milliseconds);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
