import { readFileSync } from 'node:fs';
import { type Execution, failureOf, outputOf } from '../../demo/src/n8nApi.ts';
import { accepted, acceptedAtLeast, atRest, type Row, rows, slowDown } from '../n8n/batch';
import { keptBy, leaksOf } from '../n8n/kept';
import { eventually } from '../n8n/servers';
import { CONCURRENCY, SEND, type Sending, Topology } from './topology';
import { testTriggers } from './triggers';

jest.setTimeout(600_000);

let n8n: Topology;
beforeAll(async () => {
	n8n = await Topology.start();
}, 900_000);
afterAll(async () => await n8n?.stop());
beforeEach(async () => await n8n.sandbox.reset());

const onceEach = (sent: Array<{ marker: string }>) => sent.map(({ marker }) => marker).sort();
const textsOf = (all: Row[]) => all.map(({ text }) => text).sort();
/** The result of Retry if n8n has saved the node's memory. */
const known = (batch: Row[]) => ({
	message: expect.stringContaining('may or may not have sent this message: an earlier try left') as string,
	description: expect.stringMatching(`Sent: items 0-.+ Unknown: items .+ Not sent: items .+-${batch.length - 1}\\.`) as string,
});
/** The result of Retry if nothing was saved. */
const lost = (batch: Row[]) => ({
	message: expect.stringContaining('the execution was cut off earlier, and what it had sent was not recorded [item 0]') as string,
	description: expect.stringContaining(`Unknown: items 0-${batch.length - 1}.`) as string,
});

/** Waits for an execution that must succeed. If it fails, the test shows its error. */
async function succeeds(executionId: string, withinMs?: number): Promise<Execution> {
	const execution = await n8n.api.finished(executionId, withinMs);
	expect({ status: execution.status, failure: failureOf(execution) }).toEqual({ status: 'success', failure: undefined });
	return execution;
}

/** Retries a run that was cut off. Checks that nothing is sent, and that the items of unknown outcome are named. */
async function retrySendsNothing(executionId: string, batch: Row[], naming: object): Promise<void> {
	await n8n.sandbox.clearFaults();
	const before = await accepted(n8n.sandbox, batch);
	const retried = await n8n.api.finished(await n8n.api.retry(executionId));
	expect(retried.status).toBe('error');
	expect(failureOf(retried)).toMatchObject({ node: SEND, ...naming });
	expect(await atRest(n8n.sandbox, batch)).toEqual(before);
}

test('Retry finishes a batch in which a text was refused', async () => {
	const batch = rows(6, 'refused once');
	await n8n.sandbox.addFault({
		provider: 'heymarket',
		match: { bodyIncludes: 'refused once 3' },
		fault: { type: 'status', status: 400, body: { message: 'Not now' } },
	});
	const sending = await n8n.sending('heymarket', 'refused');
	const failed = await n8n.api.finished(await sending.call(batch));
	expect(failureOf(failed)).toMatchObject({ node: SEND, message: 'Heymarket refused this message: Not now [item 3]' });

	const retried = await succeeds(await n8n.api.retry(failed.id));
	expect(outputOf(retried, SEND)).toHaveLength(6);
	expect(onceEach(await accepted(n8n.sandbox, batch))).toEqual(textsOf(batch));
});

testTriggers(() => n8n);

describe('Stop', () => {
	let sending: Sending;
	beforeAll(async () => (sending = await n8n.sending('heymarket', 'stopped')));

	test('ends the batch, and Retry sends none of it again', async () => {
		const batch = rows(100, 'stopped');
		await slowDown(n8n.sandbox, 1_000);
		const id = await sending.call(batch, 'main');
		await acceptedAtLeast(n8n.sandbox, 10, batch);
		await n8n.api.request('POST', `/rest/executions/${id}/stop`);
		expect((await atRest(n8n.sandbox, batch)).length).toBeLessThan(100);
		expect((await n8n.api.execution(id)).status).toBe('canceled');
		await retrySendsNothing(id, batch, known(batch));
	});

	test('does not reach the worker if another process took the call; Retry sends none of it again', async () => {
		const batch = rows(40, 'not stopped');
		await slowDown(n8n.sandbox, 3_000);
		const id = await sending.call(batch, 'webhook');
		await acceptedAtLeast(n8n.sandbox, 10, batch);
		await n8n.api.request('POST', `/rest/executions/${id}/stop`);
		// In n8n 2.41.1, the worker goes on. Only the provider knows what happened.
		await acceptedAtLeast(n8n.sandbox, batch.length, batch);
		expect(onceEach(await atRest(n8n.sandbox, batch))).toEqual(textsOf(batch));
		expect((await n8n.api.execution(id)).status).toBe('canceled');
		await retrySendsNothing(id, batch, lost(batch));
	});
});

test('n8n’s own timeout ends the batch, and Retry sends none of it again', async () => {
	const batch = rows(100, 'timed out');
	// With ten at once it takes 80 seconds at least, and the timeout falls between the ends of two groups of ten.
	await slowDown(n8n.sandbox, 8_000);
	const id = await (await n8n.sending('heymarket', 'timed-out', { executionTimeout: 15 })).call(batch);
	await acceptedAtLeast(n8n.sandbox, 1, batch);
	expect((await n8n.api.finished(id)).status).toBe('canceled');
	expect((await atRest(n8n.sandbox, batch)).length).toBeLessThan(100);
	await retrySendsNothing(id, batch, known(batch));
});

/** The batch whose worker was killed, for a later test. */
let killed: { id: string; batch: Row[] };

test('a worker is killed in the middle: the execution is shown as crashed or given up, and Retry sends none of it again', async () => {
	const batch = rows(100, 'killed');
	await slowDown(n8n.sandbox, 1_000);
	const id = await (await n8n.sending('heymarket', 'killed')).call(batch);
	await acceptedAtLeast(n8n.sandbox, 25, batch);
	const number = n8n.workerOf(id);
	if (number === undefined) throw new Error('No worker has the execution.');
	const worker = n8n.queue.workers[number - 1]!;
	process.kill(-worker.pid, 'SIGKILL');
	await worker.ended;
	killed = { id, batch };

	n8n.queue.workers[number - 1] = await n8n.queue.startWorker(number);
	const ended = await eventually('end of the execution', 400_000, async () => {
		const execution = await n8n.api.execution(id);
		return execution.status === 'running' ? undefined : execution;
	});
	// If the worker restarts before the job's lock expires, it finds the execution. Otherwise n8n's queue has given the job up.
	if (ended.status === 'crashed') expect(ended.data.resultData.lastNodeExecuted).toBe(SEND);
	else expect(failureOf(ended)?.message).toContain('failed to be processed too many times');

	// The provider knows what was sent: some of the messages once, the others not at all.
	const sent = await atRest(n8n.sandbox, batch);
	expect(sent.length).toBeGreaterThanOrEqual(25);
	expect(sent.length).toBeLessThan(100);
	expect(new Set(sent.map(({ marker }) => marker)).size).toBe(sent.length);
	await retrySendsNothing(id, batch, lost(batch));
});

describe('two workers that share a limit of 25 a second without knowing of each other', () => {
	const WAIT_SECONDS = 75;
	const all = rows(2_000, 'many');
	const waiting = rows(5, 'waiting');
	const SIZE = all.length / (2 * CONCURRENCY);
	let executions: string[];

	test('send 2,000 messages, each exactly once', async () => {
		// Meanwhile another batch waits for longer than the queue's lock lasts (60 seconds).
		await n8n.sandbox.addFault({
			provider: 'heymarket',
			fault: { type: 'throttle', milliseconds: WAIT_SECONDS * 1000, style: 'retryAfterSeconds' },
		});
		const waits = await (await n8n.sending('heymarket', 'waiting')).call(waiting);
		const sending = await n8n.sending('whippy', 'many');
		const started = Date.now();
		executions = [];
		for (let first = 0; first < all.length; first += SIZE) executions.push(await sending.call(all.slice(first, first + SIZE)));
		for (const id of executions) await succeeds(id, 400_000);
		const seconds = (Date.now() - started) / 1000;
		const ledger = await n8n.sandbox.ledger();
		expect(onceEach(await accepted(n8n.sandbox, all))).toEqual(textsOf(all));
		expect(ledger.violations).toEqual([]);
		const texts = ledger.requests.filter(({ provider, method }) => provider === 'whippy' && method === 'POST');
		const throttled = texts.filter(({ status }) => status === 429).length;
		expect(texts.length - throttled).toBe(all.length);
		console.log(
			`${all.length} messages in ${seconds.toFixed(0)} s (the limit allows them in ${all.length / 25} s), ` +
				`${texts.length} requests, ${throttled} of them told to slow down`,
		);

		const waited = await succeeds(waits, 240_000);
		const lasted = Date.parse(String(waited.stoppedAt)) - Date.parse(String(waited.startedAt));
		expect(lasted).toBeGreaterThan(WAIT_SECONDS * 1000);
		expect(onceEach(await accepted(n8n.sandbox, waiting))).toEqual(textsOf(waiting));
		// Meanwhile n8n's queue may have given up the killed worker's job.
		expect(await accepted(n8n.sandbox, killed.batch)).toEqual([]);
	});

	test('and both workers take part', () => {
		const workers = executions.map((id) => n8n.workerOf(id));
		expect(new Set(workers)).toEqual(new Set([1, 2]));
	});
});

test('later, no other worker has taken over the killed one’s execution', async () => {
	const { id, batch } = killed;
	const failed = `Problem with execution ${id}:`;
	// n8n's queue gives the job up when its lock has expired, and logs that in the process that took the webhook call.
	await eventually('word that the job was given up', 400_000, () =>
		readFileSync(n8n.queue.webhook.log, 'utf8').includes(failed) ? true : undefined,
	);
	expect(await atRest(n8n.sandbox, batch)).toEqual([]);
	const retried = await n8n.api.finished(await n8n.api.retry(id));
	expect(retried.status).toBe('error');
	expect(await atRest(n8n.sandbox, batch)).toEqual([]);
});

describe('Redis is restarted in the middle of a batch', () => {
	test.each([
		['with its data', true],
		['and has lost its data', false],
	])('%s: each message is sent exactly once, and so is the next batch', async (name, kept) => {
		const [batch, next] = [rows(100, `redis ${name}`), rows(5, `after redis ${name}`)];
		const sending = await n8n.sending('heymarket', `redis-${kept}`);
		await slowDown(n8n.sandbox, 1_000);
		const id = await sending.call(batch);
		await acceptedAtLeast(n8n.sandbox, 25, batch);
		await n8n.queue.redis.restart(kept);
		await succeeds(id);
		expect(onceEach(await atRest(n8n.sandbox, batch))).toEqual(textsOf(batch));
		await n8n.sandbox.clearFaults();
		await succeeds(await sending.call(next));
		expect(onceEach(await accepted(n8n.sandbox, next))).toEqual(textsOf(next));
	});
});

test('no key is in the database, in a log of any process or in a file', async () => {
	const kept = await keptBy(n8n.folder, n8n.queue.postgres.environment);
	expect(kept.find(({ place }) => place === 'PostgreSQL')?.text).toContain('Heymarket refused this message: Not now [item 3]');
	expect(leaksOf(kept)).toEqual([]);
});
