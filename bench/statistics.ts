import type { Wait } from './probe.ts';

/** The median of some numbers. */
export function median(values: number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A number with three significant digits: `1.23`, `0.0410`, `152`. */
export function digits(value: number): string {
	return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** The median, and if there are several values, the least and the greatest: `1.23 (1.20-1.31)`. */
export function spread(values: number[]): string {
	if (values.length === 1) return digits(values[0]);
	return `${digits(median(values))} (${digits(Math.min(...values))}-${digits(Math.max(...values))})`;
}

/** Each of `ours` divided by the value of `others` from the same round. */
export function ratios(ours: number[], others: number[]): number[] {
	return ours.map((value, round) => value / others[round]);
}

/** The longest wait for an answer, of the waits that overlap a span of time. */
export function longestWait(waits: Wait[], from = -Infinity, until = Infinity): number {
	const within = waits.filter(({ asked, answered }) => asked < until && answered > from);
	return Math.max(0, ...within.map(({ asked, answered }) => answered - asked));
}
