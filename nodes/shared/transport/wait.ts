import { sleep } from 'n8n-workflow';

/** A canceled execution ends its waits within this time; n8n-workflow's sleep itself can't be interrupted. */
const SLICE_MS = 250;

/** Milliseconds on a clock that only goes forward. The time of day is of no use here: somebody may set it during a wait. */
export function passed(): number {
	return performance.now();
}

/** Waits `milliseconds`. Gives true after the whole time, false if the execution was canceled meanwhile. */
export async function pause(milliseconds: number, signal: Pick<AbortSignal, 'aborted'> | undefined): Promise<boolean> {
	const end = passed() + milliseconds;
	for (let left = milliseconds; left > 0; left = end - passed()) {
		if (signal?.aborted) return false;
		await sleep(Math.min(left, SLICE_MS));
	}
	return !signal?.aborted;
}

/** Waits until `promise` has settled. Gives true then, false if the execution was canceled before. Never rejects. */
export async function arrives(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<boolean> {
	const settled = promise.then(
		() => true,
		() => true,
	);
	if (!signal) return await settled;
	if (signal.aborted) return false;
	let onAbort = () => {};
	const canceled = new Promise<boolean>((resolve) => {
		onAbort = () => resolve(false);
		signal.addEventListener('abort', onAbort);
	});
	const came = await Promise.race([settled, canceled]);
	signal.removeEventListener('abort', onAbort);
	return came && !signal.aborted;
}

/** The longest that `backoff` gives. */
export const LONGEST_BACKOFF_MS = 30_000;

/**
 * Milliseconds to wait before repeat number `next` (from 1): half a second, doubled each time, at most half a minute. Half
 * of it is random, so that requests which were refused together don't come back together.
 */
export function backoff(next: number): number {
	const whole = Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** (next - 1));
	return whole / 2 + (Math.random() * whole) / 2;
}
