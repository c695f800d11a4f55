import { InvalidValue } from '../../../nodes/shared/request/invalid';

/** What a conversion refuses a value with; fails where it doesn't refuse. */
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

/** Repeatable pseudo-random numbers from 0 to below `below` (a linear congruential generator). */
export function randomNumbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** A text of up to `longest` of the given pieces. */
export function randomText(random: (below: number) => number, pieces: string[], longest: number): string {
	return Array.from({ length: random(longest + 1) }, () => pieces[random(pieces.length)]).join('');
}
