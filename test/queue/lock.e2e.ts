import { readFileSync } from 'node:fs';
import { failureOf, outputOf } from '../../demo/src/n8nApi.ts';
import { accepted, rows } from '../n8n/batch';
import { withoutWhippysLimits } from '../n8n/withoutLimits';
import { SEND, Topology } from './topology';

jest.setTimeout(600_000);

/** A tenth of the times that n8n's queue gives a worker to show that it is alive (60, 10 and 30 seconds). */
const LOCK = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

let n8n: Topology;
beforeAll(async () => {
	n8n = await Topology.start({ environment: LOCK, installed: withoutWhippysLimits });
}, 900_000);
afterAll(async () => await n8n?.stop());

test('12,000 messages in one execution: the worker keeps its lock, each is sent once, and n8n saves all rows', async () => {
	const all = rows(12_000, 'of one execution');
	await n8n.sandbox.setLimit('whippy', 'off');
	const sending = await n8n.sending('whippy', 'one-execution');
	const started = Date.now();
	const id = await sending.call(all);
	// n8n sends an execution with all its items, so the list is asked whether it has ended.
	for (;;) {
		const listed = (await n8n.api.executions()).find((execution) => execution.id === id);
		if (listed?.stoppedAt) break;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	const seconds = (Date.now() - started) / 1000;
	const execution = await n8n.api.execution(id);
	expect({ status: execution.status, failure: failureOf(execution) }).toEqual({ status: 'success', failure: undefined });
	expect(outputOf(execution, SEND)).toHaveLength(all.length);
	const markers = (await accepted(n8n.sandbox, all)).map(({ marker }) => marker);
	expect(markers.sort()).toEqual(all.map(({ text }) => text).sort());

	// If a job has stalled, n8n's queue gives it up, and the worker notices that its lock is gone.
	const { main, webhook, workers } = n8n.queue;
	const logs = [main, webhook, ...workers].map(({ log }) => readFileSync(log, 'utf8'));
	expect(logs.flatMap((log) => log.match(/^.*(\bstalled|lock for job|Problem with execution|failed to be processed).*$/gim) ?? [])).toEqual([]);
	expect(logs.filter((log) => log.includes(`Worker started execution ${id} `))).toHaveLength(1);
	expect(logs.filter((log) => log.includes(`Worker finished execution ${id} `))).toHaveLength(1);
	console.log(`${all.length} messages of one execution in ${seconds.toFixed(0)} s`);
});
