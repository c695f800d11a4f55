import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { ListSearches } from '../listSearch';
import type { Provider } from '../provider';
import { wasCutOff } from './cutOff';
import { deliver } from './deliver';
import { reportsOf } from './earlier';
import type { FailureCode } from '../transport/failure';
import { filesIn } from './files';
import { itemReader } from './itemReader';
import { Memory, TOOL_CALLS } from './memory';
import { ParameterReader } from './parameters';
import { failedOutput, itemRanges, stopError, toolOutput } from './report';
import { spacingOf } from './requestOptions';
import { runIn, type ItemResult, type Run, type RunResult } from './run';
import { callIdsOf } from './toolCallIds';

/**
 * Makes the function that n8n finds in `customOperations`. n8n calls it once for each run of the node in a workflow, with all
 * items, also if the node is an AI tool that n8n runs as a node. n8n's own RoutingNode is not used: it would start all items
 * at once, and lose what was sent when one of them fails. It also evaluates each expression four times, in one loop in which
 * nothing else in the process can go on.
 */
export function nodeDoor(provider: Provider, operationName: string, operation: Operation, searches: ListSearches = {}) {
	return async function deliverNode(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const node = this.getNode();
		const isToolCall = node.type.endsWith('Tool');
		const input = inputOf(this);
		const parameters = new ParameterReader(operation, {
			raw: node.parameters,
			evaluate: (name, index) => this.getNodeParameter(name, index, null, { skipValidation: true }),
			input: (index) => input[index]?.json ?? {},
			timezone: this.getTimezone(),
			isToolCall,
		});
		const callIds = isToolCall ? callIdsOf(this, input) : [];
		const { memory, receipts } = memoryOf(this, isToolCall, callIds);
		const run: Run = {
			...runIn(this, provider, operationName, operation),
			count: input.length,
			read: itemReader(parameters, filesIn(this)),
			spacing: spacingOf(parameters.one('requestOptions.batching', 0)),
			continueOnFail: isToolCall || this.continueOnFail(),
			memory,
			receipts,
			isToolCall,
			callIds,
			searches,
		};
		const result = await deliver(run);
		const { results, stoppedBy } = result;
		if (!isToolCall && isOver(results)) memory.clear();
		hint(this, run, result);
		if (stoppedBy) {
			const reports = operation.effect === 'read' ? [] : reportsOf(run, result);
			throw stopError(node, stoppedBy.failure, stoppedBy.index, reports, result.faults, operation.effect);
		}
		return [input.flatMap((_, index) => outputOf(run, index, results.get(index)))];
	};
}

/**
 * Whether n8n can't try this run again: every item succeeded, and no row has a file. n8n stores the files after the node has
 * ended; if that fails, Retry On Fail runs the node again.
 */
function isOver(results: RunResult['results']): boolean {
	return [...results.values()].every((result) => 'output' in result && result.output.every(({ binary }) => binary === undefined));
}

/** A node's items, or those that an agent gives its tool. */
function inputOf(context: IExecuteFunctions): INodeExecutionData[] {
	const items = context.getInputData();
	return items.length > 0 ? items : context.getInputData(0, NodeConnectionTypes.AiTool);
}

/**
 * The memory of a run. A tool call is remembered by its content and not by its number, because an agent that runs again may
 * call its tools in another way. The results of tool calls (`receipts`) are kept under the ID of the call. Where n8n tells
 * none, they are kept only for this run of the tool, in case Retry On Fail runs it again.
 */
function memoryOf(context: IExecuteFunctions, isToolCall: boolean, callIds: string[]): Pick<Run, 'memory' | 'receipts'> {
	const nodeContext = context.getContext('node');
	const run = String(context.getWorkflowDataProxy(0).$runIndex);
	if (!isToolCall) {
		const memory = new Memory(nodeContext, run);
		memory.begin({ wasCutOff: wasCutOff(context), isRetry: context.getMode() === 'retry' });
		return { memory };
	}
	const receipts = new Memory(nodeContext, `${TOOL_CALLS} ${callIds.length > 0 ? 'by ID' : run}`);
	receipts.begin({ wasCutOff: false, isRetry: false }, TOOL_CALLS);
	return { memory: new Memory(nodeContext, TOOL_CALLS), receipts };
}

function outputOf({ provider, operation, isToolCall }: Run, index: number, result: ItemResult | undefined): INodeExecutionData[] {
	if (!result) return [];
	if ('output' in result) return result.output;
	const json = isToolCall ? toolOutput(result.failure, operation.effect) : failedOutput(provider.name, result.failure, index);
	return [{ json, pairedItem: { item: index } }];
}

/** After a failure with one of these codes, the remaining items can't be sent either. */
const STOPPED_EARLY: FailureCode[] = ['rate_limited', 'quota_reached'];

/** Shorter waits are not mentioned. */
const NOTABLE_WAIT_MS = 10_000;

/** Shows hints in the output panel, if this version of n8n can, about what the rows don't show. */
function hint(context: IExecuteFunctions, { provider }: Run, { notes, stoppedBy, results }: RunResult): void {
	const messages: string[] = [];
	const previewed = notes.previewed.map((index) => ({ index }));
	if (previewed.length === results.size && previewed.length > 0) messages.push('Preview only: nothing was sent.');
	else if (previewed.length > 0) messages.push(`Preview only, and not sent: ${itemRanges(previewed)}.`);
	if (notes.waitedMs > NOTABLE_WAIT_MS) {
		messages.push(`A request waited ${Math.round(notes.waitedMs / 1000)} s for the rate limit of ${provider.name}.`);
	}
	if (notes.changed.length > 0) {
		messages.push(`An earlier try sent these, and later changes to them were not sent: ${itemRanges(notes.changed.map((index) => ({ index })))}.`);
	}
	const unsent = [...results].flatMap(([index, result]) => ('failure' in result && STOPPED_EARLY.includes(result.failure.code) ? { index } : []));
	if (unsent.length > 0 && !stoppedBy) messages.push(`The limit of ${provider.name} ended this early. Not sent: ${itemRanges(unsent)}.`);
	if (messages.length > 0) context.addExecutionHints?.(...messages.map((message) => ({ message, location: 'outputPane' as const })));
}
