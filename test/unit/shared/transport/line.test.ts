import { Pace, takeTurn, type Purpose, type Turn } from '../../../../nodes/shared/transport/pace';

beforeEach(() => {
	jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	jest.useRealTimers();
});

/** The purpose of a list in the editor. */
const picker: Purpose = { first: true, maxWaitMs: 5_000 };
const run: Purpose = { maxWaitMs: 300_000 };

const second = { count: 4, windowMs: 1_000, words: '4 a second' };
const minute = { count: 500, windowMs: 60_000, words: '500 a minute' };

/** What became of a request. */
interface Told {
	who: string;
	kind: Turn['kind'];
	/** Milliseconds from the beginning of the test. */
	at: number;
}

/** Asks a pace for turns, and records when each gets its answer. */
function asking(pace: Pace) {
	const from = Date.now();
	const told: Told[] = [];
	const ask = (who: string, purpose: Purpose, times = 1) => {
		for (let time = 0; time < times; time += 1) {
			void pace.take(purpose).then(async (turn) => {
				told.push({ who, kind: turn.kind, at: Date.now() - from });
				await jest.advanceTimersByTimeAsync(0);
				if (turn.kind === 'open') turn.ended({ kind: 'accepted', answer: { status: 200, headers: {}, body: {} } });
			});
		}
	};
	const openedBetween = (who: string, after: number, before: number) =>
		told.filter((one) => one.who === who && one.kind === 'open' && one.at >= after && one.at < before).length;
	return { told, ask, openedBetween };
}

const pass = async (milliseconds: number) => await jest.advanceTimersByTimeAsync(milliseconds);

describe('beside a run that fills a window of a minute', () => {
	test('a list of the editor is served at once while kept slots remain, and refused at once if there are none', async () => {
		const pace = new Pace(minute);
		const { told, ask, openedBetween } = asking(pace);
		ask('run', run, 1_200);
		await pass(1_000);
		expect(openedBetween('run', 0, 1_000)).toBe(490);
		ask('picker', picker, 11);
		await pass(0);
		expect(told.slice(490).every(({ who, at }) => who === 'picker' && at === 1_000)).toBe(true);
		expect(told.slice(490).filter(({ kind }) => kind === 'open')).toHaveLength(10);
		expect(told.slice(490).filter(({ kind }) => kind === 'closed')).toHaveLength(1);
	});

	test('the run goes on with all other slots, and all together keep to the limit', async () => {
		const pace = new Pace(minute);
		const { told, ask, openedBetween } = asking(pace);
		ask('run', run, 1_400);
		for (let seconds = 0; seconds < 130; seconds += 5) {
			ask('picker', picker);
			await pass(5_000);
		}
		expect([0, 60_000, 120_000].map((start) => openedBetween('run', start, start + 60_000))).toEqual([490, 490, 420]);
		const opened = told.filter(({ kind }) => kind === 'open').map(({ at }) => at);
		for (let index = 500; index < opened.length; index += 1) expect(opened[index] - opened[index - 500]).toBeGreaterThan(60_000);
		const late = told.filter(({ who, at }) => who === 'picker' && at % 5_000 > 250);
		expect(late).toEqual([]);
	});

	test('a kept slot that nobody uses stays free', async () => {
		const { ask, openedBetween } = asking(new Pace(minute));
		ask('run', run, 1_000);
		await pass(59_000);
		expect(openedBetween('run', 0, 59_000)).toBe(490);
	});
});

test.each([
	['one of ten', { count: 10, windowMs: 60_000, words: '' }, 9],
	['none of one', { count: 1, windowMs: 60_000, words: '' }, 1],
	['none of a window of ten seconds', { count: 100, windowMs: 10_000, words: '' }, 100],
	['none of a limit of sends only', { count: 100, windowMs: 3_600_000, words: '', covers: () => true }, 100],
])('a run leaves free %s', async (_, limit, places) => {
	const { ask, openedBetween } = asking(new Pace(limit));
	ask('run', run, limit.count + 5);
	await pass(1_000);
	expect(openedBetween('run', 0, 1_000)).toBe(places);
});

describe('the line', () => {
	test('requests that go first are served before runs that asked earlier, and each kind in the order of asking', async () => {
		const { told, ask } = asking(new Pace(second));
		ask('taken', run, 4);
		for (const who of ['run 1', 'run 2', 'run 3']) ask(who, run);
		await pass(500);
		for (const who of ['picker 1', 'picker 2']) ask(who, picker);
		await pass(2_000);
		expect(told.slice(4).map(({ who }) => who)).toEqual(['picker 1', 'picker 2', 'run 1', 'run 2', 'run 3']);
		expect(told[5]).toMatchObject({ kind: 'open', at: 1_005 });
	});

	test.each([
		['runs', run],
		['those that go first', { ...picker, maxWaitMs: 60_000 }],
	])('one of %s that is canceled in the middle leaves the others in their order', async (_, purpose) => {
		const { told, ask } = asking(new Pace({ ...second, count: 1 }));
		const cancel = new AbortController();
		ask('taken', run);
		ask('a', purpose);
		ask('b', purpose);
		ask('canceled', { ...purpose, signal: cancel.signal });
		ask('c', purpose);
		await pass(1_500);
		cancel.abort();
		await pass(4_000);
		expect(told.map(({ who }) => who)).toEqual(['taken', 'a', 'canceled', 'b', 'c']);
		expect(told[2]).toMatchObject({ kind: 'canceled' });
		expect(told[2].at).toBeLessThanOrEqual(1_750);
	});

	test('a run goes on beside many requests that go first: it gets half of the slots', async () => {
		const { ask, openedBetween } = asking(new Pace(second));
		ask('poll', { first: true, maxWaitMs: 300_000 }, 100);
		ask('run', run, 100);
		await pass(20_500);
		// In the first window, no run had asked before the others took the slots.
		const turns = openedBetween('run', 0, 20_500);
		expect(turns).toBeGreaterThanOrEqual(36);
		expect(openedBetween('poll', 0, 20_500)).toBeGreaterThanOrEqual(turns);
	});

	test('if no run waits, requests that go first get all slots', async () => {
		const { ask, openedBetween } = asking(new Pace(second));
		ask('poll', { first: true, maxWaitMs: 300_000 }, 40);
		await pass(5_000);
		expect(openedBetween('poll', 0, 5_000)).toBeGreaterThanOrEqual(18);
	});
});

describe('a request that goes first gets an answer within its longest wait', () => {
	test('if several short waits would add up to more', async () => {
		const { told, ask } = asking(new Pace({ ...second, count: 1, windowMs: 3_000 }));
		ask('taken', run);
		for (const who of ['a', 'b']) ask(who, picker);
		await pass(20_000);
		expect(told.slice(1)).toMatchObject([{ who: 'a', kind: 'open' }, { who: 'b', kind: 'closed' }]);
		expect(told[2].at).toBeLessThanOrEqual(5_000);
	});

	test('if the provider asks for a pause while it stands behind a request that waits for longer', async () => {
		const pace = new Pace({ ...second, count: 2 });
		const { told, ask } = asking(pace);
		const turn = await pace.take(run);
		ask('taken', run);
		ask('poll', { first: true, maxWaitMs: 300_000 });
		ask('picker', picker);
		await pass(100);
		if (turn.kind === 'open') turn.ended({ kind: 'throttled', answer: { status: 429, headers: {}, body: {} }, waitMs: 60_000 });
		await pass(5_000);
		expect(told.slice(1)).toMatchObject([{ who: 'picker', kind: 'closed' }]);
		await pass(60_000);
		expect(told[2]).toMatchObject({ who: 'poll', kind: 'open' });
	});

	test('if it stands behind many others', async () => {
		const { told, ask } = asking(new Pace(second));
		ask('hook', { first: true, maxWaitMs: 300_000 }, 100);
		ask('picker', picker);
		await pass(6_000);
		const [last] = told.filter(({ who }) => who === 'picker');
		expect(last).toMatchObject({ kind: 'closed' });
		expect(last.at).toBeLessThanOrEqual(5_250);
	});

	test('for all its limits together; a run may wait as long for each', async () => {
		const paces = () => [new Pace({ count: 1, windowMs: 4_000, words: 'four seconds' }), new Pace({ count: 1, windowMs: 6_000, words: 'six seconds' })];
		const turnOf = async (purpose: Purpose) => {
			const both = paces();
			for (const pace of both) await pace.take(run);
			await pass(1_000);
			// The second limit takes two more seconds after the first.
			const turn = takeTurn(both, purpose);
			await pass(10_000);
			return await turn;
		};
		expect(await turnOf({ first: true, maxWaitMs: 4_000 })).toMatchObject({ kind: 'closed', words: 'takes six seconds' });
		expect(await turnOf({ maxWaitMs: 4_000 })).toMatchObject({ kind: 'open' });
	});
});
