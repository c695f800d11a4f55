import {
	NodeConnectionTypes,
	type EngineRequest,
	type EngineResponse,
	type IConnections,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { nodeOf, PACKAGE, type Scenario } from './engine';
import { oneNode, type NodeName } from './sandboxed';

/** What an agent asks of a tool: the node's name, and the arguments that its `$fromAI` expressions take. */
export interface ToolCall {
	tool: string;
	input: IDataObject;
}

/** What an agent gets back for a call: rows, or the reason why it failed, which is a row as well. */
export interface ToolAnswer {
	rows?: IDataObject[];
	/** Whether it was sent, why not, and a code. */
	refusal?: IDataObject;
	/** The reason alone. */
	sentence?: string;
}

/** A failed call is one row, and has nothing in it that n8n or an agent would take for a thrown error. */
export function answerOf(rows: IDataObject[]): ToolAnswer {
	const [first] = rows;
	if (rows.length !== 1 || !('reason' in first)) return { rows };
	expect(Object.keys(first)).toEqual(['sent', 'reason', 'code']);
	return { refusal: first, sentence: String(first.reason) };
}

/** n8n's two ways of calling a tool. */
export type Way = 'in the agent' | 'as a node run';

/** Calls of one round start together; a round starts when the one before has ended. */
export type Rounds = ToolCall[][];

/** What n8n gives an agent for a connected tool, as far as it is used here. */
interface Tool {
	metadata?: { sourceNodeName?: string };
	invoke(input: IDataObject): Promise<unknown>;
}

const inputs: INodeType['description']['inputs'] = [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }];

/** The agent itself invokes what getInputConnectionData gives it, within its own node run. */
function invoking(rounds: Rounds, answers: ToolAnswer[]): INodeType {
	return nodeOf('agent', inputs, async function execute(this: IExecuteFunctions) {
		const tools = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		for (const calls of rounds) {
			const results = await Promise.all(
				calls.map(async ({ tool, input }): Promise<ToolAnswer> => {
					const found = tools.find(({ metadata }) => metadata?.sourceNodeName === tool)!;
					return answerOf(JSON.parse(String(await found.invoke(input))) as IDataObject[]);
				}),
			);
			answers.push(...results);
		}
		return [[{ json: {} }]];
	} as INodeType['execute']);
}

/** The agent hands its calls to the engine, which runs each as a node of its own and resumes the agent. */
function requesting(rounds: Rounds, answers: ToolAnswer[]): INodeType {
	return nodeOf('agent', inputs, async function execute(this: IExecuteFunctions, response?: EngineResponse<{ round: number }>) {
		for (const { data } of response?.actionResponses ?? []) {
			const items: INodeExecutionData[] = data.data?.ai_tool?.[0] ?? [];
			if (data.error) throw data.error;
			answers.push(answerOf(items.map(({ json }) => json)));
		}
		const round = response?.metadata?.round ?? 0;
		if (round === rounds.length) return [[{ json: {} }]];
		const request: EngineRequest<{ round: number }> = {
			actions: rounds[round].map(({ tool, input }, position) => ({
				actionType: 'ExecutionNodeAction',
				nodeName: tool,
				input: input as never,
				type: NodeConnectionTypes.AiTool,
				id: `call ${round} ${position}`,
				metadata: { round: round + 1 },
			})),
			metadata: { round: round + 1 },
		};
		return request;
	} as INodeType['execute']);
}

/** A tool node of a scenario, by its name. */
export type ToolNode = Partial<INode> & { name: string; parameters: INode['parameters'] };

/** Parameters that take from the model what they take from an item in a workflow: `$json.to` becomes `$fromAI('to')`. */
export function askingModel(parameters: IDataObject): INode['parameters'] {
	const asked = JSON.stringify(parameters).replace(/=\{\{ \$json\.(\w+) \}\}/g, "={{ $fromAI('$1') }}");
	return JSON.parse(asked) as INode['parameters'];
}

/** A workflow of a trigger, an agent and its tools (nodes of one kind), and what the agent got back, in the order of its calls. */
export function agentScenario(
	sandbox: Sandbox,
	way: Way,
	tools: ToolNode[],
	rounds: Rounds,
	{ node = 'heymarket', items = [{}], credential }: { node?: NodeName; items?: IDataObject[]; credential?: IDataObject } = {},
): { scenario: Scenario; answers: ToolAnswer[] } {
	const answers: ToolAnswer[] = [];
	const connections: IConnections = {
		Trigger: { main: [[{ node: 'Agent', type: NodeConnectionTypes.Main, index: 0 }]] },
		...Object.fromEntries(
			tools.map(({ name }) => [name, { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] }]),
		),
	};
	const scenario: Scenario = {
		nodes: [{ name: 'Agent', type: 'agent' }, ...tools.map((tool) => ({ type: `${PACKAGE}.${node}Tool`, ...tool }))],
		connections,
		credentials: oneNode(sandbox, node, {}, { credential }).credentials,
		testNodes: { agent: (way === 'in the agent' ? invoking : requesting)(rounds, answers) },
		items: items.map((json) => ({ json })),
	};
	return { scenario, answers };
}
