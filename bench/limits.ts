import type { LimitSetting } from '../sandbox/limits.ts';

/** Milliseconds from the first request until the last of `items` can be accepted at the earliest, answer included. */
export function leastTime({ kind, count, window }: LimitSetting, items: number, latencyMs: number): number {
	const waiting = kind === 'bucket' ? ((items - count) * window) / count : Math.floor((items - 1) / count) * window;
	return Math.max(0, waiting) + latencyMs;
}
