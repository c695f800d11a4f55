import { HookContext, PollContext, WebhookContext } from 'n8n-core';
import type { IDataObject, IHookFunctions, INode, INodeExecutionData, INodeType, IPollFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { prepare, PACKAGE, type Credentials } from '../engine/engine';

/** A trigger node in a workflow, in n8n-core in process. */
export interface TriggerScenario {
	/** The node's type, without the package's name. */
	type: string;
	parameters: IDataObject;
	credentials: Credentials;
	/** Another workflow or node has its own memory. */
	workflowId?: string;
	nodeId?: string;
	/** As n8n has read it from its database; it is changed in place, as a delivery does. */
	staticData?: IDataObject;
	isTest?: boolean;
	/** Where n8n thinks that it listens. */
	testUrl?: string;
	/** Gets what n8n's log would. */
	warnings?: string[];
}

/** What was answered to a post, and what started. */
export interface Received {
	status: number | undefined;
	/** How often it was answered. */
	answers: number;
	items: INodeExecutionData[];
	response: IWebhookResponseData;
	/** How long the trigger's own function took. */
	webhookMs: number;
	/** When it answered. */
	answeredMs: number;
}

let lastWorkflow = 0;

/** A workflow ID that no other test has, so that nothing is remembered of it. */
export function newWorkflow(): string {
	lastWorkflow += 1;
	return `workflow-${lastWorkflow}`;
}

async function at({ type, parameters, credentials, workflowId = 'workflow', nodeId = 'node0', staticData = {}, isTest = false, testUrl }: TriggerScenario) {
	const node: Partial<INode> & { name: string; type: string } = {
		id: nodeId,
		name: 'Node',
		type: `${PACKAGE}.${type}`,
		parameters: parameters as INode['parameters'],
		webhookId: `hook-${workflowId}`,
	};
	const { workflow, additionalData, loader } = await prepare({ nodes: [node], credentials });
	workflow.id = workflowId;
	if (testUrl) Object.assign(additionalData, { webhookBaseUrl: testUrl, webhookTestBaseUrl: testUrl });
	// As n8n does with what it has read: a node's data is that under its name.
	workflow.staticData['node:Node'] = staticData;
	const nodeType = loader.getNode(type).type as INodeType;
	const description = nodeType.description.webhooks?.[0];
	const webhookData = { httpMethod: 'POST', node: 'Node', path: `hook-${workflowId}/webhook`, webhookDescription: description, workflowId, workflowExecuteAdditionalData: additionalData, isTest };
	return { workflow, additionalData, nodeType, node: workflow.getNode('Node')!, webhookData };
}

/** A post as n8n hands it over: what its body parser makes of the bytes. */
export interface Posted {
	/** The parsed body; undefined as n8n gives it for content that it doesn't parse. */
	body?: unknown;
	raw?: Buffer;
	headers?: Record<string, string>;
}

/** Lets a trigger receive a post. */
export async function receive(scenario: TriggerScenario, { body, raw, headers = {} }: Posted): Promise<Received> {
	const { workflow, additionalData, nodeType, node, webhookData } = await at(scenario);
	const received: Received = { status: undefined, answers: 0, items: [], response: {}, webhookMs: 0, answeredMs: 0 };
	let startedAt = 0;
	const response = {
		status(status: number) {
			received.status = status;
			return response;
		},
		end() {
			received.answers += 1;
			received.answeredMs = performance.now() - startedAt;
			return response;
		},
	};
	const bytes = raw ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
	const request = { body, rawBody: bytes, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, params: {}, query: {} };
	const data = { ...additionalData, httpRequest: request, httpResponse: response };
	const mode = scenario.isTest ? 'manual' : 'webhook';
	const context = new WebhookContext(workflow, node, data as never, mode, webhookData as never, [], null);
	startedAt = performance.now();
	received.response = await nodeType.webhook!.call(context as never as IWebhookFunctions);
	received.webhookMs = performance.now() - startedAt;
	received.items = received.response.workflowData?.[0] ?? [];
	return received;
}

/** Calls one of the functions by which n8n switches a trigger on and off. */
export async function hook(scenario: TriggerScenario, method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
	const { workflow, additionalData, nodeType, node, webhookData } = await at(scenario);
	// As in n8n: a delete is always internal, also of a test.
	const [mode, activation] = method === 'delete' ? (['internal', 'update'] as const) : scenario.isTest ? (['manual', 'manual'] as const) : (['trigger', 'activate'] as const);
	const context = new HookContext(workflow, node, additionalData, mode, activation, webhookData as never);
	const { warnings } = scenario;
	if (warnings) Object.defineProperty(context, 'logger', { value: { warn: (words: string) => warnings.push(words) } });
	return await nodeType.webhookMethods!.default![method].call(context as never as IHookFunctions);
}

/** Lets a polling trigger look for something new. */
export async function poll(scenario: TriggerScenario & { isManual?: boolean; budgetMs?: number }): Promise<INodeExecutionData[] | null> {
	const { workflow, additionalData, nodeType, node } = await at(scenario);
	const mode = scenario.isManual ? 'manual' : 'trigger';
	const context = new PollContext(workflow, node, additionalData, mode, scenario.isManual ? 'manual' : 'activate');
	if (scenario.budgetMs !== undefined) Object.assign(context, { getPollBudgetMs: () => scenario.budgetMs });
	const output = await nodeType.poll!.call(context as never as IPollFunctions);
	return output?.[0] ?? null;
}
