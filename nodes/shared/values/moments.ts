/** A time as a provider writes it, with all digits of the fraction of its second. `Date` would keep only three of them. */
interface Moment {
	/** Whole seconds since 1970. */
	second: number;
	/** The digits behind the second: `123456`; empty where there are none. */
	fraction: string;
}

/** A time without a zone is UTC, as the providers mean it. */
function momentOf(text: unknown): Moment | undefined {
	const [, whole, fraction = '', zone = 'Z'] = /^(.+?:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/i.exec(String(text)) ?? [];
	const second = Date.parse(`${whole}${zone}`) / 1000;
	return whole === undefined || Number.isNaN(second) ? undefined : { second, fraction };
}

/** Orders two times, the later one first; what is no time comes last. */
export function laterFirst(one: unknown, other: unknown): number {
	const [first, second] = [momentOf(one), momentOf(other)];
	if (!first || !second) return Number(!first) - Number(!second);
	return second.second - first.second || compared(second.fraction, first.fraction);
}

/** Fractions of a second: `5` is more than `45`. */
function compared(one: string, other: string): number {
	const digits = Math.max(one.length, other.length);
	const [first, second] = [one, other].map((fraction) => fraction.padEnd(digits, '0'));
	return first === second ? 0 : first > second ? 1 : -1;
}

/** The earliest of some times, as it was written; undefined if none of them is one. */
export function earliest(times: unknown[]): string | undefined {
	const found = times.toSorted(laterFirst).findLast((time) => momentOf(time));
	return found === undefined ? undefined : String(found);
}

/**
 * The next moment that can be written with as many digits: `09:00:00.123457Z` after `09:00:00.123456Z`.
 * Where it is no time, it stays as it is.
 */
export function justAfter(time: string): string {
	const moment = momentOf(time);
	if (!moment) return time;
	const { second, fraction } = moment;
	// The 1 in front keeps leading zeros, and becomes a 2 where the second is full.
	const raised = String(BigInt(`1${fraction}`) + 1n);
	const isFull = raised.startsWith('2');
	const whole = new Date((second + (isFull ? 1 : 0)) * 1000).toISOString().slice(0, 19);
	return `${whole}${fraction && `.${raised.slice(1)}`}Z`;
}
