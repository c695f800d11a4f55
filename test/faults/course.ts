import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { agentScenario, answerOf, askingModel, type Rounds, type ToolAnswer, type Way } from '../engine/agent';
import { throughAgents } from '../engine/doors/otherCallers';
import { PACKAGE, retry, run, type Scenario } from '../engine/engine';
import { credentialsFor, oneNode } from '../engine/sandboxed';
import type { Course } from './judge';
import { markOf, operations } from './operations';
import { notePlaces } from './places';
import { allowedIn, itemsOf, otherOf, wordsOf, type Plan, type Retry } from './plan';
import { saidByRun, saidToAgent } from './said';
import { leaks } from './secrets';

type Change = Retry['change'];

/** A course, and the secrets that were found in the data that n8n saves. */
export type Followed = Course & { leaks: string[] };

function parametersOf(plan: Plan, changes: Change[] = []): IDataObject {
	const own = operations[plan.operation];
	const isOther = own.kind === 'send' && changes.includes('operation');
	const operation = isOther ? otherOf(plan) : own;
	const { maxParallelRequests, maxWaitSeconds } = plan;
	const sendsAgain = plan.sendsAgain || changes.includes('sendAgain');
	const words = plan.badBy === 'expression' ? "($json.isBad ? $('Nobody').item.json.words : $json.words)" : '$json.words';
	const timeout = plan.timeout > 0 ? String(plan.timeout) : '300000';
	return {
		...(isOther ? (JSON.parse(JSON.stringify(operation.parameters).replaceAll('$json.to', '$json.other')) as IDataObject) : operation.parameters),
		...(operation.kind === 'send' && {
			// For a tool, the model gives the text itself.
			...(plan.way === 'node' && { [operation.words]: `={{ ${words}${changes.includes('words') ? ' + "-new"' : ''} }}` }),
			delivery: { maxParallelRequests, maxWaitSeconds, ...(plan.way !== 'node' && { maxToolSends: 1_000 }), ...(sendsAgain && { ifUnclear: 'sendAgain' }) },
		}),
		requestOptions: {
			...(plan.timeout > 0 && { timeout: plan.timeout }),
			...(plan.badBy === 'timeout' && plan.bad.length > 0 && { timeout: `={{ $json.isBad ? "soon" : ${timeout} }}` }),
			...(plan.ignoresCertificates && { allowUnauthorizedCerts: true }),
			...(plan.batchSize > 0 && { batching: { batch: { batchSize: plan.batchSize, batchInterval: plan.batchInterval } } }),
		},
	};
}

/** The workflow of a plan, with a person's changes before Retry. */
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
	const scenario = oneNode(sandbox, provider, parametersOf(plan, changes), { items: itemsOf(plan), settings, credential });
	if (!changes.includes('account')) return scenario;
	const chosen = Object.fromEntries(Object.keys(scenario.credentials).map((type) => [type, { id: 'another', name: 'Another' }]));
	return { ...scenario, nodes: scenario.nodes.map((node) => ({ ...node, credentials: chosen })) };
}

/** Adds a plan's faults to the sandbox. */
export function addTrouble(sandbox: Sandbox, plan: Plan): void {
	const { provider, kind } = operations[plan.operation];
	if (plan.limit === 'off') sandbox.limits.set(provider, 'off');
	else if (plan.limit !== 'documented') sandbox.limits.set(provider, plan.limit);
	for (const { item, reads, ...trouble } of plan.trouble) {
		// A look-up has no mark of its item, so its fault strikes any request.
		const match = item === undefined ? {} : { bodyIncludes: markOf(wordsOf(plan, item)) };
		const method = reads ? 'GET' : 'POST';
		sandbox.faults.add({ provider, match: kind === 'send' && item === undefined ? { method } : match, ...trouble });
	}
}

/** A model's calls of one tool, in rounds of calls that start together. */
function roundsOf(plan: Plan): Rounds {
	const calls = itemsOf(plan).map((input) => ({ tool: 'Tool', input }));
	const rounds: Rounds = [];
	for (let at = 0; at < calls.length; at += plan.callsTogether) rounds.push(calls.slice(at, at + plan.callsTogether));
	return rounds;
}

/** Makes the calls as n8n's Agents do: without a workflow, through RoutingNode, some of them together. */
async function byAgents(sandbox: Sandbox, plan: Plan): Promise<Followed> {
	const { provider } = operations[plan.operation];
	const places = notePlaces(plan.operation, credentialsFor(sandbox));
	const credential = { allowedRecipients: allowedIn(plan) };
	const settings = { type: `${PACKAGE}.${provider}Tool` };
	const scenario = oneNode(sandbox, provider, askingModel(parametersOf(plan)), { credential, settings });
	const answers: ToolAnswer[] = [];
	const results: unknown[] = [];
	for (const calls of roundsOf(plan)) {
		const ended = await Promise.all(calls.map(async ({ input }) => await throughAgents(scenario, input)));
		for (const result of ended) {
			if (result.status !== 'success') throw new Error(`An agent is told of a thrown error: ${result.error}`);
			answers.push(answerOf(result.data.map(({ json }) => json)));
		}
		results.push(...ended);
	}
	const said = saidToAgent(answers);
	return { places, steps: [{ said, ledger: sandbox.ledger.snapshot(), sendsAgain: plan.sendsAgain }], leaks: leaks(sandbox, results) };
}

async function asTool(sandbox: Sandbox, plan: Plan, way: Way): Promise<Followed> {
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

/** Identifies the operation and account that the node has after some changes. */
function doingOf(changes: Change[]): string {
	return (['operation', 'account'] as const).filter((change) => changes.includes(change)).join(' and ');
}

/** Runs a plan with its own sandbox: the execution, and each Retry of a failed one. */
export async function follow(plan: Plan): Promise<Followed> {
	const operation = operations[plan.operation];
	const sandbox = await startSandbox();
	try {
		addTrouble(sandbox, plan);
		if (plan.way === 'by n8n’s Agents') return await byAgents(sandbox, plan);
		if (plan.way !== 'node') return await asTool(sandbox, plan, plan.way);
		const expected = Array.from({ length: plan.executeOnce ? 1 : plan.count }, (_, item) => item);
		const course: Course = { steps: [], places: notePlaces(plan.operation, credentialsFor(sandbox)) };
		const found: string[] = [];
		const note = (execution: IRun, sendsAgain: boolean) => {
			const said = saidByRun(execution, expected, operation.kind === 'read');
			course.steps.push({ said, ledger: sandbox.ledger.snapshot(), sendsAgain, doing: doingOf(changes) });
			found.push(...leaks(sandbox, execution));
		};
		const changes: Change[] = [];
		let execution = await run(scenarioOf(sandbox, plan));
		note(execution, plan.sendsAgain);
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
