import type { ICredentialsDisplayOptions, INodeProperties, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { searchCountries } from './form/country';
import { alphabetically, everyPart, propertiesOf, routedRequest } from './form/properties';
import { nodeDoor, toolDoor } from './later';
import type { Operation, Resource } from './operation';
import type { ListSearches } from './listSearch';
import type { Provider } from './provider';

/** The parts of a node's description that its provider and resources make. */
export type ComposedDescription = Pick<
	INodeTypeDescription,
	'credentials' | 'properties' | 'requestDefaults' | 'requestOperations'
>;

/** What makes a node of a provider and its resources. */
export interface ComposedNode {
	/** What the canvas shows under a node's name. */
	subtitle: string;
	description: ComposedDescription;
	customOperations: NonNullable<INodeType['customOperations']>;
	methods: NonNullable<INodeType['methods']>;
	/** When a credential is asked for, where resources have different ones. */
	shownFor: (credential: string) => ICredentialsDisplayOptions;
}

/**
 * Makes plain n8n of a provider and its resources: resource and operation lists, the properties of each operation, and this
 * package's delivery as the owner of every request.
 */
export function composeNode(
	provider: Provider,
	resources: Resource[],
	{ listSearch, ...others }: NonNullable<INodeType['methods']> & { listSearch: ListSearches },
): ComposedNode {
	const hasCountry = resources.some(({ operations }) => operations.some(({ parameters }) => parameters.some(({ name }) => name === 'country')));
	const searches = { ...listSearch, ...(hasCountry && { searchCountries }) };
	return {
		subtitle: subtitleOf(resources),
		description: describe(provider, resources, searches),
		customOperations: nodeDoors(provider, resources, searches),
		shownFor: (credential) => shownFor(credential, provider, resources),
		methods: { listSearch: searches, ...others },
	};
}

/** `message.send` */
function nameOf(resource: Resource, operation: Operation): string {
	return `${resource.value}.${operation.value}`;
}

/** n8n calls these in place of its RoutingNode, with all items of a run at once. */
function nodeDoors(provider: Provider, resources: Resource[], searches: ListSearches): ComposedNode['customOperations'] {
	return withoutInherited(
		resources.map((resource) => [
			resource.value,
			withoutInherited(
				resource.operations.map((operation) => [operation.value, nodeDoor(operation.provider ?? provider, nameOf(resource, operation), operation, searches)]),
			),
		]),
	);
}

/** An object with these keys and no others: n8n would call what every object has, for an operation named `toString`. */
function withoutInherited<Value>(entries: Array<[string, Value]>): Record<string, Value> {
	return Object.assign(Object.create(null) as Record<string, Value>, Object.fromEntries(entries));
}

/** All operations of a node by name. */
function byName(resources: Resource[]): Map<string, Operation> {
	return new Map(resources.flatMap((resource) => resource.operations.map((operation) => [nameOf(resource, operation), operation] as const)));
}

function describe(provider: Provider, resources: Resource[], searches: ListSearches): ComposedDescription {
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
		requestOperations: { pagination: toolDoor(provider, byName(resources), searches) },
		properties: [
			resourceProperty(resources),
			...authenticationProperties(provider, resources),
			...resources.map(operationProperty),
			...resources.flatMap((resource) =>
				resource.operations.flatMap(({ form, value }) => propertiesOf(form, { show: { resource: [resource.value], operation: [value] } })),
			),
		],
	};
}

/**
 * Under a node's name on the canvas: its action, and that nothing is sent where that is so. n8n evaluates it in the editor,
 * which knows the parameters only. An operation that the node doesn't have (n8n adds Custom API Call) has no words.
 */
function subtitleOf(resources: Resource[]): string {
	const actions = (isSend: boolean) =>
		JSON.stringify(
			Object.fromEntries(
				[...byName(resources)]
					.filter(([, { effect }]) => (effect === 'send') === isSend)
					.map(([name, { action }]) => [name, action[0].toLowerCase() + action.slice(1)]),
			),
		);
	const chosen = '[$parameter["resource"] + "." + $parameter["operation"]]';
	const preview = '($parameter["previewOnly"] ? "preview: " : "")';
	return `={{ (${actions(false)})${chosen} ?? ${preview} + ((${actions(true)})${chosen} ?? "") }}`;
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
			.sort(alphabetically(({ name }) => name)),
		default: firstResource,
		// On the one property that every item has, so that RoutingNode hands over every request.
		routing: { send: { paginate: true } },
	};
}

/**
 * n8n's RoutingNode asks a parameter of this name which of several credentials it reads; a person chooses it by the resource.
 */
function authenticationProperties({ credential }: Provider, resources: Resource[]): INodeProperties[] {
	const others = resources.flatMap(({ value, provider }) => (provider ? [[value, provider.credential] as const] : []));
	if (others.length === 0) return [];
	// Not by a key of an object: a resource may be called as what every object has.
	const byResource = others.map(([value, other]) => `$parameter["resource"] === ${JSON.stringify(value)} ? "${other}" : `).join('');
	return [{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: `={{ ${byResource}"${credential}" }}` }];
}

/**
 * The resource decides, and stands first: an expression, as Authentication is, would show every credential. A saved workflow
 * and n8n's own requests may be without either, where they have their defaults.
 */
function shownFor(credential: string, { credential: usual }: Provider, resources: Resource[]): ICredentialsDisplayOptions {
	const others = resources.filter(({ provider }) => provider && provider.credential !== usual);
	const those = others.filter(({ provider }) => provider?.credential === credential).map(({ value }) => value);
	// A resource that there is not is refused by this package, so it has a credential too.
	const notOthers = others.map(({ value }) => ({ _cnd: { not: value } })) as unknown as string[];
	return { show: { resource: credential === usual ? notOthers : those, authentication: [credential, undefined] } };
}

function operationProperty({ value, operations }: Resource): INodeProperties {
	const [{ value: firstOperation }] = operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(operationOption).sort(alphabetically(({ name }) => name)),
		default: firstOperation,
	};
}

function operationOption({ name, value, action, description, request, form, constants }: Operation): INodePropertyOptions {
	const isChosenInForm = everyPart(form).some((part) => part.kind === 'choice' && part.branches.some((branch) => branch.request));
	const routed = { ...(!isChosenInForm && routedRequest(request)), ...(constants && { body: constants }) };
	return { name, value, action, description, routing: { request: routed } };
}
