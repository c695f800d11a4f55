import type { IDataObject, INode, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { RequestEntry } from '../../../sandbox/ledger.ts';
import { builtNodes } from '../../description/built';
import { throughEngine2 } from '../doors/otherCallers';
import { outputOf, run, type Scenario } from '../engine';
import { oneNode, useSandbox, type NodeName } from '../sandboxed';

/** A request to a provider, as the ledger records it. */
export type SeenRequest = Pick<RequestEntry, 'method' | 'path' | 'query' | 'body'>;

/** All options under Delivery with other values than their defaults, except those that could stop a message from being sent. */
export const allDelivery = { ifUnclear: 'sendAgain', includeDetails: true, maxWaitSeconds: 60, maxParallelRequests: 3 };

/** The error that the node throws for a refused item. */
interface Refusal {
	message: string;
	description: string;
}

/** The resource and the operation of `message.send`. */
export function named(name: string): { resource: string; operation: string } {
	const [resource, operation] = name.split('.');
	return { resource, operation };
}

/** The built description of one node, by operation. */
export class Form {
	readonly properties: INodeProperties[];

	constructor(node: NodeName) {
		this.properties = builtNodes().find(({ type }) => type.description.name === node)!.type.description.properties;
	}

	/** The names of all operations: `message.send`. */
	operations(): string[] {
		return this.operationLists().flatMap(({ options, displayOptions }) =>
			(options as INodePropertyOptions[]).map(({ value }) => `${String(displayOptions?.show?.resource?.[0])}.${String(value)}`),
		);
	}

	private operationLists(): INodeProperties[] {
		return this.properties.filter(({ name }) => name === 'operation');
	}
}

interface Settings {
	items?: IDataObject[] | INodeExecutionData[];
	settings?: Partial<INode>;
	/** What the credential has beside what it needs. */
	credential?: IDataObject;
	timezone?: string;
}

/** Runs single operations of one node against the sandbox. After every test, the sandbox must have seen no violation. */
export function useOperations(node: NodeName) {
	const sandbox = useSandbox();
	const form = new Form(node);
	afterEach(() => {
		expect(sandbox().ledger.snapshot().violations).toEqual([]);
	});

	const scenarioOf = (operation: string, parameters: IDataObject, { items, settings, credential, timezone }: Settings = {}): Scenario => {
		const all = { ...named(operation), ...parameters };
		return { ...oneNode(sandbox(), node, all, { items, settings, credential }), timezone };
	};

	const execute = async (operation: string, parameters: IDataObject, settings?: Settings) =>
		await run(scenarioOf(operation, parameters, settings));

	const items = async (operation: string, parameters: IDataObject = {}, settings?: Settings) => {
		const execution = await execute(operation, parameters, settings);
		const { error } = execution.data.resultData;
		if (error) throw new Error(`${operation}: ${error.message} ${String((error as { description?: string }).description)}`);
		return outputOf(execution, 'Node')[0];
	};

	return {
		sandbox,
		form,
		/** A workflow of one node that runs an operation. */
		scenario: scenarioOf,
		/** Runs an operation that must succeed. @returns its output items */
		items,
		/** The same, but only the data of the items. */
		async rows(operation: string, parameters: IDataObject = {}, settings?: Settings): Promise<IDataObject[]> {
			return (await items(operation, parameters, settings)).map(({ json }) => json);
		},
		/** Runs an operation that must be refused before anything is sent. @returns what a person reads */
		async refusal(operation: string, parameters: IDataObject = {}, settings?: Settings): Promise<Refusal> {
			const before = sandbox().ledger.requests.length;
			const { error } = (await execute(operation, parameters, settings)).data.resultData;
			expect(sandbox().ledger.requests.slice(before)).toEqual([]);
			const { message, description } = error as unknown as Refusal;
			return { message, description };
		},
		/** Runs one item through RoutingNode, as n8n's callers do that don't use `customOperations`. */
		async route(operation: string, parameters: IDataObject, settings?: Settings): Promise<IDataObject[]> {
			const [output] = await throughEngine2(scenarioOf(operation, parameters, settings));
			return output.map(({ json }) => json);
		},
		/** The requests that have arrived since the last reset. */
		seen: (): SeenRequest[] =>
			sandbox()
				.ledger.snapshot(node)
				.requests.map(({ method, path, query, body }) => ({ method, path, query, body })),
	};
}

/** One way of filling in an operation's form, and the request that it must make. */
export interface Filled {
	/** What is special about it, for the test's name. */
	name: string;
	/** `message.send` */
	operation: string;
	parameters: IDataObject;
	settings?: Settings;
	/** The whole request. If they are left out, the query is empty and there is no body. */
	request: Partial<SeenRequest> & Pick<SeenRequest, 'method' | 'path'>;
	/** The path of what is read before it, if anything is. */
	readFirst?: string;
	/** The output; any rows if it is left out. */
	output?: unknown[];
	/** How many output items there are, if `output` is left out. */
	count?: number;
}

/** The requests that a case makes. */
function requestsOf({ request, readFirst }: Filled): SeenRequest[] {
	const all = readFirst === undefined ? [request] : [{ method: 'GET', path: readFirst }, request];
	return all.map((one) => ({ query: {}, body: undefined, ...one }));
}

/** Runs every case through both doors, and compares its request and output. */
export function runFilled(operations: ReturnType<typeof useOperations>, cases: Filled[]): void {
	test.each(cases)('$operation: $name', async (filled) => {
		const { operation, parameters, settings, output, count = output?.length } = filled;
		const rows = await operations.rows(operation, parameters, settings);
		expect(operations.seen()).toEqual(requestsOf(filled));
		if (output !== undefined) expect(rows).toEqual(output);
		if (count !== undefined) expect(rows).toHaveLength(count);
	});

	const ofOneItem = cases.filter(({ settings }) => (settings?.items ?? []).length <= 1);
	test.each(ofOneItem)('$operation: $name: through RoutingNode', async (filled) => {
		const { operation, parameters, settings, output, count = output?.length } = filled;
		const rows = await operations.route(operation, parameters, settings);
		expect(operations.seen()).toEqual(requestsOf(filled));
		if (count !== undefined) expect(rows).toHaveLength(count);
	});
}

/** Matches an ID that this package makes. */
export const anyUuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
