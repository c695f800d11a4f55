import type { IDataObject, INode, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { RequestEntry } from '../../../sandbox/ledger.ts';
import { optionsOf, parametersOf } from '../../contract/built';
import { builtNodes } from '../../description/built';
import { watchHeaders } from '../doors/observed';
import { throughEngine2 } from '../doors/otherCallers';
import { outputOf, run, type Scenario } from '../engine';
import { oneNode, useSandbox, type NodeName } from '../sandboxed';

/** What a request to a provider was, as its ledger has it. */
export type SeenRequest = Pick<RequestEntry, 'method' | 'path' | 'query' | 'body'>;

/** Everything under Delivery but what keeps a message from going out, set to something else than its default. */
export const allDelivery = { ifUnclear: 'sendAgain', includeDetails: true, maxWaitSeconds: 60, maxParallelRequests: 3 };

/** A refused item, as the node throws it. */
interface Refusal {
	message: string;
	description: string;
}

/** The built description of one node, by operation. */
export class Form {
	readonly properties: INodeProperties[];

	constructor(node: NodeName) {
		this.properties = builtNodes().find(({ type }) => type.description.name === node)!.type.description.properties;
	}

	/** The values of all operations. */
	operations(): string[] {
		return this.operationLists().flatMap(({ options }) => (options as INodePropertyOptions[]).map(({ value }) => String(value)));
	}

	/** The resource that an operation belongs to. */
	resourceOf(operation: string): string {
		const list = this.operationLists().find(({ options }) =>
			(options as INodePropertyOptions[]).some(({ value }) => value === operation),
		);
		return String(list?.displayOptions?.show?.resource?.[0]);
	}

	/** The fields that a person can fill in for an operation: `to`, or `additionalFields.cc` inside a collection. */
	fieldsOf(operation: string): string[] {
		return parametersOf(this.properties, operation).flatMap((property) => {
			if (property.type === 'notice') return [];
			if (property.type !== 'collection') return [property.name];
			return optionsOf(property, operation).map(({ name }) => `${property.name}.${name}`);
		});
	}

	private operationLists(): INodeProperties[] {
		return this.properties.filter(({ name }) => name === 'operation');
	}
}

interface Settings {
	items?: IDataObject[] | INodeExecutionData[];
	settings?: Partial<INode>;
	timezone?: string;
}

/** Runs single operations of one node against the sandbox. After every test, no request may have been a wrong one. */
export function useOperations(node: NodeName) {
	const sandbox = useSandbox();
	const form = new Form(node);
	afterEach(() => {
		expect(sandbox().ledger.snapshot().violations).toEqual([]);
	});

	const scenarioOf = (operation: string, parameters: IDataObject, { items, settings, timezone }: Settings = {}): Scenario => {
		const all = { resource: form.resourceOf(operation), operation, ...parameters };
		return { ...oneNode(sandbox(), node, all, { items, settings }), timezone };
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
		/** The output items of an operation that has to end well. */
		items,
		/** The data of its output items. */
		async rows(operation: string, parameters: IDataObject = {}, settings?: Settings): Promise<IDataObject[]> {
			return (await items(operation, parameters, settings)).map(({ json }) => json);
		},
		/** What a person reads of an operation that has to be refused before anything is sent. */
		async refusal(operation: string, parameters: IDataObject = {}, settings?: Settings): Promise<Refusal> {
			const before = sandbox().ledger.requests.length;
			const { error } = (await execute(operation, parameters, settings)).data.resultData;
			expect(sandbox().ledger.requests.slice(before)).toEqual([]);
			const { message, description } = error as unknown as Refusal;
			return { message, description };
		},
		/** Hands one item to RoutingNode, as n8n's callers do that know no `customOperations`. */
		async route(operation: string, parameters: IDataObject, settings?: Settings): Promise<IDataObject[]> {
			const [output] = await throughEngine2(scenarioOf(operation, parameters, settings));
			return output.map(({ json }) => json);
		},
		/** What the provider saw since the last reset. */
		seen: (): SeenRequest[] =>
			sandbox()
				.ledger.snapshot(node)
				.requests.map(({ method, path, query, body }) => ({ method, path, query, body })),
	};
}

/** One way of filling in an operation's form, and the request that it has to make. */
export interface Filled {
	/** What is particular about it. */
	name: string;
	operation: string;
	parameters: IDataObject;
	settings?: Settings;
	/** The whole request; the query is empty and there is no body where it is left out. */
	request: Partial<SeenRequest> & Pick<SeenRequest, 'method' | 'path'>;
	/** What comes out; any rows where it is left out. */
	output?: unknown[];
	/** How many items come out, where the output is not given. */
	count?: number;
}

/** The fields that a person has filled in: those of collections one by one. */
function filledIn({ parameters }: Filled, form: Form): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const isCollection = form.properties.find((property) => property.name === name)?.type === 'collection';
		return isCollection ? Object.keys(value as IDataObject).map((option) => `${name}.${option}`) : [name];
	});
}

/** Fields that the cases of an operation never fill in, as sentences: every field of every operation has to be in one. */
export function neverFilledIn(form: Form, cases: Filled[]): string[] {
	return form.operations().flatMap((operation) => {
		const filled = new Set(cases.filter((one) => one.operation === operation).flatMap((one) => filledIn(one, form)));
		return form
			.fieldsOf(operation)
			.filter((field) => !filled.has(field) && field !== 'delivery.previewOnly')
			.map((field) => `${operation} is never run with ${field}`);
	});
}

/** Fields that a case fills in and its operation doesn't have: a parameter that was renamed would test nothing. */
export function unknownFields(form: Form, cases: Filled[]): string[] {
	return cases.flatMap((one) =>
		filledIn(one, form)
			.filter((field) => !form.fieldsOf(one.operation).includes(field))
			.map((field) => `${one.operation} (${one.name}) fills in ${field}, which it doesn't have`),
	);
}

/** Operations without a case that fills in what is required and nothing else. */
export function neverBare(form: Form, cases: Filled[]): string[] {
	return form.operations().filter((operation) => !cases.some((one) => one.operation === operation && one.name === 'only what is required'));
}

/** Every case run, its request and output compared; and the cases cover the whole form. */
export function runFilled(operations: ReturnType<typeof useOperations>, cases: Filled[]): void {
	test('every operation is run with what is required, and with every field', () => {
		expect([
			...neverBare(operations.form, cases),
			...neverFilledIn(operations.form, cases),
			...unknownFields(operations.form, cases),
		]).toEqual([]);
	});

	test.each(cases)('$operation: $name', async ({ operation, parameters, settings, request, output, count = output?.length }) => {
		const rows = await operations.rows(operation, parameters, settings);
		expect(operations.seen()).toEqual([{ query: {}, body: undefined, ...request }]);
		if (output !== undefined) expect(rows).toEqual(output);
		if (count !== undefined) expect(rows).toHaveLength(count);
	});

	const ofOneItem = cases.filter(({ settings }) => (settings?.items ?? []).length <= 1);
	test.each(ofOneItem)('$operation: $name: the same through RoutingNode, headers too', async (filled) => {
		const { operation, parameters, settings, request, output, count = output?.length } = filled;
		const headers = watchHeaders();
		try {
			await operations.rows(operation, parameters, settings);
			const rows = await operations.route(operation, parameters, settings);
			const expected = { query: {}, body: undefined, ...request };
			expect(operations.seen()).toEqual([expected, expected]);
			const [first, second, ...others] = headers.seen();
			expect(first).toMatchObject({ host: expect.any(String) as string, accept: expect.any(String) as string });
			expect([second, ...others]).toEqual([first]);
			if (count !== undefined) expect(rows).toHaveLength(count);
		} finally {
			headers.stop();
		}
	});
}

/** Any ID of one of our own making. */
export const anyUuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
