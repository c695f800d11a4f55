import { lineField } from '../../../../nodes/shared/form/field';
import { path } from '../../../../nodes/shared/form/parts';
import type { Limit } from '../../../../nodes/shared/provider';
import type { Outcome } from '../../../../nodes/shared/transport/outcome';
import { answer, example, provider } from '../support';
import { deliverMessage, exchange } from './attempts';

beforeEach(() => {
	jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	exchange.mockReset();
	jest.useRealTimers();
});

/** Makes the test's requests have these outcomes, one after another. */
function answered(...outcomes: Outcome[]): void {
	for (const outcome of outcomes) exchange.mockResolvedValueOnce(outcome);
}

/** Counts the accounts, so that each test has its own and shares no limit with another. */
let accounts = 0;
function account(): string {
	accounts += 1;
	return `account ${accounts}`;
}

const accepted: Outcome = { kind: 'accepted', answer: answer(200, { id: 1 }) };
const unknown: Outcome = { kind: 'unknown', reason: 'the connection broke after it left' };
const rejected: Outcome = { kind: 'rejected', answer: answer(400, 'Not now') };
const unauthorized: Outcome = { kind: 'unauthorized', answer: answer(401, 'Who are you?') };
const throttled: Outcome = { kind: 'throttled', answer: answer(429), waitMs: 5_000 };
const unreachable: Outcome = { kind: 'unreachable', reason: 'the connection was refused' };

/** A watcher that records its calls, in order. */
function watched() {
	const notes: string[] = [];
	const watcher = {
		leaving: () => void notes.push('leaving'),
		notTaken: () => void notes.push('not taken'),
		unknown: (tries: number) => void notes.push(`unknown ${tries}`),
	};
	return { notes, watcher };
}

describe('a try that the provider did not process', () => {
	const notTaken = [['throttled', throttled], ['unauthorized', unauthorized], ['unreachable', unreachable]] as const;

	test.each(notTaken)('%s: is recorded before the wait for the next try', async (_kind, outcome) => {
		answered(outcome, accepted);
		const { notes, watcher } = watched();
		const sent = deliverMessage({ apiKey: account(), watcher });
		await jest.advanceTimersByTimeAsync(60_000);
		expect(await sent).toMatchObject({ answer: accepted.answer, effort: { tries: 2 } });
		expect(notes).toEqual(['leaving', 'not taken', 'leaving']);
	});

	test.each(notTaken)('%s: changes nothing about an earlier try of unknown outcome', async (_kind, outcome) => {
		answered(unknown, outcome, rejected);
		const { notes, watcher } = watched();
		const sent = deliverMessage({ apiKey: account(), watcher, sendAgainIfUnknown: true });
		await jest.advanceTimersByTimeAsync(60_000);
		expect(await sent).toMatchObject({ failure: { code: 'outcome_unknown', outcome: 'unknown' }, effort: { tries: 3 } });
		expect(notes).toEqual(['leaving', 'unknown 1', 'leaving', 'leaving']);
	});
});

test('the time waited for a free slot counts, and so does the time before another try', async () => {
	answered(throttled, unreachable, accepted);
	const sent = deliverMessage({ apiKey: account() });
	await jest.advanceTimersByTimeAsync(60_000);
	const { effort } = await sent;
	expect(effort.tries).toBe(3);
	expect(effort.waitedMs).toBeGreaterThanOrEqual(5_250);
	expect(effort.waitedMs).toBeLessThan(7_000);
});

test('whether a limit covers a request is asked by its path without IDs', async () => {
	answered(accepted);
	const covers = jest.fn(() => true);
	const limits: Limit[] = [{ count: 5, windowMs: 1_000, words: '5 a second', countedBy: 'account', covers }];
	const id = lineField({ displayName: 'ID', name: 'id', required: true });
	const operation = example('get', [path('id', id)], { effect: 'read', request: 'GET /v1/things/{id}' });
	await deliverMessage({ apiKey: account(), provider: provider({ limits }), operation });
	expect(covers).toHaveBeenCalledWith({ method: 'GET', path: '/v1/things/{id}', effect: 'read' });
});

test('a token that was not accepted is forgotten before the next try, and only then', async () => {
	const forgotten: unknown[] = [];
	const forgetToken = ({ apiKey }: { apiKey?: unknown }) => {
		forgotten.push([apiKey, exchange.mock.calls.length]);
	};
	answered(unauthorized, accepted);
	const apiKey = account();
	const sent = deliverMessage({ apiKey, provider: provider({ forgetToken }) });
	await jest.advanceTimersByTimeAsync(1_000);
	expect(await sent).toMatchObject({ answer: accepted.answer });
	expect(forgotten).toEqual([[apiKey, 1]]);
});

test.each([
	['PUT', 4],
	['DELETE', 4],
	['POST', 1],
	['PATCH', 1],
] as const)('a change by %s of which nobody knows what became is tried %d times', async (method, tries) => {
	exchange.mockResolvedValue(unknown);
	const operation = example('change', [], { effect: 'write', request: `${method} /v1/things` });
	const changed = deliverMessage({ apiKey: account(), operation });
	await jest.advanceTimersByTimeAsync(60_000);
	expect(await changed).toMatchObject({ failure: { code: 'outcome_unknown' }, effort: { tries } });
});

test.each([3, 1_050, 1_800])('a cancellation after %d ms ends the time before another try within a second', async (moment) => {
	jest.spyOn(Math, 'random').mockReturnValue(1);
	exchange.mockResolvedValue(unreachable);
	const cancel = new AbortController();
	let endedAt: number | undefined;
	const sent = deliverMessage({ apiKey: account(), signal: cancel.signal });
	void sent.then(() => (endedAt = Date.now()));
	// The third wait lasts two seconds, after half a second and one.
	await jest.advanceTimersByTimeAsync(1_500 + moment);
	cancel.abort();
	const canceledAt = Date.now();
	await jest.advanceTimersByTimeAsync(10_000);
	expect(await sent).toMatchObject({ failure: { code: 'canceled' } });
	expect(endedAt! - canceledAt).toBeLessThanOrEqual(1_000);
	jest.restoreAllMocks();
});
