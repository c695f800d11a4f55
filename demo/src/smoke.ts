import axios from 'axios';

import type { LedgerSnapshot } from '../../sandbox/ledger.ts';
import { failureOf, type N8nApi, outputOf, type StoredWorkflow } from './n8nApi.ts';
import type { SandboxServer } from './sandboxServer.ts';

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';
const WEBHOOK = 'n8n-nodes-base.webhook';
const SEND = 'Text each customer';

/** A check failed. The message says what was expected and what happened. */
export class CheckFailed extends Error {
	override name = 'CheckFailed';
}

function expect(holds: boolean, sentence: string): asserts holds {
	if (!holds) throw new CheckFailed(sentence);
}

function triggerOf(workflow: StoredWorkflow, type: string): StoredWorkflow['nodes'][number] {
	const trigger = workflow.nodes.find((node) => node.type === type);
	expect(trigger !== undefined, `"${workflow.name}" has no ${type}`);
	return trigger;
}

/** Checks that each of these texts was accepted exactly once, and nothing else. */
function expectEachOnce(ledger: LedgerSnapshot, texts: string[]): void {
	const accepted = ledger.accepted.map(({ marker }) => marker).sort();
	const expected = [...texts].sort();
	expect(
		JSON.stringify(accepted) === JSON.stringify(expected),
		`the sandbox should have accepted ${JSON.stringify(expected)}, and it accepted ${JSON.stringify(accepted)}`,
	);
	const [violation] = ledger.violations;
	expect(violation === undefined, `the sandbox saw a violation: ${violation?.kind}: ${violation?.detail}`);
}

/** Makes the sandbox refuse the next text to this number, once. */
async function refuseOnce(sandbox: SandboxServer, digits: string): Promise<void> {
	await sandbox.addFault({
		provider: 'heymarket',
		match: { method: 'POST', path: '/v1/message/send', bodyIncludes: digits },
		fault: { type: 'status', status: 400, body: { message: 'bad_data: refused once, on demand' } },
	});
}

/** Runs a workflow by hand and waits for its end. */
async function runByHand(api: N8nApi, workflow: StoredWorkflow) {
	return await api.finished(await api.run(workflow.id, triggerOf(workflow, MANUAL_TRIGGER).name));
}

/** Checks Retry On Fail in a real n8n: the second of three texts is refused once, and each must be sent exactly once. */
export async function checkRetryOnFail(api: N8nApi, sandbox: SandboxServer, workflow: StoredWorkflow): Promise<void> {
	await sandbox.reset();
	await refuseOnce(sandbox, '14155550134');
	const execution = await runByHand(api, workflow);
	expect(execution.status === 'success', `it ended with ${execution.status}: ${failureOf(execution)?.message}`);
	const output = outputOf(execution, SEND);
	expect(output.length === 3, `three items should have come out, and there were ${output.length}`);
	const ledger = await sandbox.ledger();
	expect(
		ledger.requests.some(({ faults }) => faults.length > 0),
		'nothing was refused, so nothing was tried again',
	);
	expectEachOnce(
		ledger,
		['Ana', 'Bob', 'Chidi'].map((name) => `Hello ${name}, we open at nine tomorrow.`),
	);
}

/** Checks the Retry button of a failed production execution: accepted texts must not be sent again. */
export async function checkRetryExecution(api: N8nApi, sandbox: SandboxServer, workflow: StoredWorkflow): Promise<void> {
	await sandbox.reset();
	await refuseOnce(sandbox, '14155550134');
	const customers = [
		{ phone: '+1 415 555 0123', text: 'One' },
		{ phone: '+1 415 555 0134', text: 'Two' },
		{ phone: '+1 415 555 0145', text: 'Three' },
	];
	await api.activate(workflow);
	try {
		const { path } = triggerOf(workflow, WEBHOOK).parameters;
		const call = () => axios.post(`${api.url}/webhook/${String(path)}`, { customers }, { proxy: false, timeout: 60_000 });
		const failed = await api.finished((await api.startedBy(call, workflow.id)).id);
		expect(failed.status === 'error', `the first execution should have failed, and it ended with ${failed.status}`);
		const before = (await sandbox.ledger()).accepted.length;
		expect(before < customers.length, 'all texts went out in the first execution');

		const retried = await api.finished(await api.retry(failed.id));
		expect(retried.status === 'success', `the retry ended with ${retried.status}: ${failureOf(retried)?.message}`);
		const output = outputOf(retried, SEND);
		expect(output.length === customers.length, `three items should have come out of the retry, not ${output.length}`);
		expectEachOnce(
			await sandbox.ledger(),
			customers.map(({ text }) => text),
		);
	} finally {
		await api.deactivate(workflow.id);
	}
}

/** Checks the error output: sent items must be in the first output, failed ones in the second, with their fields and an error. */
export async function checkErrorOutput(api: N8nApi, sandbox: SandboxServer, workflow: StoredWorkflow): Promise<void> {
	await sandbox.reset();
	const execution = await runByHand(api, workflow);
	expect(execution.status === 'success', `it ended with ${execution.status}: ${failureOf(execution)?.message}`);
	const sent = outputOf(execution, SEND);
	const failed = outputOf(execution, SEND, 1);
	const counts = `${sent.length} and ${failed.length}`;
	expect(sent.length === 1 && failed.length === 2, `one item should be sent and two failed, not ${counts}`);
	for (const item of failed) {
		const error = (item.error ?? {}) as Record<string, unknown>;
		const texts = [item.phone, error.message, error.code];
		const complete = texts.every((text) => typeof text === 'string');
		expect(complete, `a failed item should hold its fields and its error: ${JSON.stringify(item)}`);
	}
	expectEachOnce(await sandbox.ledger(), ['Hello Ana, we open at nine tomorrow.']);
}
