import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { Limits } from '../../sandbox/limits.ts';
import { Pace } from '../../nodes/shared/transport/pace';
import { dateTime } from '../../nodes/shared/values/dates';
import { run, start } from '../engine/engine';
import { oneNode, ownSandbox } from '../engine/sandboxed';
import { accepted, endOf, failures } from '../engine/sends';
import { operations } from './operations';
import { runsFor, seed, tell } from './random';

const { parameters } = operations.heymarketText;
const texts = (count: number) => Array.from({ length: count }, (_, item) => ({ to: `+1 415 555 ${2000 + item}`, words: `Text ${item}` }));

// This must happen after a failed test too, or the next test would have a wrong clock.
afterEach(() => {
	jest.restoreAllMocks();
});

describe('a clock that is wrong', () => {
	/** The process of the providers, whose clock is right. */
	let providers: ChildProcess;
	let urls: Record<string, string>;
	const root = path.resolve(__dirname, '../..');
	const ledger = async () => (await (await fetch(`${urls.control}/ledger`)).json()) as { requests: Array<{ status: number; note?: string; receivedAt: number }>; accepted: unknown[] };

	beforeEach(async () => {
		const args = ['control', 'heymarket', 'whippy', 'sendook'].flatMap((name) => [`--${name}-port`, '0']);
		providers = spawn(process.execPath, ['sandbox/start.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
		let printed = '';
		urls = await new Promise((resolve, reject) => {
			providers.once('error', reject);
			providers.stdout!.on('data', (chunk) => {
				printed += String(chunk);
				const found = Object.fromEntries(Array.from(printed.matchAll(/^(\w+) +(http\S+)$/gm), ([, name, url]) => [name, url]));
				if (Object.keys(found).length === 4) resolve(found);
			});
		});
	});
	afterEach(async () => {
		const ended = new Promise((resolve) => providers.once('exit', resolve));
		providers.kill();
		await ended;
	});

	const right = Date.now;
	const wrongBy = (seconds: number) => jest.spyOn(Date, 'now').mockImplementation(() => right() + seconds * 1_000);

	// The clocks are in this order because a new token is signed when the clock is set back.
	it.each([60, 30, -30, -60])('by %d seconds: the token is accepted at once', async (seconds) => {
		const sandbox = await ownSandbox();
		wrongBy(seconds);
		const credential = { baseUrl: urls.heymarket, secretId: sandbox.credentials.heymarket.secretId };
		expect(endOf(await run(oneNode(sandbox, 'heymarket', parameters, { items: texts(3), credential })))).toBeUndefined();
		const { requests, accepted: taken } = await ledger();
		expect(requests.map(({ status, note }) => ({ status, note }))).toEqual(Array(3).fill({ status: 200, note: undefined }));
		expect(taken).toHaveLength(3);
	});

	it.each([-60, 60])('by %d seconds: a date in Retry-After counts by the provider’s clock', async (seconds) => {
		const sandbox = await ownSandbox();
		await fetch(`${urls.control}/faults`, {
			method: 'POST',
			body: JSON.stringify({ provider: 'heymarket', fault: { type: 'throttle', style: 'retryAfterDate', milliseconds: 1_000 } }),
		});
		wrongBy(seconds);
		const items = texts(1);
		const scenario = oneNode(sandbox, 'heymarket', { ...parameters, delivery: { maxWaitSeconds: 10 } }, { items, credential: { baseUrl: urls.heymarket } });
		expect(endOf(await run(scenario))).toBeUndefined();
		const [first, second, ...others] = (await ledger()).requests;
		expect(second.receivedAt - first.receivedAt).toBeGreaterThanOrEqual(900);
		expect(others).toEqual([]);
	});
});

it('a run that lasts longer than a token is valid signs new ones', async () => {
	const sandbox = await ownSandbox();
	const real = Date.now;
	let passed = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => real() + passed);
	const execution = await start(oneNode(sandbox, 'heymarket', { ...parameters, delivery: { maxParallelRequests: 1 } }, { items: texts(4) }));
	const { ledger } = sandbox;
	// Each message takes six minutes, as if others used up the limit.
	jest.spyOn(ledger, 'accept').mockImplementation((effect) => {
		ledger.accepted.push({ sequence: ledger.accepted.length + 1, time: Date.now(), ...effect });
		passed += 6 * 60_000;
	});
	expect(endOf(await execution.finished)).toBeUndefined();
	expect(accepted(sandbox)).toEqual(['Text 0', 'Text 1', 'Text 2', 'Text 3']);
	expect(ledger.snapshot().requests.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

it.each([-3_600_000, 3_600_000])('no wait becomes longer or shorter when the clock is set by %d milliseconds meanwhile', async (change) => {
	const sandbox = await ownSandbox();
	// The sandbox would count by the clock that is changed here.
	sandbox.limits.set('whippy', 'off');
	const delivery = { maxWaitSeconds: 5 };
	const settings = { onError: 'continueErrorOutput' } as const;
	const scenario = oneNode(sandbox, 'whippy', { ...operations.whippySms.parameters, delivery }, { items: texts(60), settings });
	const real = Date.now;
	const began = performance.now();
	const execution = await start(scenario);
	for (let turn = 0; turn < 500 && sandbox.ledger.accepted.length < 25; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
	jest.spyOn(Date, 'now').mockImplementation(() => real() + change);
	expect(failures(await execution.finished)).toEqual({});
	expect(sandbox.ledger.snapshot().accepted).toHaveLength(60);
	// Sixty requests at 25 a second need three windows.
	expect(performance.now() - began).toBeGreaterThanOrEqual(2_000);
});

describe('a schedule', () => {
	const zones = [
		'UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/St_Johns', 'America/Santiago', 'Africa/Casablanca',
		'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Auckland',
	];
	const MINUTE = 60_000;
	const HOUR = 60 * MINUTE;
	const DAY = 24 * HOUR;
	const clocks = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })]));
	/** The local time in a zone, as n8n's calendar writes it. */
	const wall = (zone: string, time: number) => clocks.get(zone)!.format(time).replace(' ', 'T');
	const offset = (zone: string, time: number) => Date.parse(`${wall(zone, time)}Z`) - Math.floor(time / MINUTE) * MINUTE;
	/** For each zone, the days on which clocks are changed. */
	const changes = new Map(
		zones.map((zone) => {
			const days = Array.from({ length: 5 * 365 }, (_, day) => Date.UTC(2026, 0, 1) + day * DAY);
			return [zone, days.filter((day) => offset(zone, day) !== offset(zone, day + DAY))];
		}),
	);

	it('is in local time of the workflow’s time zone, also on days on which clocks are changed', () => {
		const moments = fc
			.record({ zone: fc.constantFrom(...zones), change: fc.nat(), near: fc.integer({ min: -600, max: 2_040 }), any: fc.nat({ max: 5 * 365 * 1_440 }), isNear: fc.boolean() })
			.map(({ zone, change, near, any, isNear }) => {
				const days = changes.get(zone)!;
				const minutes = isNear && days.length > 0 ? days[change % days.length] + near * MINUTE : Date.UTC(2026, 0, 1) + any * MINUTE;
				return { zone, written: new Date(minutes).toISOString().slice(0, 16) };
			});
		let skipped = 0;
		const numRuns = runsFor(500, 20_000);
		fc.assert(
			fc.property(moments, ({ zone, written }) => {
				const time = Date.parse(dateTime(written, zone));
				if (wall(zone, time) === written) return;
				// This local time doesn't exist, because clocks skip an hour (or half an hour). The message is sent after it.
				const left = offset(zone, time) - offset(zone, time - 2 * HOUR);
				expect(left).toBeGreaterThan(0);
				expect(Date.parse(`${wall(zone, time)}Z`) - Date.parse(`${written}Z`)).toBe(left);
				skipped += 1;
			}),
			{ seed, numRuns },
		);
		expect(skipped).toBeGreaterThan(0);
		tell(numRuns);
	});

	it.each([
		['2037-03-29T02:30', '2037-03-29T01:30:00.000Z', 'the hour that is left out'],
		['2037-10-25T01:59', '2037-10-24T23:59:00.000Z', 'before the hour that comes twice'],
		['2037-10-25T03:00', '2037-10-25T02:00:00.000Z', 'after it'],
	])('%s in Berlin is sent to Whippy as %s: %s', async (written, instant) => {
		const sandbox = await ownSandbox();
		const scheduled = { ...operations.whippySms.parameters, additionalFields: { scheduleAt: '={{ $json.at }}' } };
		const items = [{ ...texts(1)[0], at: written }];
		const execution = await run({ ...oneNode(sandbox, 'whippy', scheduled, { items }), timezone: 'Europe/Berlin' });
		expect(endOf(execution)).toBeUndefined();
		expect(sandbox.ledger.snapshot().requests[0].body).toMatchObject({ schedule_at: instant });
	});
});

interface Burst {
	count: number;
	window: number;
	kind: 'fixed' | 'sliding' | 'bucket';
	/** The milliseconds before each request asks for its turn. */
	pauses: number[];
}

it('a pace keeps to limits of all three kinds', async () => {
	jest.useFakeTimers();
	const bursts: fc.Arbitrary<Burst> = fc.record({
		count: fc.integer({ min: 1, max: 12 }),
		window: fc.integer({ min: 40, max: 2_000 }),
		kind: fc.constantFrom('fixed', 'sliding', 'bucket'),
		pauses: fc.array(
			fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_500 }) }),
			{ minLength: 1, maxLength: 50 },
		),
	});
	const property = fc.asyncProperty(bursts, async ({ count, window, kind, pauses }) => {
		const limits = new Limits({ heymarket: {}, sendook: {}, whippy: { limit: { count, window, kind } } });
		const pace = new Pace({ count, windowMs: window, words: '' });
		let over = 0;
		let taken = 0;
		const began = Date.now();
		for (const pause of pauses) {
			await jest.advanceTimersByTimeAsync(pause);
			void pace.take({ maxWaitMs: 1e9 }).then(() => {
				taken += 1;
				if (!limits.take('whippy', 'limit', 'me')?.allowed) over += 1;
			});
		}
		for (let turn = 0; turn < 100_000 && taken < pauses.length; turn += 1) await jest.advanceTimersByTimeAsync(7);
		expect({ taken, over }).toEqual({ taken: pauses.length, over: 0 });
		// It doesn't wait much longer than necessary either.
		const needed = pauses.reduce((sum, pause) => sum + pause, 0) + Math.ceil(pauses.length / count) * (window + 50 + 7);
		expect(Date.now() - began).toBeLessThanOrEqual(needed);
	});
	try {
		const numRuns = runsFor(50, 2_000);
		await fc.assert(property, { seed, numRuns });
		tell(numRuns);
	} finally {
		jest.useRealTimers();
	}
}, 600_000);
