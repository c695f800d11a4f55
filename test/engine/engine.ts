import { ExecutionLifecycleHooks, getAdditionalKeys, PackageDirectoryLoader, RoutingNode, WorkflowExecute } from 'n8n-core';
import { parse, stringify } from 'flatted';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/**
 * The built package, loaded once per test file as n8n loads it. `npm run test:secondCopy` names a folder in which a second
 * copy of n8n-workflow is beside it, as after `npm install` by hand in n8n's folder for nodes.
 */
const loader = new PackageDirectoryLoader(process.env.SHARED_INBOX_PACKAGE ?? process.cwd());
let loaded: Promise<void> | undefined;

/** n8n's name for the package's nodes. */
export const PACKAGE = 'n8n-nodes-shared-inbox';

/** Nodes beside the package's own: the trigger that starts a workflow, and nodes that a test brings. */
export type TestNodes = Record<string, INodeType>;

function testNode(name: string, inputs: INodeType['description']['inputs'], execute: INodeType['execute']): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: name,
			defaults: {},
			inputs,
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute,
	};
}

/** A node of a test with its own execute function, such as an AI agent. */
export const nodeOf = testNode;

function nodeTypesWith(testNodes: TestNodes): INodeTypes {
	const tools = new Map<string, INodeType>();
	const getByNameAndVersion = (type: string, version?: number): INodeType => {
		if (testNodes[type]) return testNodes[type];
		const name = type.replace(`${PACKAGE}.`, '');
		const isTool = name.endsWith('Tool');
		const nodeType = NodeHelpers.getVersionedNodeType(loader.getNode(isTool ? name.slice(0, -4) : name).type, version);
		// n8n's own node-types.js does this with a declarative node. Without it, cancelling and tools can't be tested.
		nodeType.execute ??= async function execute(this: IExecuteFunctions) {
			return (await new RoutingNode(this as never, nodeType).runNode()) ?? [];
		};
		if (!isTool) return nodeType;
		const tool =
			tools.get(type) ??
			(Object.create(nodeType, {
				description: {
					value: { ...nodeType.description, name, inputs: [], outputs: [NodeConnectionTypes.AiTool] },
				},
			}) as INodeType);
		tools.set(type, tool);
		return tool;
	};
	return {
		getByName: getByNameAndVersion,
		getByNameAndVersion,
		getKnownTypes: () => ({}),
	};
}

/** Credentials by credential type, as a person fills them in. */
export type Credentials = Record<string, ICredentialDataDecryptedObject>;

function credentialsHelperOf({ credentials, onCredentialRead }: Pick<Scenario, 'credentials' | 'onCredentialRead'>) {
	const typeOf = (name: string) => loader.getCredential(name).type;
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: (name: string) => typeOf(name).properties,
		/** Evaluates a credential's expressions for the item, as n8n/dist/credentials-helper.js does (applyDefaultsAndOverwrites). */
		async getDecrypted(
			additionalData: IWorkflowExecuteAdditionalData,
			_node: unknown,
			name: string,
			mode: WorkflowExecuteMode,
			executeData?: IExecuteData,
			_raw?: boolean,
			values?: ICredentialsExpressionResolveValues,
		) {
			await onCredentialRead?.(name);
			const data = { ...credentials[name] };
			if (!values || !Object.values(data).some((value) => String(value).startsWith('='))) return data;
			return values.workflow.expression.getParameterValue(
				data as never,
				values.runExecutionData,
				values.runIndex,
				values.itemIndex,
				values.node.name,
				values.connectionInputData,
				mode,
				getAdditionalKeys(additionalData, mode, null, { isCredential: true }),
				executeData,
				false,
				data as never,
			) as ICredentialDataDecryptedObject;
		},
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		async authenticate(
			data: ICredentialDataDecryptedObject,
			name: string,
			options: IHttpRequestOptions,
			workflow: Workflow,
			node: INode,
		) {
			const { authenticate } = typeOf(name);
			if (typeof authenticate === 'function') return await authenticate(data, options);
			const resolve = (value: string) =>
				workflow.expression.getSimpleParameterValue(node, value, 'internal', { $credentials: data } as never, undefined, '');
			for (const [where, fields] of Object.entries(authenticate?.properties ?? {})) {
				const target = ((options as never as Record<string, IDataObject>)[where] ??= {});
				for (const [key, value] of Object.entries(fields as Record<string, string>)) {
					target[String(resolve(key))] = String(resolve(value));
				}
			}
			return options;
		},
		updateCredentials: async () => {},
		updateCredentialsOauthTokenData: async () => {},
	};
}

function additionalDataOf(scenario: Scenario, nodes: INode[], connections: IConnections) {
	const workflowData = { id: 'workflow', name: 'workflow', nodes, connections, active: false, settings: {} };
	const hooks = new ExecutionLifecycleHooks('manual', 'execution', workflowData as never);
	return {
		executionId: 'execution',
		hooks,
		credentialsHelper: credentialsHelperOf(scenario),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: '',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		setExecutionStatus() {},
		sendDataToUI() {},
		logAiEvent() {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** A workflow to run: nodes by name, in the order in which they are connected unless `connections` says otherwise. */
export interface Scenario {
	nodes: Array<Partial<INode> & { name: string; type: string }>;
	connections?: IConnections;
	credentials: Credentials;
	testNodes?: TestNodes;
	/** The trigger's output. */
	items?: INodeExecutionData[];
	pinData?: Record<string, INodeExecutionData[]>;
	/** The workflow's time zone; n8n's own if it is left out. */
	timezone?: string;
	/** Where the workflow keeps files; n8n's default if it is left out. */
	binaryMode?: IWorkflowSettings['binaryMode'];
	/** Called with the type of a credential each time that it is read; a real n8n would decrypt it each time. */
	onCredentialRead?: (type: string) => void | Promise<void>;
}

/** An execution that is under way or has ended. */
export interface Execution {
	finished: Promise<IRun>;
	cancel(): void;
	/** The data that n8n saves when it cancels, while requests may still be under way; undefined before. */
	savedOnCancel(): IRunExecutionData | undefined;
}

function workflowOf(scenario: Scenario) {
	const { nodes, connections, credentials, testNodes = {}, items = [{ json: {} }], timezone, binaryMode } = scenario;
	const trigger: INode = {
		id: 'trigger',
		name: 'Trigger',
		type: 'trigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const all: INode[] = [
		trigger,
		...nodes.map((node, position) => ({
			id: `node${position}`,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
			credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: name, name }])),
			...node,
		})),
	];
	const inLine: IConnections = Object.fromEntries(
		all.slice(0, -1).map(({ name }, position) => [
			name,
			{ main: [[{ node: all[position + 1].name, type: NodeConnectionTypes.Main, index: 0 }]] },
		]),
	);
	const nodeTypes = nodeTypesWith({ trigger: testNode('trigger', [], async () => [items]), ...testNodes });
	const allConnections = connections ?? inLine;
	const workflow = new Workflow({
		id: 'workflow',
		nodes: all,
		connections: allConnections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', ...(timezone && { timezone }), ...(binaryMode && { binaryMode }) },
	});
	return { workflow, additionalData: additionalDataOf(scenario, all, allConnections) };
}

/** A scenario's workflow with everything that n8n needs to run it, and the loaded package. */
export async function prepare(scenario: Scenario) {
	await (loaded ??= loader.loadAll());
	return { ...workflowOf(scenario), loader };
}

/** Starts a workflow in process. */
export async function start(scenario: Scenario): Promise<Execution> {
	const { workflow, additionalData } = await prepare(scenario);
	const running = new WorkflowExecute(additionalData, 'manual').run({
		workflow,
		startNode: workflow.getNode('Trigger')!,
		pinData: scenario.pinData,
	});
	let saved: IRunExecutionData | undefined;
	additionalData.hooks?.addHandler('workflowExecuteAfter', ({ data, status }) => {
		if (status === 'canceled') saved ??= parse(stringify(data)) as IRunExecutionData;
	});
	return { finished: running, cancel: () => running.cancel(), savedOnCancel: () => saved };
}

/** Runs a workflow to its end. */
export async function run(scenario: Scenario): Promise<IRun> {
	return await (await start(scenario)).finished;
}

/**
 * Retries a failed or canceled execution as n8n does. Its data is saved and loaded (by `flatted`, as in n8n's database), the
 * failed run of the last node is removed, and the execution goes on from there.
 */
export async function retry(scenario: Scenario, earlier: IRun): Promise<IRun> {
	const data = parse(stringify(earlier.data)) as IRunExecutionData;
	const last = data.resultData.lastNodeExecuted;
	const runs = last === undefined ? undefined : data.resultData.runData[last];
	delete data.resultData.error;
	if (runs?.at(-1)?.error !== undefined) runs.pop();
	const { workflow, additionalData } = await prepare(scenario);
	// n8n replaces the nodes on the saved stack by those of the workflow that now runs, so a changed workflow is retried.
	for (const waiting of data.executionData?.nodeExecutionStack ?? []) {
		waiting.node = workflow.getNode(waiting.node.name) ?? waiting.node;
	}
	return await new WorkflowExecute(additionalData, 'retry', createRunExecutionData(data)).processRunExecutionData(workflow);
}

/** The items on a node's outputs in its last run; `[0]` is the success output, `[1]` the error output. */
export function outputOf({ data }: IRun, node: string): INodeExecutionData[][] {
	return (data.resultData.runData[node]?.at(-1)?.data?.main ?? []).map((items) => items ?? []);
}

/** The data of the success output. */
export function rowsOf(execution: IRun, node: string): IDataObject[] {
	return (outputOf(execution, node)[0] ?? []).map(({ json }) => json);
}
