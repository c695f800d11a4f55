import type { DeclarativeRestApiSettings, IDataObject, IExecutePaginationFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { ListSearches } from '../listSearch';
import type { Provider } from '../provider';
import { invalidInput, type Failure } from '../transport/failure';
import { deliver } from './deliver';
import { filesOfCall } from './files';
import type { Item } from './item';
import { itemReader } from './itemReader';
import { Memory, TOOL_CALLS } from './memory';
import { ParameterReader } from './parameters';
import { failedOutput, stopError, toolOutput } from './report';
import { runIn, type Run } from './run';
import { Spacing } from './spacing';

/** Operations by resource and value, as `message.send`. */
export type Operations = Map<string, Operation>;

/**
 * Makes the function that n8n's RoutingNode calls as the node's pagination, with the request that it built. Runs of the node
 * in a workflow don't come here: they use `customOperations`. n8n's other callers come here, each with one item: tools inside
 * an agent's own run, MCP tools on workers, and n8n's Agents.
 *
 * A failed call is reported in a row and never thrown. After a throw, some agents would tell their model nothing, and others
 * would end the whole execution.
 */
export function toolDoor(provider: Provider, operations: Operations, searches: ListSearches = {}) {
	return async function deliverCall(
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const node = this.getNode();
		const index = this.getItemIndex();
		const row = (json: IDataObject) => [{ json, pairedItem: { item: index } }];
		// RoutingNode chooses the request by the raw values and doesn't evaluate an expression here, so neither does this.
		const operationName = `${String(node.parameters.resource)}.${String(node.parameters.operation)}`;
		const operation = operations.get(operationName);
		const refusal = operation ? severalItems(this) : unknownOperation(operations, node.parameters.resource, node.parameters.operation);
		if (!operation || refusal) {
			const failure = refusal!;
			if (isTool(this)) return row(toolOutput(failure, operation?.effect));
			// If this threw although the node continues on fail, n8n would pass the input on as if it had been sent.
			if (this.continueOnFail()) return row(failedOutput(provider.name, failure, index));
			throw stopError(node, failure, index, []);
		}
		const parameters = new ParameterReader(operation, {
			raw: node.parameters,
			evaluate: (name) => this.getNodeParameter(name, null, { skipValidation: true }),
			input: () => this.getInputData().json,
			timezone: this.getTimezone(),
			isToolCall: true,
		});
		const read = itemReader(parameters, () => filesOfCall(this));
		const nodeContext = nodeContextOf(this);
		const memory = new Memory(nodeContext ?? {}, TOOL_CALLS, nodeContext ?? AGENTS);
		memory.begin({ wasCutOff: false, isRetry: false });
		const run: Run = {
			...runIn(this, operation.provider ?? provider, operationName, operation),
			count: 1,
			read: () => {
				const item = read(index);
				return 'good' in item ? { good: { ...item.good, routed: routedBy(requestData, operation, node.parameters) } } : item;
			},
			spacing: new Spacing(1, 0),
			continueOnFail: true,
			memory,
			isToolCall: true,
			searches,
		};
		const result = (await deliver(run)).results.get(0)!;
		if ('failure' in result) return row(toolOutput(result.failure, operation.effect));
		return result.output.map((item) => ({ ...item, pairedItem: { item: index } }));
	};
}

/** The query and body that RoutingNode made of the parameters; undefined if it ignored a collection that is one expression. */
function routedBy(
	{ options: { qs, body } }: DeclarativeRestApiSettings.ResultOptions,
	{ parameters }: Operation,
	raw: INodeParameters,
): Item['routed'] {
	const isPassedOver = parameters.some(({ type, name }) => type === 'collection' && typeof raw[name] === 'string');
	return isPassedOver ? undefined : { query: qs ?? {}, body: (body ?? {}) as IDataObject };
}

/** Stands for n8n's Agents, which have no execution in which their calls would belong together. */
const AGENTS = {};

/** The node context. n8n's Agents have none, and n8n throws when they are asked for it. */
function nodeContextOf(context: IExecutePaginationFunctions): IDataObject | undefined {
	try {
		return context.getContext('node');
	} catch {
		return undefined;
	}
}

/** Whether the caller is an agent, which must get a row for a failed call. */
function isTool(context: IExecutePaginationFunctions): boolean {
	const node = context.getNode();
	return node.type.endsWith('Tool') || context.getExecuteData().node.name !== node.name;
}

/** The value that n8n gives to the choice Custom API Call, which it adds to the lists of resources and operations. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

function unknownOperation(operations: Operations, resource: unknown, operation: unknown): Failure {
	if (resource === CUSTOM_API_CALL || operation === CUSTOM_API_CALL) {
		return invalidInput(
			'Choose the HTTP Request node for this, with this credential',
			'This node makes the requests of its operations only. Nothing was sent.',
		);
	}
	for (const [label, value] of [['Resource', resource], ['Operation', operation]]) {
		if (!/^=|\{\{/.test(String(value))) continue;
		return invalidInput(
			`${String(label)}: an expression can’t choose it`,
			'Choose it from the list. If items need different ones, add a Switch node and one of these nodes for each.',
		);
	}
	const isKnown = [...operations.keys()].some((name) => name.startsWith(`${String(resource)}.`));
	if (!isKnown) return invalidInput(`Resource: "${String(resource)}" is not one of this node’s`, 'Choose it from the list.');
	return invalidInput(`Operation: "${String(operation)}" is not one of this resource’s`, 'Choose it from the list.');
}

/**
 * The refusal of a run with several items. Such a run comes here only if this n8n doesn't know `customOperations` and calls
 * the node once per item. Then nothing could check them together or report what became of each.
 */
function severalItems(context: IExecutePaginationFunctions): Failure | undefined {
	const node = context.getNode();
	const { node: caller, data } = context.getExecuteData();
	const count = Object.values(data)[0]?.[0]?.length ?? 1;
	// For a tool inside an agent's run, the data is the agent's own input, whose count doesn't matter here.
	if (caller.name !== node.name || node.executeOnce || count <= 1) return undefined;
	return invalidInput(
		// n8n's Engine 2.0 keeps only the message of an error, so the advice is in it. n8n's editor (2.41.1) has no field for this
		// setting, so the message says its name.
		`This n8n hands over ${count} items one by one: set engineType to v1 in the settings of this workflow`,
		'Nothing was sent. If n8n hands them over one by one, this node can’t tell which of them were sent.',
	);
}
