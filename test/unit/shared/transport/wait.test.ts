import { getEventListeners } from 'node:events';
import { arrives, backoff, pause } from '../../../../nodes/shared/transport/wait';

beforeEach(() => {
	jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
	jest.useRealTimers();
});

describe('a pause', () => {
	test('lasts for the given time', async () => {
		const paused = pause(1_000, undefined).then((passed) => ({ passed, at: Date.now() }));
		await jest.advanceTimersByTimeAsync(5_000);
		expect(await paused).toEqual({ passed: true, at: 1_000 });
	});

	// At different moments, since the pause looks for a cancellation only now and then.
	test.each([1, 10_000, 10_001, 10_333, 11_700])('ends within a second of the cancellation, after %d milliseconds', async (moment) => {
		const cancel = new AbortController();
		const paused = pause(3_600_000, cancel.signal).then((passed) => ({ passed, at: Date.now() }));
		await jest.advanceTimersByTimeAsync(moment);
		cancel.abort();
		await jest.advanceTimersByTimeAsync(5_000);
		expect(await paused).toEqual({ passed: false, at: expect.any(Number) });
		expect((await paused).at - moment).toBeLessThanOrEqual(1_000);
	});

	test.each([-3_600_000, 3_600_000])('keeps its length if the clock is set by %d milliseconds meanwhile', async (change) => {
		let isOver = false;
		void pause(1_000, undefined).then(() => {
			isOver = true;
		});
		await jest.advanceTimersByTimeAsync(300);
		jest.setSystemTime(Date.now() + change);
		await jest.advanceTimersByTimeAsync(600);
		expect(isOver).toBe(false);
		await jest.advanceTimersByTimeAsync(100);
		expect(isOver).toBe(true);
	});

	test('of 0 milliseconds is over at once, unless the execution was canceled before', async () => {
		expect(await pause(0, undefined)).toBe(true);
		expect(await pause(-5, AbortSignal.abort())).toBe(false);
	});
});

describe('waiting for a promise', () => {
	const never = new Promise(() => {});

	test.each([
		['kept', Promise.resolve()],
		['broken', Promise.reject(new Error('broken'))],
	])('it came: %s', async (_, promise) => {
		expect(await arrives(promise, undefined)).toBe(true);
		expect(await arrives(promise, new AbortController().signal)).toBe(true);
	});

	test('the execution was canceled first', async () => {
		const cancel = new AbortController();
		const waiting = arrives(never, cancel.signal);
		cancel.abort();
		expect(await waiting).toBe(false);
		expect(await arrives(Promise.resolve(), AbortSignal.abort())).toBe(false);
		expect(await arrives(never, AbortSignal.abort())).toBe(false);
	});

	test('removes its listener from the execution’s signal, which is used for thousands of waits', async () => {
		const { signal } = new AbortController();
		await arrives(Promise.resolve(), signal);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});
});

describe('backoff', () => {
	afterEach(() => {
		jest.restoreAllMocks();
	});

	test.each([
		[1, 250, 500],
		[2, 500, 1_000],
		[4, 2_000, 4_000],
		[7, 15_000, 30_000],
		[50, 15_000, 30_000],
	])('before try %i: %i to %i milliseconds', (next, least, most) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		expect(backoff(next)).toBe(least);
		jest.spyOn(Math, 'random').mockReturnValue(1);
		expect(backoff(next)).toBe(most);
	});
});
