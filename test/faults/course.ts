import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { agentScenario, askingModel, type Rounds } from '../engine/agent';
import { retry, run, type Scenario } from '../engine/engine';
import { credentialsFor, oneNode } from '../engine/sandboxed';
import type { Course } from './judge';
import { markOf, operations } from './operations';
import { notePlaces } from './places';
import { allowedIn, itemsOf, wordsOf, type Plan, type Retry } from './plan';
import { saidByRun, saidToAgent } from './said';
import { leaks } from './secrets';

type Change = Retry['change'];

/** A course, and the secrets that were found in what n8n saves of it. */
export type Followed = Course & { leaks: string[] };

function parametersOf(plan: Plan, changes: Change[] = []): IDataObject {
	const operation = operations[plan.operation];
	const { requestsAtOnce, maxWait } = plan;
	const sendsAgain = plan.sendsAgain || changes.includes('sendAgain');
	return {
		...operation.parameters,
		...(operation.kind === 'send' && {
			...(changes.includes('words') && { [operation.words]: '={{ "New: " + $json.words }}' }),
			delivery: { requestsAtOnce, maxWait, ...(sendsAgain && { ifUnknown: 'sendAgain' }) },
		}),
		requestOptions: {
			...(plan.timeout > 0 && { timeout: plan.timeout }),
			...(plan.batchSize > 0 && { batching: { batch: { batchSize: plan.batchSize, batchInterval: 20 } } }),
		},
	};
}

/** The workflow of a plan, changed as a person would before Retry. */
export function scenarioOf(sandbox: Sandbox, plan: Plan, changes: Change[] = []): Scenario {
	const { provider } = operations[plan.operation];
	const settings = {
		onError: changes.includes('continue') ? 'continueErrorOutput' : plan.onError,
		...(plan.maxTries > 0 && { retryOnFail: true, maxTries: plan.maxTries, waitBetweenTries: 1 }),
		...(plan.executeOnce && { executeOnce: true }),
	} as Partial<INode>;
	const credential = {
		allowedRecipients: allowedIn(plan),
		...(changes.at(-1) === 'key' && { secretId: ' ', apiKey: ' ' }),
	};
	return oneNode(sandbox, provider, parametersOf(plan, changes), { items: itemsOf(plan), settings, credential });
}

/** Sets what goes wrong. */
export function addTrouble(sandbox: Sandbox, plan: Plan): void {
	const { provider, kind } = operations[plan.operation];
	if (plan.limit === 'off') sandbox.limits.set(provider, 'off');
	else if (plan.limit !== 'documented') sandbox.limits.set(provider, plan.limit);
	for (const { item, reads, ...trouble } of plan.trouble) {
		// Any other send names a conversation or a person by a read first, which carries no mark.
		const match = item === undefined ? {} : { bodyIncludes: markOf(wordsOf(plan, item)) };
		const method = reads ? 'GET' : 'POST';
		sandbox.faults.add({ provider, match: kind === 'send' && item === undefined ? { method } : match, ...trouble });
	}
}

/** The calls that a model makes of one tool, some together. */
function roundsOf(plan: Plan): Rounds {
	const calls = itemsOf(plan).map((input) => ({ tool: 'Tool', input }));
	const rounds: Rounds = [];
	for (let at = 0; at < calls.length; at += plan.callsTogether) rounds.push(calls.slice(at, at + plan.callsTogether));
	return rounds;
}

async function asTool(sandbox: Sandbox, plan: Plan, way: 'in the agent' | 'as a node run'): Promise<Followed> {
	const { provider } = operations[plan.operation];
	const tool = {
		name: 'Tool',
		parameters: askingModel(parametersOf(plan)),
		...(plan.maxTries > 0 && { retryOnFail: true, maxTries: plan.maxTries, waitBetweenTries: 1 }),
	};
	const places = notePlaces(plan.operation, credentialsFor(sandbox));
	const credential = { allowedRecipients: allowedIn(plan) };
	const { scenario, answers } = agentScenario(sandbox, way, [tool], roundsOf(plan), { node: provider, credential });
	const execution = await run(scenario);
	const said = saidToAgent(answers);
	return {
		places,
		steps: [{ said, ledger: sandbox.ledger.snapshot(), sendsAgain: plan.sendsAgain }],
		leaks: leaks(sandbox, [execution, answers]),
	};
}

/** Follows a plan in a sandbox of its own: the execution, and each Retry of a failed one. */
export async function follow(plan: Plan): Promise<Followed> {
	const operation = operations[plan.operation];
	const sandbox = await startSandbox();
	try {
		addTrouble(sandbox, plan);
		if (plan.way !== 'node') return await asTool(sandbox, plan, plan.way);
		const expected = Array.from({ length: plan.executeOnce ? 1 : plan.count }, (_, item) => item);
		const course: Course = { steps: [], places: notePlaces(plan.operation, credentialsFor(sandbox)) };
		const found: string[] = [];
		const note = (execution: IRun, sendsAgain: boolean) => {
			const said = saidByRun(execution, expected, operation.kind === 'read');
			course.steps.push({ said, ledger: sandbox.ledger.snapshot(), sendsAgain });
			found.push(...leaks(sandbox, execution));
		};
		let execution = await run(scenarioOf(sandbox, plan));
		note(execution, plan.sendsAgain);
		const changes: Change[] = [];
		for (const { change, isOver } of plan.retries) {
			if (execution.status !== 'error') break;
			if (isOver) sandbox.faults.clear();
			changes.push(change);
			execution = await retry(scenarioOf(sandbox, plan, changes), execution);
			note(execution, plan.sendsAgain || changes.includes('sendAgain'));
		}
		return { ...course, leaks: found };
	} finally {
		await sandbox.close();
	}
}
