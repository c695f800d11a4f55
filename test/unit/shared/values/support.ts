import { InvalidValue } from '../../../../nodes/shared/values/invalid';

/** The refusal of a conversion. Fails if the conversion doesn't refuse. */
export function refusal(convert: () => unknown): InvalidValue {
	let made: unknown;
	try {
		made = convert();
	} catch (fault) {
		if (fault instanceof InvalidValue) return fault;
		throw fault;
	}
	throw new Error(`Was taken as ${JSON.stringify(made)}`);
}

/** Makes pseudo-random numbers from 0 to below `below`, the same for each seed (a linear congruential generator). */
export function randomNumbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** A random text of at most `longest` of the given pieces. */
export function randomText(random: (below: number) => number, pieces: string[], longest: number): string {
	return Array.from({ length: random(longest + 1) }, () => pieces[random(pieces.length)]).join('');
}

/**
 * How many times as long a conversion of `size * 4` takes as one of `size`, each measured by the fastest of three tries. On a
 * busy computer, short times vary the most, so times below ten milliseconds count as ten.
 */
export function growth(size: number, convert: (size: number) => () => void): number {
	const fastest = (work: () => void) => {
		const times = Array.from({ length: 3 }, () => {
			const { user, system } = process.cpuUsage();
			work();
			const spent = process.cpuUsage({ user, system });
			return spent.user + spent.system;
		});
		return Math.min(...times);
	};
	const small = fastest(convert(size));
	return fastest(convert(size * 4)) / Math.max(small, 10_000);
}
