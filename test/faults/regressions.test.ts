import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { rowsOf, run } from '../engine/engine';
import { oneNode, ownSandbox } from '../engine/sandboxed';
import { endOf, failures } from '../engine/sends';
import { follow } from './course';
import { judged } from './delivery';
import { operations } from './operations';
import type { Plan } from './plan';

/*
 * Faults that the random runs have found, made as small as possible. The seed is that of the run that found the fault. Each
 * test was seen failing before the fault was corrected.
 */

const quiet: Plan = {
	operation: 'heymarketText',
	count: 1,
	people: 1_000,
	bad: [],
	badBy: 'recipient',
	onError: 'stopWorkflow',
	maxTries: 0,
	executeOnce: false,
	limitsRecipients: 'no',
	forbidden: [],
	maxParallelRequests: 1,
	maxWaitSeconds: 300,
	sendsAgain: false,
	timeout: 0,
	batchSize: 0,
	batchInterval: 0,
	ignoresCertificates: false,
	limit: 'off',
	trouble: [],
	retries: [],
	way: 'node',
	callsTogether: 1,
	repeatsCalls: false,
};

const always = { skip: 0, times: 'always' } as const;
const once = { skip: 0, times: 1 } as const;
const reset = { when: 'after', fault: { type: 'reset' } } as const;
const refusal = { when: 'before', fault: { type: 'status', status: 400 } } as const;

describe('with Send Again, a message arrives at most twice', () => {
	it('with Retry On Fail (seed 49, path 3: it arrived up to six times)', async () => {
		await judged({ ...quiet, maxTries: 3, sendsAgain: true, trouble: [{ item: 0, ...always, ...reset }] });
	});

	it('as a tool with Retry On Fail (seed 42, path 10)', async () => {
		await judged({ ...quiet, way: 'in the agent', maxTries: 3, sendsAgain: true, trouble: [{ item: 0, ...always, ...reset }] });
	});

	it('with Retry of the execution', async () => {
		const retries: Plan['retries'] = [{ change: 'sendAgain', isOver: false }, { change: 'nothing', isOver: false }];
		await judged({ ...quiet, sendsAgain: true, trouble: [{ item: 0, ...always, ...reset }], retries });
	});

	it('and the message says how often it was tried', async () => {
		const plan: Plan = { ...quiet, sendsAgain: true, trouble: [{ item: 0, ...always, ...reset }] };
		expect((await follow(plan)).steps[0].said.words).toContain('It was tried 2 times.');
		expect((await follow({ ...plan, sendsAgain: false })).steps[0].said.words).toContain('It was not sent again.');
	});
});

describe('the result of an earlier try stays true, however a later one ends', () => {
	it('with a key that became wrong meanwhile (seed 53, path 14: "Nothing was sent.")', async () => {
		const trouble: Plan['trouble'] = [{ item: 1, ...always, ...reset }];
		await judged({ ...quiet, count: 3, trouble, retries: [{ change: 'key', isOver: true }] });
	});

	it('with a refusal of the second try of a message that may have been sent', async () => {
		const trouble: Plan['trouble'] = [{ item: 0, ...once, ...reset }, { item: 0, ...always, skip: 1, ...refusal }];
		await judged({ ...quiet, trouble, retries: [{ change: 'sendAgain', isOver: false }] });
	});

	it('with a tool call that may have been sent, if the look-up of its recipients fails on the second try (seed 2128476332, path 31)', async () => {
		const trouble: Plan['trouble'] = [{ item: 0, ...once, ...reset }, { reads: true, ...always, skip: 1, ...refusal }];
		for (const way of ['in the agent', 'as a node run'] as const) {
			await judged({ ...quiet, operation: 'sendookReply', way, maxTries: 2, limitsRecipients: 'byPattern', trouble });
		}
	});

	it('with a list send that waits for its turn when another item stops the run', async () => {
		const trouble: Plan['trouble'] = [
			{ item: 0, ...once, ...reset, times: 8 },
			{ item: 1, ...once, ...reset, times: 8 },
			{ item: 0, ...always, ...refusal, skip: 4 },
		];
		const retries: Plan['retries'] = [{ change: 'nothing', isOver: false }];
		await judged({ ...quiet, operation: 'heymarketListText', count: 2, maxParallelRequests: 2, trouble, retries });
	}, 60_000);
});

it.each(['sendookMessages', 'heymarketInboxes', 'whippyChannels'])('%s: an answer that isn’t JSON gives no row (seed 44, path 0)', async (operation) => {
	await judged({ ...quiet, operation, trouble: [{ ...once, when: 'after', fault: { type: 'invalidJson' } }] });
});

it.each([['heymarketText', []], ['whippySms', { data: [] }], ['sendookMail', null]])('%s: a receipt without a row counts too (seed 2121171713, path 1)', async (name, body) => {
	const sandbox = await ownSandbox();
	const { provider, parameters } = operations[name];
	sandbox.faults.add({ provider, fault: { type: 'status', status: 200, body } });
	const items = [{ to: name === 'sendookMail' ? 'anna@example.com' : '+1 415 555 0134', words: 'Hello' }];
	const settings = { onError: 'continueErrorOutput' } as const;
	const rows = rowsOf(await run(oneNode(sandbox, provider, parameters, { items, settings })), 'Node');
	expect(rows).toEqual([expect.objectContaining({ status: 'accepted', success: true })]);
});

describe('values from expressions', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => {
		await sandbox.close();
	});

	it.each<[string, string, IDataObject, string]>([
		['Country', 'heymarketText', { country: '={{ Object.create(null) }}' }, 'seed 55, path 29'],
		['To Email', 'sendookMail', { to: 'ａｎｎａ@example.com' }, 'seed 43, path 76'],
		['Attachment Field Name(s)', 'sendookMail', { to: 'anna@example.com', additionalFields: { attachments: '={{ "x".repeat(1000000) }}' } }, 'seed 2121170894, path 136'],
		['Search', 'sendookMessages', { search: '={{ "(".repeat(1000000) }}' }, 'seed 46, path 486'],
	])('the refusal names %s (%s)', async (label, name, parameters) => {
		const { provider, parameters: good } = operations[name];
		const items = [{ to: '+1 415 555 0134', words: 'Hello' }];
		const end = endOf(await run(oneNode(sandbox, provider, { ...good, ...parameters }, { items })));
		expect(end?.message).toContain(label);
		expect(end?.message.length).toBeLessThan(2_000);
		expect(sandbox.ledger.snapshot().requests).toEqual([]);
	});
});

describe('a provider that answers nonsense', () => {
	it.each(['sendookMessage', 'sendookMail'])('%s: a refusal with odd entries in its list of errors (seed 2127032690, path 1)', async (name) => {
		const sandbox = await ownSandbox();
		const { provider, parameters } = operations[name];
		sandbox.faults.add({ provider, fault: { type: 'status', status: 499, body: { errors: [null, 'x', { msg: null }] } } });
		const items = [{ to: 'anna@example.com', words: 'Hello' }];
		const end = endOf(await run(oneNode(sandbox, provider, parameters, { items })));
		expect(end?.message).toMatch(/^Sendook refused this (message|request): x \[item 0\]$/);
	});

	it.each([
		['of more digits than a number has', '9'.repeat(400)],
		['beyond all dates', '99999999999999'],
		['of the year 9999', 'Fri, 31 Dec 9999 23:59:59 GMT'],
	])('Retry-After %s is reported, not waited for', async (_, time) => {
		const sandbox = await ownSandbox();
		const headers = { 'Retry-After': time };
		sandbox.faults.add({ provider: 'heymarket', skip: 1, fault: { type: 'status', status: 429, headers } });
		const { parameters } = operations.heymarketText;
		const items = ['0134', '0145'].map((digits) => ({ to: `+1 415 555 ${digits}`, words: digits }));
		const settings = { onError: 'continueErrorOutput' } as const;
		const scenario = oneNode(sandbox, 'heymarket', { ...parameters, delivery: { maxParallelRequests: 1 } }, { items, settings });
		const failed = failures(await run(scenario));
		expect(failed).toEqual({ 1: expect.objectContaining({ code: 'rate_limited', outcome: 'not_sent' }) as object });
		// The wait is at most a day: one wrong answer must not stop everything until n8n restarts.
		expect(Date.parse(String(failed[1].retryAfter)) - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
	});
});
