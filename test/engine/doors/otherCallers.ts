import { ExecuteContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { prepare, type Scenario } from '../engine';

/*
 * Copies of n8n's callers that don't use `customOperations`. They call the `execute` that n8n's node-types.js gives a
 * declarative node, which is RoutingNode.
 */

/** The result that n8n's Agents make of a node which ran as a tool. */
export type AgentsResult = { status: 'success'; data: INodeExecutionData[] } | { status: 'error'; error: string };

/**
 * One call of the node as a tool of n8n's Agents: `executeNodeDirectly` and `buildEphemeralContextParts` of
 * n8n/dist/node-execution/ephemeral-node-executor.js (2.41.1). The node stands alone in a workflow without settings, its
 * executeData names it, and nothing can cancel it.
 */
export async function throughAgents(scenario: Scenario, input: IDataObject = {}): Promise<AgentsResult> {
	const { workflow: { nodeTypes, nodes }, additionalData } = await prepare(scenario);
	// Calls of all agents in the process that are identical and overlap are one message, unless they are of different accounts.
	const credentials = Object.fromEntries(Object.keys(scenario.credentials).map((name) => [name, { id: `${name} of ${String(scenario.credentials[name].baseUrl)}`, name }]));
	const node: INode = { ...nodes.Node, id: 'a5b2ab6c-5a3c-4a29-8f34-5df3a0f1b1f7', name: 'Target Node', credentials };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes, settings: settingsOf(scenario) });
	const items = [{ json: input }];
	const data = { main: [items] };
	const executeData: IExecuteData = { node, data, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		items,
		data,
		executeData,
		[],
	);
	try {
		const output = await nodeTypes.getByNameAndVersion(node.type, node.typeVersion).execute!.call(context);
		if (!Array.isArray(output) || !output[0]) return { status: 'error', error: 'No output data' };
		return { status: 'success', data: output[0] };
	} catch (thrown) {
		return { status: 'error', error: thrown instanceof Error ? thrown.message : String(thrown) };
	}
}

/**
 * Runs the node as a tool that n8n runs as a node. It can be called again in the same run, which n8n does on Retry On Fail.
 */
export async function asToolRun(scenario: Scenario, runIndex: number, runData = createRunExecutionData()) {
	const { workflow, additionalData } = await prepare(scenario);
	const node = workflow.nodes.Node;
	const items = [{ json: {} }];
	const data = { main: [items] };
	const { resource, operation } = node.parameters as Record<string, string>;
	const { customOperations } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	return async () => {
		const context = new ExecuteContext(workflow, node, additionalData, 'manual', runData, runIndex, items, data, { node, data, source: null }, []);
		const [rows] = (await customOperations![resource][operation].call(context)) as INodeExecutionData[][];
		return rows.map(({ json }) => json);
	};
}

/**
 * One step of n8n's Engine 2.0: `V1StepExecutor` of @n8n/node-engine-compatibility 0.9.1 (v1-step-executor.js,
 * v1-adapters.js), which n8n 2.41.1 runs nodes by where a workflow's settings choose that engine. Of a node's settings it
 * uses only `continueOnFail`. With that, a node that throws passes its input on.
 */
export async function throughEngine2(scenario: Scenario, { continueOnFail = false } = {}): Promise<INodeExecutionData[][]> {
	const { workflow: { nodeTypes, nodes }, additionalData } = await prepare(scenario);
	const { id, name, type, typeVersion, position, parameters, credentials } = nodes.Node;
	const node: INode = { id, name, type, typeVersion, position, parameters, continueOnFail, credentials };
	const workflow = new Workflow({ id: 'workflow', nodes: [node], connections: {}, active: false, nodeTypes, settings: settingsOf(scenario) });
	const items = scenario.items?.length ? scenario.items : [{ json: {} }];
	const data = { main: [items] };
	const executeData: IExecuteData = { node, data, source: { main: [{ previousNode: 'Trigger' }] } };
	const runExecutionData = createRunExecutionData({ startData: {}, resultData: { runData: {} } });
	const context = new ExecuteContext(workflow, node, additionalData, 'manual', runExecutionData, 0, items, data, executeData, []);
	try {
		return ((await nodeTypes.getByNameAndVersion(type, typeVersion).execute!.call(context)) ?? []) as INodeExecutionData[][];
	} catch (thrown) {
		if (!context.continueOnFail()) throw thrown;
		return [context.getInputData()];
	}
}

/** The scenario's time zone as workflow settings. n8n's own callers set none; here it must be that of the compared node run. */
function settingsOf({ timezone }: Scenario) {
	return timezone ? { timezone } : {};
}
