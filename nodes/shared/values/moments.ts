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

/** The latest and the earliest of some times, as they were written; undefined if none of them is one. */
export function endsOf(times: unknown[]): { latest: string; earliest: string } | undefined {
	const ordered = times.filter((time) => momentOf(time)).toSorted(laterFirst);
	return ordered.length === 0 ? undefined : { latest: String(ordered[0]), earliest: String(ordered.at(-1)) };
}

/**
 * The next moment that can be written with as many digits: `09:00:00.123457Z` after `09:00:00.123456Z`.
 * Where it is no time, it stays as it is.
 */
export function justAfter(time: string): string {
	return moved(time, 1n);
}

/** As `justAfter`, the moment before. */
export function justBefore(time: string): string {
	return moved(time, -1n);
}

function moved(time: string, units: bigint): string {
	const moment = momentOf(time);
	if (!moment) return time;
	const { second, fraction } = moment;
	const unitsInSecond = 10n ** BigInt(fraction.length);
	const all = BigInt(second) * unitsInSecond + BigInt(fraction || 0) + units;
	const whole = new Date(Number(all / unitsInSecond) * 1000).toISOString().slice(0, 19);
	return `${whole}${fraction && `.${String(all % unitsInSecond).padStart(fraction.length, '0')}`}Z`;
}
