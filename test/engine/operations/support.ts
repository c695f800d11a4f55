import type { IDataObject, INode, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { RequestEntry } from '../../../sandbox/ledger.ts';
import { optionsOf, parametersOf } from '../../contract/built';
import { builtNodes } from '../../description/built';
import { watchHeaders } from '../doors/observed';
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

	/** The fields that a person can fill in for an operation: `to`, or `additionalFields.cc` inside a collection. */
	fieldsOf(name: string): string[] {
		const { resource, operation } = named(name);
		return parametersOf(this.properties, resource, operation).flatMap((property) => {
			if (property.type === 'notice') return [];
			if (property.type !== 'collection') return [property.name];
			return optionsOf(property).map((option) => `${property.name}.${option.name}`);
		});
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

/** The fields that a case fills in; those of collections are listed one by one. */
function filledIn({ parameters }: Filled, form: Form): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const isCollection = form.properties.find((property) => property.name === name)?.type === 'collection';
		return isCollection ? Object.keys(value as IDataObject).map((option) => `${name}.${option}`) : [name];
	});
}

/** The fields that no case fills in, as sentences. Every field of every operation must be in a case. */
export function neverFilledIn(form: Form, cases: Filled[]): string[] {
	return form.operations().flatMap((operation) => {
		const filled = new Set(cases.filter((one) => one.operation === operation).flatMap((one) => filledIn(one, form)));
		return form
			.fieldsOf(operation)
			.filter((field) => !filled.has(field) && field !== 'previewOnly')
			.map((field) => `${operation} is never run with ${field}`);
	});
}

/** The fields of cases that their operations don't have. After a parameter was renamed, such a case would test nothing. */
export function unknownFields(form: Form, cases: Filled[]): string[] {
	return cases.flatMap((one) =>
		filledIn(one, form)
			.filter((field) => !form.fieldsOf(one.operation).includes(field))
			.map((field) => `${one.operation} (${one.name}) fills in ${field}, which it doesn't have`),
	);
}

/** The operations without a case that fills in only the required fields. */
export function neverBare(form: Form, cases: Filled[]): string[] {
	return form.operations().filter((operation) => !cases.some((one) => one.operation === operation && one.name === 'only what is required'));
}

/** Runs every case and compares its request and output. Also checks that the cases cover the whole form. */
export function runFilled(operations: ReturnType<typeof useOperations>, cases: Filled[]): void {
	test('every operation is run with its required fields only, and with every field', () => {
		expect([
			...neverBare(operations.form, cases),
			...neverFilledIn(operations.form, cases),
			...unknownFields(operations.form, cases),
		]).toEqual([]);
	});

	test.each(cases)('$operation: $name', async (filled) => {
		const { operation, parameters, settings, output, count = output?.length } = filled;
		const rows = await operations.rows(operation, parameters, settings);
		expect(operations.seen()).toEqual(requestsOf(filled));
		if (output !== undefined) expect(rows).toEqual(output);
		if (count !== undefined) expect(rows).toHaveLength(count);
	});

	const ofOneItem = cases.filter(({ settings }) => (settings?.items ?? []).length <= 1);
	test.each(ofOneItem)('$operation: $name: the same through RoutingNode, headers too', async (filled) => {
		const { operation, parameters, settings, output, count = output?.length } = filled;
		const headers = watchHeaders();
		try {
			await operations.rows(operation, parameters, settings);
			const rows = await operations.route(operation, parameters, settings);
			const expected = requestsOf(filled);
			expect(operations.seen()).toEqual([...expected, ...expected]);
			const [first, ...others] = headers.seen();
			expect(first).toMatchObject({ host: expect.any(String) as string, accept: expect.any(String) as string });
			expect([first, ...others].slice(expected.length)).toEqual([first, ...others].slice(0, expected.length));
			if (count !== undefined) expect(rows).toHaveLength(count);
		} finally {
			headers.stop();
		}
	});
}

/** Matches an ID that this package makes. */
export const anyUuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
