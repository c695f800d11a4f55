import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { nodeDoor } from './delivery/nodeDoor';
import { toolDoor } from './delivery/toolDoor';
import type { Operation, Resource } from './operation';
import type { Provider } from './provider';

/** The parts of a node's description that its provider and resources make. */
export type ComposedDescription = Pick<
	INodeTypeDescription,
	'credentials' | 'properties' | 'requestDefaults' | 'requestOperations'
>;

/** Under a node's name in the workflow: its operation in words. Operation values are unique in a node, so no resource is told. */
export const subtitle = '={{ $parameter["operation"].replace(/([A-Z])/g, " $1").toLowerCase() }}';

/** What makes a node of a provider and its resources. */
export type ComposedNode = { description: ComposedDescription; customOperations: NonNullable<INodeType['customOperations']> };

/**
 * Makes plain n8n of a provider and its resources: resource and operation lists, one property per parameter name, and this
 * package's delivery as the owner of every request.
 * @throws Error where two operations declare one name differently or in conflicting order, or share a value
 */
export function composeNode(provider: Provider, resources: Resource[]): ComposedNode {
	return { description: describe(provider, resources), customOperations: nodeDoors(provider, resources) };
}

/** `message.send` */
function nameOf(resource: Resource, operation: Operation): string {
	return `${resource.value}.${operation.value}`;
}

/** n8n calls these in place of its RoutingNode, with all items of a run at once. */
function nodeDoors(provider: Provider, resources: Resource[]): ComposedNode['customOperations'] {
	return withoutInherited(
		resources.map((resource) => [
			resource.value,
			withoutInherited(
				resource.operations.map((operation) => [operation.value, nodeDoor(provider, nameOf(resource, operation), operation)]),
			),
		]),
	);
}

/** An object with these keys and no others: n8n would call what every object has, for an operation named `toString`. */
function withoutInherited<Value>(entries: Array<[string, Value]>): Record<string, Value> {
	return Object.assign(Object.create(null) as Record<string, Value>, Object.fromEntries(entries));
}

function describe(provider: Provider, resources: Resource[]): ComposedDescription {
	const operations = resources.flatMap((resource) => resource.operations);
	if (new Set(operations.map(({ value }) => value)).size !== operations.length) {
		throw new Error(`${provider.name}: two operations share a value`);
	}
	const byName = new Map(
		resources.flatMap((resource) => resource.operations.map((operation) => [nameOf(resource, operation), operation] as const)),
	);
	return {
		credentials: [{ name: provider.credential, required: true }],
		requestDefaults: {
			// Requests go to the credential's base URL, which is this one unless somebody wrote another into it.
			baseURL: provider.baseUrl,
			// Every status is judged by this package; a followed redirect would repeat a send or carry credentials elsewhere.
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			// `status[]` of two values is sent as that name twice; n8n would send `status[][0]` and `status[][1]`.
			arrayFormat: 'repeat',
			json: true,
		},
		// n8n calls this "pagination": the one place where a declarative operation may own the request that RoutingNode built.
		requestOperations: { pagination: toolDoor(provider, byName) },
		properties: [
			resourceProperty(resources),
			...resources.map(operationProperty),
			...mergeParameters(operations),
		],
	};
}

function resourceProperty(resources: Resource[]): INodeProperties {
	const [{ value: firstResource }] = resources;
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources
			.map(({ name, value }) => ({ name, value }))
			.sort((one, other) => one.name.localeCompare(other.name)),
		default: firstResource,
		// On the one property that every item has, so that RoutingNode hands over every request.
		routing: { send: { paginate: true } },
	};
}

function operationProperty({ value, operations }: Resource): INodeProperties {
	const [{ value: firstOperation }] = operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations
			.map(({ name, value: operationValue, action, description, request }) => ({
				name,
				value: operationValue,
				action,
				description,
				routing: {
					request: { method: request.method, url: request.path, ...(request.constants && { body: request.constants }) },
				},
			}))
			.sort((one, other) => one.name.localeCompare(other.name)),
		default: firstOperation,
	};
}

/**
 * One property per name: RoutingNode evaluates every property of a node twice per item, hidden ones and ones of the same
 * name too (with 60 operations that repeat names an item cost seven times as much).
 */
export function mergeParameters(operations: Operation[]): INodeProperties[] {
	const users = new Map<string, Operation[]>();
	for (const operation of operations) {
		for (const { name } of operation.parameters) {
			const usersOfName = users.get(name) ?? [];
			if (usersOfName.includes(operation)) throw new Error(`${operation.value} declares ${name} twice`);
			users.set(name, [...usersOfName, operation]);
		}
	}
	return inFormOrder(operations).map((name) => merge(name, users.get(name)!));
}

function declarationIn(operation: Operation, name: string): INodeProperties {
	return operation.parameters.find((parameter) => parameter.name === name)!;
}

function merge(name: string, users: Operation[]): INodeProperties {
	const declarations = users.map((operation) => declarationIn(operation, name));
	const [first] = declarations;
	const merged =
		first.type === 'collection'
			? { ...first, options: mergeOptions(name, users, declarations) }
			: sameOrThrow(name, users, declarations);
	return {
		...merged,
		displayOptions: {
			...first.displayOptions,
			show: { operation: users.map(({ value }) => value), ...first.displayOptions?.show },
		},
	};
}

function sameOrThrow<Declaration>(name: string, users: Operation[], declarations: Declaration[]): Declaration {
	const [first, ...others] = declarations.map((declaration) => JSON.stringify(declaration));
	const different = others.findIndex((other) => other !== first);
	if (different >= 0) {
		throw new Error(
			`${users[0].value} and ${users[different + 1].value} declare the parameter ${name} differently: give one another name`,
		);
	}
	return declarations[0];
}

type CollectionOptions = Array<INodePropertyOptions | INodeProperties | INodePropertyCollection>;

/** A collection holds the options of all its operations, each shown where it belongs. */
function mergeOptions(name: string, users: Operation[], declarations: INodeProperties[]): CollectionOptions {
	sameOrThrow(name, users, declarations.map((declaration) => ({ ...declaration, options: [] })));
	const usersOfOption = new Map<string, Operation[]>();
	declarations.forEach((declaration, position) => {
		for (const option of declaration.options as INodeProperties[]) {
			usersOfOption.set(option.name, [...(usersOfOption.get(option.name) ?? []), users[position]]);
		}
	});
	return [...usersOfOption]
		.map(([optionName, optionUsers]) => {
			const options = optionUsers.map(
				(operation) =>
					(declarationIn(operation, name).options as INodeProperties[]).find((option) => option.name === optionName)!,
			);
			const option = sameOrThrow(`${name}.${optionName}`, optionUsers, options);
			if (optionUsers.length === users.length) return option;
			return {
				...option,
				displayOptions: {
					...option.displayOptions,
					show: { '/operation': optionUsers.map(({ value }) => value), ...option.displayOptions?.show },
				},
			};
		})
		.sort((one, other) => one.displayName.localeCompare(other.displayName));
}

/** All names, such that each operation's own order holds; they share one form. */
function inFormOrder(operations: Operation[]): string[] {
	const after = new Map<string, Map<string, Operation>>();
	const waiting: string[] = [];
	for (const operation of operations) {
		operation.parameters.forEach(({ name }, position) => {
			if (!waiting.includes(name)) waiting.push(name);
			const earlier = after.get(name) ?? new Map<string, Operation>();
			if (position > 0) earlier.set(operation.parameters[position - 1].name, operation);
			after.set(name, earlier);
		});
	}
	const ordered: string[] = [];
	while (waiting.length > 0) {
		const free = waiting.findIndex((name) => [...after.get(name)!.keys()].every((earlier) => ordered.includes(earlier)));
		if (free < 0) throw new Error(orderConflict(waiting, after));
		ordered.push(...waiting.splice(free, 1));
	}
	return ordered;
}

function orderConflict(waiting: string[], after: Map<string, Map<string, Operation>>): string {
	const [name] = waiting;
	const [earlier, operation] = [...after.get(name)!].find(([candidate]) => waiting.includes(candidate))!;
	const contrary = [...after.values()]
		.flatMap((earlierOnes) => [...earlierOnes.values()])
		.find(
			({ parameters }) =>
				parameters.findIndex((parameter) => parameter.name === name) >= 0 &&
				parameters.findIndex((parameter) => parameter.name === name) <
					parameters.findIndex((parameter) => parameter.name === earlier),
		);
	return `The form can't be ordered: ${operation.value} has ${earlier} before ${name}, ${contrary?.value ?? 'a chain of others'} has it after`;
}
