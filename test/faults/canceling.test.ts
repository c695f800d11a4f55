import fc from 'fast-check';
import type { IRun } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { retry, start } from '../engine/engine';
import { credentialsFor } from '../engine/sandboxed';
import { addTrouble, scenarioOf } from './course';
import { wrongs, type Course } from './judge';
import { operations } from './operations';
import { notePlaces } from './places';
import { plans, type Plan } from './plan';
import { holds, runsFor, within } from './random';
import { saidByRun } from './said';

/** When the execution is stopped: some milliseconds after so many requests have arrived. */
interface Stop {
	plan: Plan;
	requests: number;
	milliseconds: number;
}

const providers = ['heymarket', 'whippy', 'sendook'] as const;

const stops: fc.Arbitrary<Stop> = fc.record({
	plan: fc.oneof(...providers.map((provider) => plans(provider, 'send'))).map((plan): Plan => ({
		...plan,
		way: 'node',
		// Items that are asked to wait for an hour wait here, so that mostly such a wait is stopped.
		maxWaitSeconds: 7_200,
		timeout: 0,
		executeOnce: false,
		bad: [],
		trouble: [
			...plan.trouble.map((trouble) =>
				trouble.fault.type === 'throttle' && !trouble.fault.style?.endsWith('Quota')
					? { ...trouble, fault: { type: 'throttle' as const, style: 'retryAfterSeconds' as const, milliseconds: 3_600_000 } }
					: trouble,
			),
			{ skip: 0, times: 'always', when: 'after', fault: { type: 'delay', milliseconds: 40 } },
		],
	})),
	requests: fc.integer({ min: 0, max: 12 }),
	milliseconds: fc.integer({ min: 0, max: 120 }),
});

const soon = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));

async function stopped({ plan, requests, milliseconds }: Stop): Promise<void> {
	const sandbox = await startSandbox();
	try {
		addTrouble(sandbox, plan);
		const places = notePlaces(plan.operation, credentialsFor(sandbox));
		const execution = await start(scenarioOf(sandbox, plan));
		let hasEnded = false;
		void execution.finished.finally(() => {
			hasEnded = true;
		});
		for (let turn = 0; turn < 300 && !hasEnded && sandbox.ledger.requests.length < requests; turn += 1) await soon(5);
		await soon(milliseconds);
		const before = sandbox.ledger.snapshot();
		execution.cancel();
		// Without the stop, a run could wait for an hour or for an answer that never comes.
		const first = await within(30_000, execution.finished);
		// Requests that had left before the stop arrive meanwhile.
		await soon(500);
		const left = sandbox.ledger.requests.length;
		const allowed = before.requests.length + Math.max(0, plan.maxParallelRequests - before.inFlight);
		const found: string[] = [];
		if (left > allowed) found.push(`${left} requests, ${before.requests.length} of them before it was stopped, ${before.inFlight} under way`);

		const course: Course = { steps: [], places };
		const note = (run: IRun, isCanceled: boolean) => {
			const said = saidByRun(run, Array.from({ length: plan.count }, (_, item) => item), false);
			course.steps.push({ said, ledger: sandbox.ledger.snapshot(), sendsAgain: plan.sendsAgain, isCanceled });
		};
		note(first, true);
		sandbox.faults.clear();
		sandbox.limits.set(operations[plan.operation].provider, 'off');
		// The provider's request to wait still applies to this address, and the retry would wait for an hour.
		const isPaused = plan.trouble.some(({ fault }) => fault.type === 'throttle');
		if (first.status !== 'success' && !isPaused) note(await within(60_000, retry(scenarioOf(sandbox, { ...plan, maxWaitSeconds: 0 }, ['continue']), first)), false);
		found.push(...wrongs(plan, course));
		if (found.length > 0) {
			const { error } = first.data.resultData;
			throw new Error([...new Set(found), first.status, error?.message, error?.description].join('\n'));
		}
	} finally {
		await sandbox.close();
	}
}

it('a run can be stopped at any moment: nothing more leaves, requests under way are reported, and Retry goes on from there', async () => {
	await holds(stops, runsFor(20, 600), stopped);
}, 3_600_000);
