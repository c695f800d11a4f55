import type { Result } from '../../../../nodes/shared/transport/attempt';
import type { Outcome } from '../../../../nodes/shared/transport/outcome';
import { Limits, type LimitSetting } from '../../../../sandbox/limits';
import { provider } from '../support';
import { deliverMessage, exchange } from './attempts';

beforeEach(() => {
	jest.useFakeTimers({ now: 1_000_000 });
	// Random numbers that are the same in each run.
	let seed = 1;
	jest.spyOn(Math, 'random').mockImplementation(() => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647);
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const travel = async (milliseconds: number) => await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const answer = { status: 200, headers: {}, body: {} };

/** A process that sends, without knowledge of the others. */
interface Sender {
	/** How long its requests travel in each direction, in milliseconds. */
	travels: number;
	/** How often the provider refused it. */
	refused: number;
	/** How many of its requests were accepted. */
	taken: number;
	givenUp: number;
}

/** How many messages each process sends. */
const EACH = 1_000;

/** How the provider says how long to wait. */
type Hint = 'milliseconds' | 'seconds' | 'none';

/** Counts the accounts. Each process of each test has its own, so that it has its own pace. */
let accounts = 0;
function account(): string {
	accounts += 1;
	return `account ${accounts}`;
}

/** A provider with this documented limit. */
const limited = (count: number, windowMs: number) =>
	provider({ limits: Number.isFinite(count) ? [{ count, windowMs, words: `limit of ${count}`, countedBy: 'account' }] : [] });

/** Makes several processes send as fast as they can under one limit, each with 40 requests at once. */
async function share(setting: LimitSetting, hint: Hint, senders: Sender[], { maxWaitMs = 300_000, takesAny = true } = {}): Promise<{ seconds: number }> {
	const limits = new Limits({ heymarket: {}, sendook: {}, whippy: { standard: takesAny ? setting : { ...setting, count: 0 } } });
	const askProvider = (): Outcome => {
		const { allowed, wait } = limits.take('whippy', 'standard', 'account')!;
		if (allowed) return { kind: 'accepted', answer };
		const waits = { milliseconds: Math.ceil(wait), seconds: Math.ceil(wait / 1_000) * 1_000, none: undefined };
		return { kind: 'throttled', answer, waitMs: waits[hint] };
	};
	const processes = new Map(senders.map((sender) => [account(), sender]));
	const from = Date.now();
	let last = from;
	exchange.mockImplementation(async (apiKey) => {
		const sender = processes.get(apiKey)!;
		await travel(sender.travels * (1 + Math.random()));
		const outcome = askProvider();
		await travel(sender.travels * (1 + Math.random()));
		if (outcome.kind === 'throttled') sender.refused += 1;
		return outcome;
	});
	const example = limited(setting.count, setting.window);
	const all = [...processes].map(async ([apiKey, sender]) => {
		let left = EACH;
		const lane = async () => {
			while (left-- > 0) {
				const result = await deliverMessage({ apiKey, provider: example, maxWaitMs });
				last = Date.now();
				if ('answer' in result) sender.taken += 1;
				else if (result.failure.code === 'rate_limited') sender.givenUp += 1;
			}
		};
		await Promise.all(Array.from({ length: 40 }, lane));
	});
	let isOver = false;
	void Promise.all(all).then(() => (isOver = true));
	for (let minutes = 0; !isOver && minutes < 60; minutes += 1) await jest.advanceTimersByTimeAsync(60_000);
	expect(isOver).toBe(true);
	return { seconds: (last - from) / 1_000 };
}

const sender = (travels: number): Sender => ({ travels, refused: 0, taken: 0, givenUp: 0 });

describe('two processes that share a limit without knowing of each other', () => {
	// While the nearer process sends, the requests of the farther one arrive too late for every window.
	test.each<[LimitSetting['kind'], Hint, number, number]>([
		['sliding', 'milliseconds', 3, 3],
		['sliding', 'milliseconds', 3, 13],
		['sliding', 'none', 3, 13],
		['fixed', 'milliseconds', 3, 3],
		['fixed', 'milliseconds', 3, 13],
		['fixed', 'seconds', 3, 13],
		['fixed', 'none', 3, 13],
		['bucket', 'milliseconds', 3, 13],
	])('%s, hints: %s, travelling %d and %d ms: no message is given up, and no time is lost', async (kind, hint, near, far) => {
		const senders = [sender(near), sender(far)];
		const { seconds } = await share({ count: 25, window: 1_000, kind }, hint, senders);
		expect(senders).toMatchObject([{ taken: EACH, givenUp: 0 }, { taken: EACH, givenUp: 0 }]);
		expect(seconds).toBeLessThan(90);
		// Each process alone would use up the limit. If they learned nothing, there would be a refusal for every message.
		expect(senders[0].refused + senders[1].refused).toBeLessThan(700);
	});

	test('under a limit of a minute, without named times, no message is given up either', async () => {
		const senders = [sender(50), sender(100)];
		const { seconds } = await share({ count: 500, window: 60_000, kind: 'fixed' }, 'none', senders);
		expect(senders).toMatchObject([{ taken: EACH, givenUp: 0 }, { taken: EACH, givenUp: 0 }]);
		// 2,000 messages need four windows, or five at most if the processes leave slots to each other.
		expect(seconds).toBeLessThan(300);
	});
});

describe('a provider that keeps refusing', () => {
	// The first requests leave together; after them, one asks now and then.
	test.each<[Hint, number, number]>([
		['milliseconds', 25, 180],
		['none', 25, 180],
		['milliseconds', Number.POSITIVE_INFINITY, 400],
		['none', Number.POSITIVE_INFINITY, 400],
	])('is asked less and less often, and all messages are given up after Max Wait (hints: %s, limit: %d)', async (hint, count, most) => {
		const alone = sender(10);
		const { seconds } = await share({ count, window: 1_000, kind: 'fixed' }, hint, [alone], { maxWaitMs: 60_000, takesAny: false });
		expect(alone).toMatchObject({ taken: 0, givenUp: EACH });
		expect(seconds).toBeGreaterThan(60);
		expect(seconds).toBeLessThan(95);
		expect(alone.refused).toBeLessThan(most);
	});

	test('if it refuses only one message, that one waits longer each time and is given up; the others are sent', async () => {
		const one = { apiKey: account(), provider: limited(25, 60_000), maxWaitMs: 100_000 };
		const left: number[] = [];
		exchange.mockImplementation(async (_apiKey, { name }) => {
			const isUnlucky = name === 'unlucky';
			if (isUnlucky) left.push(Date.now());
			await travel(10);
			return isUnlucky ? { kind: 'throttled', answer } : { kind: 'accepted', answer };
		});
		let unlucky: Result | undefined;
		void deliverMessage({ ...one, name: 'unlucky' }).then((result) => (unlucky = result));
		let taken = 0;
		for (let other = 0; other < 10; other += 1) {
			void deliverMessage({ ...one, name: 'other' }).then((result) => {
				if ('answer' in result) taken += 1;
			});
			await jest.advanceTimersByTimeAsync(30_000);
		}
		expect(unlucky).toMatchObject({
			failure: { code: 'rate_limited', message: expect.stringContaining('keeps saying that requests come too fast') as string },
		});
		// The waits begin with half a second and double, so there can't be more tries in this time.
		expect(left.length).toBeLessThanOrEqual(12);
		const waits = left.slice(1).map((time, index) => time - left[index]);
		expect(waits[4]).toBeGreaterThan(waits[0] * 4);
		expect(taken).toBe(10);
	});
});
