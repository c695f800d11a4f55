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

/** A call of a tool: the node's name, and the arguments for its `$fromAI` expressions. */
export interface ToolCall {
	tool: string;
	input: IDataObject;
	/** The call's ID where n8n runs tools as nodes; one of its own unless it is given. */
	id?: string;
}

/** The answer that an agent gets for a call: rows, or one row that says why it failed. */
export interface ToolAnswer {
	rows?: IDataObject[];
	/** The row of a failed call: whether it was sent (or done, if it is no message), the reason, and a code. */
	refusal?: IDataObject;
	/** Only the reason. */
	sentence?: string;
}

/** Checks that a failed call is one row without anything that n8n or an agent would take for a thrown error. */
export function answerOf(rows: IDataObject[]): ToolAnswer {
	const [first] = rows;
	if (rows.length !== 1 || !('reason' in first)) return { rows };
	expect(Object.keys(first)).toEqual(['sent' in first ? 'sent' : 'done', 'reason', 'code']);
	return { refusal: first, sentence: String(first.reason) };
}

/** n8n's two ways of calling a tool. */
export type Way = 'in the agent' | 'as a node run';

/** Rounds of calls. The calls of a round start together; the next round starts when they have ended. */
export type Rounds = ToolCall[][];

/** The parts used here of what n8n gives an agent for a connected tool. */
interface Tool {
	metadata?: { sourceNodeName?: string };
	invoke(input: IDataObject): Promise<unknown>;
}

const inputs: INodeType['description']['inputs'] = [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }];

/** An agent that invokes its tools itself, within its own node run, by getInputConnectionData. */
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

/** An agent that gives its calls to n8n's engine. The engine runs each call as a node, and then goes on with the agent. */
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
			actions: rounds[round].map(({ tool, input, id }, position) => ({
				actionType: 'ExecutionNodeAction',
				nodeName: tool,
				input: input as never,
				type: NodeConnectionTypes.AiTool,
				id: id ?? `call ${round} ${position}`,
				metadata: { round: round + 1 },
			})),
			metadata: { round: round + 1 },
		};
		return request;
	} as INodeType['execute']);
}

/** A tool node of a scenario, by its name. */
export type ToolNode = Partial<INode> & { name: string; parameters: INode['parameters'] };

/** The same parameters for a tool: `$json.to`, which takes a value from the item, becomes `$fromAI('to')`, which takes it from the model. */
export function askingModel(parameters: IDataObject): INode['parameters'] {
	const asked = JSON.stringify(parameters).replace(/=\{\{ \$json\.(\w+) \}\}/g, "={{ $fromAI('$1') }}");
	return JSON.parse(asked) as INode['parameters'];
}

/** A workflow of a trigger, an agent and its tools (nodes of one kind), and the answers that the agent got, in the order of its calls. */
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
