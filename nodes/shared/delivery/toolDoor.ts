import type { DeclarativeRestApiSettings, IDataObject, IExecutePaginationFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Operation } from '../operation';
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
 * The function that n8n's RoutingNode hands a request to, under the name of pagination. Runs of the node in a workflow don't
 * come here but by `customOperations`; what comes are n8n's other callers, which bring one item: tools inside of an agent's
 * own run, MCP tools on workers, n8n's Agents. A failed call is a row and not thrown: depending on the agent, its model would
 * else be told nothing, or the whole execution would end.
 */
export function toolDoor(provider: Provider, operations: Operations) {
	return async function deliverCall(
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const node = this.getNode();
		const index = this.getItemIndex();
		const row = (json: IDataObject) => [{ json, pairedItem: { item: index } }];
		// RoutingNode chooses the request by the raw values, so an expression here would send something else than it says.
		const operationName = `${String(node.parameters.resource)}.${String(node.parameters.operation)}`;
		const operation = operations.get(operationName);
		const refusal = operation ? severalItems(this) : unknownOperation(operations, node.parameters.resource, node.parameters.operation);
		if (!operation || refusal) {
			const failure = refusal!;
			if (isTool(this)) return row(toolOutput(failure));
			// Where the node goes on after a failure, n8n would hand the input on as if it had been sent.
			if (this.continueOnFail()) return row(failedOutput(provider.name, failure, index));
			throw stopError(node, failure, index, []);
		}
		const parameters = new ParameterReader(operation, {
			raw: node.parameters,
			evaluate: (name) => this.getNodeParameter(name, null, { skipValidation: true }),
			timezone: this.getTimezone(),
		});
		const read = itemReader(parameters, () => filesOfCall(this));
		const run: Run = {
			...runIn(this, provider, operationName, operation),
			count: 1,
			read: () => {
				const item = read(index);
				return 'good' in item ? { good: { ...item.good, routed: routedBy(requestData, operation, node.parameters) } } : item;
			},
			spacing: new Spacing(1, 0),
			continueOnFail: true,
			memory: new Memory(nodeContextOf(this), TOOL_CALLS),
			isToolCall: true,
		};
		const result = (await deliver(run)).results.get(0)!;
		if ('failure' in result) return row(toolOutput(result.failure));
		return result.output.map((item) => ({ ...item, pairedItem: { item: index } }));
	};
}

/** What RoutingNode made of the parameters. It passes over a collection that is one expression as a whole. */
function routedBy(
	{ options: { qs, body } }: DeclarativeRestApiSettings.ResultOptions,
	{ parameters }: Operation,
	raw: INodeParameters,
): Item['routed'] {
	const isPassedOver = parameters.some(({ type, name }) => type === 'collection' && typeof raw[name] === 'string');
	return isPassedOver ? undefined : { query: qs ?? {}, body: (body ?? {}) as IDataObject };
}

/** n8n's Agents keep nothing between two calls, and n8n throws where there is no context to be had. */
function nodeContextOf(context: IExecutePaginationFunctions): IDataObject {
	try {
		return context.getContext('node');
	} catch {
		return {};
	}
}

/** Whether the caller is an agent, which is told of a failed call by a row. */
function isTool(context: IExecutePaginationFunctions): boolean {
	const node = context.getNode();
	return node.type.endsWith('Tool') || context.getExecuteData().node.name !== node.name;
}

/** n8n's name for the choice of an API call that the node doesn't have. */
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
			`Choose it from the list. Where items need different ones, put a Switch node in front of a node for each.`,
		);
	}
	const isKnown = [...operations.keys()].some((name) => name.startsWith(`${String(resource)}.`));
	if (!isKnown) return invalidInput(`Resource: "${String(resource)}" is not one of this node’s`, 'Choose it from the list.');
	return invalidInput(`Operation: "${String(operation)}" is not one of this resource’s`, 'Choose it from the list.');
}

/** More items than one come here only where n8n passes over `customOperations`: nothing could hold them together. */
function severalItems(context: IExecutePaginationFunctions): Failure | undefined {
	const node = context.getNode();
	const { node: caller, data } = context.getExecuteData();
	const count = Object.values(data)[0]?.[0]?.length ?? 1;
	// A tool inside of an agent's run is handed what the agent itself was given.
	if (caller.name !== node.name || node.executeOnce || count <= 1) return undefined;
	return invalidInput(
		// n8n's Engine 2.0 keeps nothing but the message. Its setting has no field in n8n's editor (2.41.1), so its name is told.
		`This n8n hands over ${count} items one by one: set engineType to v1 in the settings of this workflow`,
		'Nothing was sent. One by one, nobody could tell which of them went out.',
	);
}
