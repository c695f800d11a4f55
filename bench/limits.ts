import type { LimitSetting } from '../sandbox/limits.ts';

/** The least milliseconds from the first request until the last of `items` requests has been accepted and answered. */
export function leastTime({ kind, count, window }: LimitSetting, items: number, latencyMs: number): number {
	const waiting = kind === 'bucket' ? ((items - count) * window) / count : Math.floor((items - 1) / count) * window;
	return Math.max(0, waiting) + latencyMs;
}
