import { Pace, pacesFor, takeTurn, type Turn } from '../../../../nodes/shared/transport/pace';
import type { Outcome } from '../../../../nodes/shared/transport/outcome';
import type { RequestKind } from '../../../../nodes/shared/provider';
import { provider } from '../support';

beforeEach(() => {
	jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	jest.useRealTimers();
});

const window = { count: 3, windowMs: 10_000, words: '3 in 10 seconds' };

const answer = { status: 200, headers: {}, body: {} };
const accepted: Outcome = { kind: 'accepted', answer };
const slowDown = (waitMs?: number): Outcome => ({ kind: 'throttled', answer: { ...answer, status: 429 }, waitMs });

type Open = Extract<Turn, { kind: 'open' }>;
/** Takes a slot that is free now. */
const taken = async (pace: Pace) => (await pace.take({ maxWaitMs: 0 })) as Open;

/** Asks for several turns at once, and records after how many milliseconds each came. */
async function together(pace: Pace, count: number, maxWaitMs = 60_000) {
	const from = Date.now();
	const turns = Array.from({ length: count }, () =>
		pace.take({ maxWaitMs }).then((turn: Turn) => ({ kind: turn.kind, at: Date.now() - from })),
	);
	await jest.advanceTimersByTimeAsync(120_000);
	return await Promise.all(turns);
}

describe('one limit', () => {
	test('all slots of a window may be used at once; after that, each request waits for the next free slot', async () => {
		const turns = await together(new Pace(window), 7);
		expect(turns.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'open'));
		const times = turns.map(({ at }) => at);
		expect(times.slice(0, 3)).toEqual([0, 0, 0]);
		// In no period of ten seconds are there more than three.
		for (let index = 3; index < times.length; index += 1) expect(times[index] - times[index - 3]).toBeGreaterThan(10_000);
		expect(times[6]).toBeLessThan(21_000);
	});

	test('if a single wait is known to be longer than allowed, the request gives up at once', async () => {
		const pace = new Pace(window);
		await together(pace, 0);
		for (let index = 0; index < 3; index += 1) await pace.take({ maxWaitMs: 0 });
		const turn = await pace.take({ maxWaitMs: 5_000 });
		expect(turn).toEqual({ kind: 'closed', until: expect.any(Number), words: 'takes 3 in 10 seconds' });
		expect((turn as { until: number }).until - Date.now()).toBeGreaterThanOrEqual(10_000);
	});

	test.each([-3_600_000, 3_600_000])('a clock that is set by %d milliseconds changes nothing', async (change) => {
		const pace = new Pace(window);
		for (let index = 0; index < 3; index += 1) await pace.take({ maxWaitMs: 0 });
		jest.setSystemTime(Date.now() + change);
		const closed = (await pace.take({ maxWaitMs: 5_000 })) as { until: number };
		expect(Math.abs(closed.until - Date.now() - 10_000)).toBeLessThan(100);
		let isOpen = false;
		void pace.take({ maxWaitMs: 20_000 }).then(() => {
			isOpen = true;
		});
		await jest.advanceTimersByTimeAsync(9_900);
		jest.setSystemTime(Date.now() + change);
		expect(isOpen).toBe(false);
		await jest.advanceTimersByTimeAsync(200);
		expect(isOpen).toBe(true);
	});

	test('the longest wait is that of one request, not of all together', async () => {
		expect((await together(new Pace(window), 12, 11_000)).map(({ kind }) => kind)).toEqual(Array(12).fill('open'));
	});

	test('a request with a shorter longest wait gives up at once, although another in front of it waits', async () => {
		const pace = new Pace(window);
		for (let index = 0; index < 3; index += 1) await taken(pace);
		void pace.take({ maxWaitMs: 60_000 });
		let turn: Turn | undefined;
		void pace.take({ maxWaitMs: 5_000 }).then((early) => (turn = early));
		await jest.advanceTimersByTimeAsync(10);
		expect(turn).toMatchObject({ kind: 'closed', words: 'takes 3 in 10 seconds' });
	});

	/** Makes requests that take so long, one after another. @returns how long the next one waits */
	async function waitAfter(pace: Pace, took: Array<number | undefined>): Promise<number> {
		const from = Date.now();
		for (const milliseconds of took) {
			const turn = await taken(pace);
			if (milliseconds === undefined) continue;
			await jest.advanceTimersByTimeAsync(milliseconds);
			turn.ended(accepted);
		}
		const next = pace.take({ maxWaitMs: 60_000 }).then(() => Date.now() - from);
		await jest.advanceTimersByTimeAsync(60_000);
		return await next;
	}

	test.each([
		['that took as long as the others leaves its place a little after the window', [100, 100, 100], 10_005],
		['that took longer may have arrived later', [130, 110, 100], 10_035],
		['that took much longer is not waited for much longer', [900, 100, 100], 10_050],
		['of which nobody knows when it arrived is taken for a late one', [undefined, 100, 100], 10_050],
		['that was faster than all others arrived nearly at once', [90, 110, 120], 10_005],
	])('a request %s', async (_, took, wait) => {
		expect(await waitAfter(new Pace(window), took)).toBe(wait);
	});

	test('when the provider asks to slow down, requests that wait already wait longer', async () => {
		const pace = new Pace({ ...window, count: 30 });
		const turns = [await taken(pace), await taken(pace)];
		turns[0].ended(slowDown(4_000));
		turns[1].ended(slowDown(1_000));
		expect((await together(pace, 2)).map(({ at }) => at)).toEqual([4_000, 4_000]);
	});

	test('the time in the line is part of the time waited', async () => {
		const pace = new Pace(window);
		for (let index = 0; index < 3; index += 1) await taken(pace);
		const waited = Promise.all(Array.from({ length: 4 }, () => pace.take({ maxWaitMs: 60_000 })));
		await jest.advanceTimersByTimeAsync(60_000);
		expect((await waited).map((turn) => (turn as Open).waitedMs)).toEqual([10_050, 10_050, 10_050, 20_100]);
	});

	test('each refusal makes the share of this process one slot smaller; accepted requests make it grow again', async () => {
		const pace = new Pace({ ...window, count: 10 });
		const from = Date.now();
		const first: Open[] = [];
		for (let index = 0; index < 10; index += 1) first.push(await taken(pace));
		await jest.advanceTimersByTimeAsync(50);
		for (const turn of first.slice(0, 6)) turn.ended(slowDown(1_000));
		for (const turn of first.slice(6)) turn.ended(accepted);
		const inWindow = [0, 0, 0, 0, 0];
		for (let index = 0; index < 40; index += 1) {
			void pace.take({ maxWaitMs: 60_000 }).then(async (turn: Turn) => {
				inWindow[Math.floor((Date.now() - from) / 10_000)] += 1;
				await jest.advanceTimersByTimeAsync(0);
				(turn as Open).ended(accepted);
			});
		}
		await jest.advanceTimersByTimeAsync(49_000);
		expect(inWindow).toEqual([0, 5, 7, 9, 10]);
	});

	describe('if the provider names no time to wait', () => {
		const unlimited = () => new Pace({ ...window, count: Number.POSITIVE_INFINITY, windowMs: 0 });
		/** The milliseconds until the next request may leave. */
		const waitOf = async (pace: Pace) => {
			const [{ kind, at }] = await together(pace, 1);
			expect(kind).toBe('open');
			return at;
		};

		test('refusals of requests that were under way together count as one', async () => {
			const pace = unlimited();
			const turns = await Promise.all(Array.from({ length: 10 }, () => taken(pace)));
			for (const turn of turns) turn.ended(slowDown());
			expect(await waitOf(pace)).toBeLessThanOrEqual(500);
		});

		test('waits grow until the provider accepts a request', async () => {
			const pace = unlimited();
			const waits: number[] = [];
			for (let time = 0; time < 5; time += 1) {
				(await taken(pace)).ended(slowDown());
				const next = pace.take({ maxWaitMs: 60_000 });
				const from = Date.now();
				void next.then(() => waits.push(Date.now() - from));
				await jest.advanceTimersByTimeAsync(16_000);
			}
			expect(waits[4]).toBeGreaterThan(waits[0] * 7);
			(await taken(pace)).ended(accepted);
			(await taken(pace)).ended(slowDown());
			expect(await waitOf(pace)).toBeLessThanOrEqual(500);
		});
	});

	test.each(['accepted', 'rejected'] as const)('a request that is %s ends a series of refusals', async (kind) => {
		const pace = new Pace({ ...window, count: Number.POSITIVE_INFINITY, windowMs: 0 });
		// Long enough for the waits here, but not so long that the earlier refusals would be forgotten anyway.
		const next = async () => {
			const turn = pace.take({ maxWaitMs: 60_000 });
			await jest.advanceTimersByTimeAsync(16_000);
			return (await turn) as Open;
		};
		for (let time = 0; time < 3; time += 1) (await next()).ended(slowDown());
		(await next()).ended({ kind, answer });
		(await next()).ended(slowDown());
		// The wait is that after a first refusal; after a fourth one it would be two seconds at least.
		const [turn] = await together(pace, 1);
		expect(turn.kind).toBe('open');
		expect(turn.at).toBeLessThanOrEqual(500);
	});

	test('a named time counts, however often the provider has refused before', async () => {
		const pace = new Pace({ ...window, count: Number.POSITIVE_INFINITY, windowMs: 0 });
		const waits: number[] = [];
		let turn = await taken(pace);
		for (let time = 0; time < 4; time += 1) {
			turn.ended(slowDown(20_000));
			const from = Date.now();
			const next = pace.take({ maxWaitMs: 60_000 }).then((open) => {
				waits.push(Date.now() - from);
				return open as Open;
			});
			await jest.advanceTimersByTimeAsync(20_000);
			turn = await next;
		}
		expect(waits).toEqual([20_000, 20_000, 20_000, 20_000]);
	});

	test('a refusal of long ago doesn’t make a new request wait', async () => {
		const pace = new Pace(window);
		const give = async (outcome: Outcome) => {
			const turn = pace.take({ maxWaitMs: 60_000 });
			await jest.advanceTimersByTimeAsync(31_000);
			(await turn as Open).ended(outcome);
		};
		for (let round = 0; round < 6; round += 1) await give(slowDown(30_000));
		expect(await pace.take({ maxWaitMs: 60_000 })).toMatchObject({ kind: 'closed', words: 'keeps saying that requests come too fast' });
		await jest.advanceTimersByTimeAsync(100_000);
		await give(slowDown(30_000));
		await give(accepted);
	});

	test('a canceled request leaves the line, and the others go on', async () => {
		const pace = new Pace({ ...window, count: 1 });
		await pace.take({ maxWaitMs: 0 });
		const cancel = new AbortController();
		const first = pace.take({ maxWaitMs: 60_000, signal: cancel.signal });
		const second = pace.take({ maxWaitMs: 60_000, signal: cancel.signal });
		const third = pace.take({ maxWaitMs: 60_000 });
		await jest.advanceTimersByTimeAsync(1_000);
		cancel.abort();
		await jest.advanceTimersByTimeAsync(1_000);
		expect([await first, await second]).toEqual([{ kind: 'canceled' }, { kind: 'canceled' }]);
		await jest.advanceTimersByTimeAsync(20_000);
		expect(await third).toMatchObject({ kind: 'open', waitedMs: expect.any(Number) as number });
	});

	// At different moments, since waiting requests look at the clock now and then.
	test.each([1, 100, 130, 240, 500, 9_900])('requests behind one that was canceled after %d ms stay behind those in front of it', async (moment) => {
		const pace = new Pace({ ...window, count: 1 });
		await pace.take({ maxWaitMs: 0 });
		const came: string[] = [];
		const cancel = new AbortController();
		const asks = (name: string, signal?: AbortSignal) =>
			void pace.take({ maxWaitMs: 60_000, signal }).then(({ kind }) => {
				if (kind === 'open') came.push(name);
			});
		asks('first');
		asks('second');
		asks('canceled', cancel.signal);
		asks('third');
		asks('fourth');
		await jest.advanceTimersByTimeAsync(moment);
		cancel.abort();
		await jest.advanceTimersByTimeAsync(60_000);
		expect(came).toEqual(['first', 'second', 'third', 'fourth']);
	});
});

describe('which limits a request counts against', () => {
	const limits = [
		{ count: 5, windowMs: 1_000, words: 'all', countedBy: 'account' as const },
		{ count: 2, windowMs: 1_000, words: 'sends', countedBy: 'baseUrl' as const, covers: ({ effect }: RequestKind) => effect === 'send' },
	];
	const send: RequestKind = { method: 'POST', path: '/v1/send', effect: 'send' };
	const read: RequestKind = { method: 'GET', path: '/v1/things', effect: 'read' };
	const credential = (apiKey: string, baseUrl = 'https://api.example.com') => ({ apiKey, baseUrl });
	const limited = provider({ name: 'Limited', limits });

	test('those that cover it', () => {
		expect(pacesFor(limited, credential('a'), send)).toHaveLength(2);
		expect(pacesFor(limited, credential('a'), read)).toEqual([pacesFor(limited, credential('a'), send)[0]]);
	});

	test('an account counts by itself; a base URL counts for all accounts', () => {
		const [byAccount, byBaseUrl] = pacesFor(limited, credential('a'), send);
		const [ofAnother, sameBaseUrl] = pacesFor(limited, credential('b'), send);
		expect(ofAnother).not.toBe(byAccount);
		expect(sameBaseUrl).toBe(byBaseUrl);
		const [elsewhere, otherBaseUrl] = pacesFor(limited, credential('a', 'https://sandbox.example.com'), send);
		expect(elsewhere).not.toBe(byAccount);
		expect(otherBaseUrl).not.toBe(byBaseUrl);
	});

	test('a request without a limit can still be told to slow down', async () => {
		const [pace] = pacesFor(provider({ name: 'Unlimited' }), credential('a'), read);
		expect((await together(pace, 1_000)).map(({ at }) => at)).toEqual(Array(1_000).fill(0));
		(await taken(pace)).ended(slowDown(500));
		expect((await together(pace, 1))[0].at).toBe(500);
	});

	test('the slot in a short window is taken only when the request can leave', async () => {
		const second = { count: 1, windowMs: 1_000, words: 'second', countedBy: 'account' as const };
		const minute = { ...second, windowMs: 60_000, words: 'minute', covers: ({ effect }: RequestKind) => effect === 'send' };
		const both = provider({ name: 'Two windows', limits: [second, minute] });
		const sends = pacesFor(both, credential('a'), send);
		await takeTurn(sends, { maxWaitMs: 0 });
		const waiting = takeTurn(sends, { maxWaitMs: 100_000 });
		await jest.advanceTimersByTimeAsync(30_000);
		expect(await takeTurn(pacesFor(both, credential('a'), read), { maxWaitMs: 0 })).toMatchObject({ kind: 'open' });
		await jest.advanceTimersByTimeAsync(30_100);
		expect(await waiting).toMatchObject({ kind: 'open' });
		expect(await takeTurn(pacesFor(both, credential('a'), read), { maxWaitMs: 0 })).toMatchObject({ kind: 'closed', words: 'takes second' });
	});

	test('a turn takes a slot of each limit; a closed one says which limit is used up', async () => {
		const all = pacesFor(limited, credential('turns'), send);
		expect(await takeTurn(all, { maxWaitMs: 0 })).toMatchObject({ kind: 'open', waitedMs: 0 });
		expect(await takeTurn(all, { maxWaitMs: 0 })).toMatchObject({ kind: 'open', waitedMs: 0 });
		expect(await takeTurn(all, { maxWaitMs: 0 })).toMatchObject({ kind: 'closed', words: 'takes sends' });
	});
});

describe('why a request that is given up had to wait', () => {
	const closed = async (waitMs: number | undefined) => {
		const pace = new Pace({ count: 3, windowMs: 10_000, words: '3 in 10 seconds' });
		const turn = await pace.take({ maxWaitMs: 0 });
		const said = { ...answer, status: 429, body: 'Rate limit exceeded' };
		if (turn.kind === 'open') turn.ended({ kind: 'throttled', answer: said, waitMs });
		return { said, told: await pace.take({ maxWaitMs: 0 }) };
	};

	test('the provider named the time', async () => {
		const { said, told } = await closed(3_600_000);
		expect(told).toMatchObject({ kind: 'closed', asked: said });
	});

	test('the provider named none, so the time is not told as its word', async () => {
		const { told } = await closed(undefined);
		expect(told).toMatchObject({ kind: 'closed', words: 'asked to slow down' });
		expect(told).not.toHaveProperty('asked');
	});
});
