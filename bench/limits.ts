/** A provider's limit: `count` requests in `windowMs`, counted as `kind` says. */
export interface Limit {
	kind: 'fixed window' | 'sliding window' | 'token bucket';
	count: number;
	windowMs: number;
}

/** Counts one request at `now` (milliseconds). Gives 0 where it is taken, else how long to wait. A refused one counts nowhere. */
export type Limiter = (now: number) => number;

/** A fixed window starts with the first request; a bucket is full at first. */
export function limiterOf({ kind, count, windowMs }: Limit): Limiter {
	if (kind === 'fixed window') return fixedWindow(count, windowMs);
	return kind === 'sliding window' ? slidingWindow(count, windowMs) : tokenBucket(count, windowMs);
}

function fixedWindow(count: number, windowMs: number): Limiter {
	let opened = Number.NEGATIVE_INFINITY;
	let taken = 0;
	return (now) => {
		if (now >= opened + windowMs) {
			opened = Number.isFinite(opened) ? now - ((now - opened) % windowMs) : now;
			taken = 0;
		}
		if (taken === count) return opened + windowMs - now;
		taken += 1;
		return 0;
	};
}

function slidingWindow(count: number, windowMs: number): Limiter {
	const starts: number[] = [];
	return (now) => {
		if (starts.length === count && now < starts[0] + windowMs) return starts[0] + windowMs - now;
		starts.push(now);
		if (starts.length > count) starts.shift();
		return 0;
	};
}

function tokenBucket(count: number, windowMs: number): Limiter {
	let tokens = count;
	let filledAt: number | undefined;
	return (now) => {
		tokens = Math.min(count, tokens + ((now - (filledAt ?? now)) * count) / windowMs);
		filledAt = now;
		if (tokens < 1) return ((1 - tokens) * windowMs) / count;
		tokens -= 1;
		return 0;
	};
}

/** Milliseconds from the first request until the last of `items` can be accepted at the earliest, answer included. */
export function leastTime({ kind, count, windowMs }: Limit, items: number, latencyMs: number): number {
	const waiting = kind === 'token bucket' ? ((items - count) * windowMs) / count : Math.floor((items - 1) / count) * windowMs;
	return Math.max(0, waiting) + latencyMs;
}
