import {
	NodeOperationError,
	sleep,
	type DeclarativeRestApiSettings,
	type IExecuteData,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Provider } from '../provider';
import { wasCutOff } from './cutOff';
import { formOf, type Item } from './item';
import { Memory } from './memory';
import { deliveryOptions } from './options';
import { failedOutput, stopError } from './report';
import { deliverRun, reportsOf, type Run, type RunResult } from './run';

export { passAnswerOn } from './exchange';

/** An item that waits for its run, with the promise that n8n holds of it. */
interface Arrival {
	item: Item;
	resolve: (output: INodeExecutionData[]) => void;
	reject: (error: Error) => void;
}

/**
 * Makes the function that owns every request of a node. RoutingNode calls it once per item, for all items in one loop
 * without awaiting; the items of one pass find each other here and are delivered as one run.
 */
export function deliverer(provider: Provider, operations: Map<string, Operation>) {
	return async function deliver(
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		// RoutingNode chooses the request by the raw value, so an expression here would send something else than it says.
		const chosen = this.getNodeParameter('operation', undefined, { rawExpressions: true });
		const operation = operations.get(String(chosen));
		if (!operation) {
			throw new NodeOperationError(this.getNode(), `Operation: "${String(chosen)}" is not an operation of this node`, {
				description: 'Choose the operation from the list; it can’t be an expression.',
				itemIndex: this.getItemIndex(),
			});
		}
		const form = formOf(this);
		const item: Item = { index: this.getItemIndex(), context: this, requestData, form, options: deliveryOptions(form) };
		return await passOf(this, item.index, provider, operation).add(item);
	};
}

/** Passes that still gather items. A tool call is never found here: its executeData is the agent's, shared by all tools. */
const gathering = new WeakMap<IExecuteData, Pass>();

function passOf(context: IExecutePaginationFunctions, index: number, provider: Provider, operation: Operation): Pass {
	const executeData = context.getExecuteData();
	const open = gathering.get(executeData);
	// The same item twice: n8n has given up on the pass (an item could not be built) and tries the node again.
	if (open && !open.has(index)) return open;
	const pass = new Pass(context, provider, operation);
	if (!pass.isToolCall) gathering.set(executeData, pass);
	return pass;
}

/** With n8n's Batching, items that can't be built never come; this long after the last group is due, nobody waits for them. */
const GRACE_MS = 1_000;

/** How often it is looked whether more items have come. */
const SLICE_MS = 50;

/** One pass of RoutingNode over the items of a node run. */
class Pass {
	readonly isToolCall: boolean;

	private readonly arrivals: Arrival[] = [];

	private readonly indexes = new Set<number>();

	private readonly expected: number;

	private readonly batching: { size: number; interval: number };

	private readonly memory: Memory;

	/** Time waited since the last item came. */
	private waitedMs = 0;

	constructor(
		private readonly context: IExecutePaginationFunctions,
		private readonly provider: Provider,
		private readonly operation: Operation,
	) {
		const executeData = context.getExecuteData();
		const node = context.getNode();
		// Two ways in which n8n calls a tool: inside the agent's own run, or as a node run of the generated Tool type.
		this.isToolCall = executeData.node.name !== node.name || node.type.endsWith('Tool');
		const input = Object.values(executeData.data)[0]?.[0];
		this.expected = this.isToolCall || node.executeOnce ? 1 : (input?.length ?? 1);
		const { batch } = context.getNodeParameter('requestOptions.batching', {}) as {
			batch?: { batchSize?: number; batchInterval?: number };
		};
		this.batching = { size: Math.max(1, batch?.batchSize ?? 1), interval: Math.max(0, batch?.batchInterval ?? 0) };
		this.memory = this.memoryOf();
		if (!this.isToolCall) this.memory.begin(wasCutOff(context));
		void this.start();
	}

	has(index: number): boolean {
		return this.indexes.has(index);
	}

	async add(item: Item): Promise<INodeExecutionData[]> {
		this.waitedMs = 0;
		this.indexes.add(item.index);
		return await new Promise((resolve, reject) => {
			this.arrivals.push({ item, resolve, reject });
		});
	}

	private async start(): Promise<void> {
		try {
			await this.gather();
			const executeData = this.context.getExecuteData();
			if (gathering.get(executeData) === this) gathering.delete(executeData);
			const continueOnFail = this.context.continueOnFail();
			if (this.arrivals.length < this.expected && !continueOnFail) {
				// n8n could not build an item and has ended the node; nobody reads these, and nothing may be sent any more.
				for (const { resolve } of this.arrivals) resolve([]);
				return;
			}
			const run: Run = {
				provider: this.provider,
				operation: this.operation,
				items: this.arrivals.map(({ item }) => item),
				continueOnFail,
				memory: this.memory,
				isToolCall: this.isToolCall,
			};
			this.answer(run, await deliverRun(run));
		} catch (unforeseen) {
			for (const { reject } of this.arrivals) reject(unforeseen as Error);
		}
	}

	/** Waits until every item that n8n could build has come. */
	private async gather(): Promise<void> {
		// Without Batching the loop that starts the items doesn't await, so it has ended one turn of the event loop later.
		await sleep(0);
		const { size, interval } = this.batching;
		while (interval > 0 && this.arrivals.length < this.expected) {
			const last = this.arrivals.at(-1)?.item.index ?? 0;
			const groupsLeft = Math.floor((this.expected - 1) / size) - Math.floor(last / size);
			if (this.waitedMs >= groupsLeft * interval + GRACE_MS) return;
			await sleep(SLICE_MS);
			// Not by the clock: while this process stands still, n8n's own wait between two groups doesn't end either.
			this.waitedMs += SLICE_MS;
		}
	}

	private memoryOf(): Memory {
		const { $runIndex } = this.context.getWorkflowDataProxy(this.context.getItemIndex());
		return new Memory(this.context.getContext('node'), this.isToolCall ? 'tool' : String($runIndex));
	}

	/**
	 * Only the failure that stopped the run rejects: RoutingNode throws the rejection of the lowest index and writes that
	 * index into it, which would be the wrong item if those that were not sent rejected as well.
	 */
	private answer(run: Run, result: RunResult): void {
		const { stoppedBy, results } = result;
		const failures = [...results.values()].filter((itemResult) => 'failure' in itemResult);
		if (failures.length === 0 && !run.isToolCall) run.memory.clear();
		for (const { item, resolve, reject } of this.arrivals) {
			const itemResult = results.get(item.index);
			if (item.index === stoppedBy?.index) {
				const reports = run.operation.effect === 'read' ? [] : reportsOf(run, result);
				reject(stopError(this.context.getNode(), stoppedBy.failure, item.index, reports));
			} else if (itemResult && 'failure' in itemResult && !stoppedBy) {
				const json = failedOutput(this.provider.name, itemResult.failure, item.index);
				resolve([{ json, pairedItem: { item: item.index } }]);
			} else {
				resolve(itemResult && 'output' in itemResult ? itemResult.output : []);
			}
		}
	}
}
