import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { IDataObject, INodeProperties, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { everyPart, nameOf } from '../../nodes/shared/form/properties';
import type { Part, SentPart } from '../../nodes/shared/form/parts';
import type { contractFiles } from './contracts';
import { declaredOperations, type DeclaredOperation } from './declared';

/** A parameter of a built description whose value is sent in the request. */
export interface SentParameter {
	in: 'body' | 'query';
	/** The name it is sent under. */
	name: string;
	/** `to`, or `additionalFields.cc` inside a collection. */
	parameter: string;
	/** Whether it always has a value, because the form demands it for all choices. */
	filled: boolean;
}

/** One request that an operation of a built node makes. */
export interface NodeOperation {
	/** The name of its resource in the list. */
	resource: string;
	/** Its name in the list. */
	name: string;
	/** `message.send` */
	operation: string;
	method: string;
	/** With placeholders that are the provider's names. */
	path: string;
	/** The placeholders, with the parameter that fills each in. */
	ids: Array<{ name: string; parameter: string; filled: boolean }>;
	sent: SentParameter[];
	/** The constant part of its body. */
	constants: IDataObject;
	/** The values of choosers for which this request is made. */
	chosen: Record<string, string>;
	/** All parameters of its form by name. */
	parameters: Map<string, INodeProperties>;
}

const loader = new PackageDirectoryLoader(path.join(__dirname, '../..'));
let loaded: Promise<void> | undefined;

/** A node of the built package, as n8n loads it. */
export async function builtNode(name: string): Promise<INodeTypeDescription> {
	await (loaded ??= loader.loadAll());
	return (loader.getNode(name).type as INodeType).description;
}

/** The parameters that a form has for an operation, in its order. */
export function parametersOf(properties: INodeProperties[], resource: string, operation: string): INodeProperties[] {
	return properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return resources?.includes(resource) && operations?.includes(operation);
	});
}

/** The fields that can be added to a collection. */
export function optionsOf({ options }: INodeProperties): INodeProperties[] {
	return options as INodeProperties[];
}

function sentBy(parameter: INodeProperties): Array<Omit<SentParameter, 'filled'>> {
	const send = parameter.routing?.send;
	const own = send?.property ? [{ in: send.type === 'body' ? ('body' as const) : ('query' as const), name: send.property, parameter: parameter.name }] : [];
	const inside = (parameter.type === 'collection' ? optionsOf(parameter) : [])
		.flatMap((option) => sentBy(option))
		.map((sent) => ({ ...sent, parameter: `${parameter.name}.${sent.parameter}` }));
	return [...own, ...inside];
}

/** The parameters that are shown for these values of choosers. Those of every branch of another chooser are among them. */
function partsWhere(form: readonly Part[], chosen: Record<string, string>): Part[] {
	return form.flatMap((part): Part[] => {
		if (part.kind !== 'choice') return [part];
		const branches = part.branches.filter(({ value }) => (chosen[nameOf(part)] ?? value) === value);
		return [part, ...branches.flatMap(({ parts }) => partsWhere(parts, chosen))];
	});
}

/** Whether the form demands a field for all choices. */
function isDemanded(form: readonly Part[], wanted: (part: SentPart) => boolean, chosen: Record<string, string>): boolean {
	return form.some((part) => {
		if (part.kind === 'sent') return wanted(part) && part.field.property.required === true && !part.rules.optional && !part.rules.unless;
		if (part.kind !== 'choice') return false;
		const branches = part.branches.filter(({ value }) => (chosen[nameOf(part)] ?? value) === value);
		return branches.every(({ parts }) => isDemanded(parts, wanted, chosen));
	});
}

/** The values of the chooser that decides between several requests. */
function requestsOf({ routing }: INodePropertyOptions, parameters: INodeProperties[]) {
	const own = routing?.request;
	if (own?.url) return [{ method: String(own.method), path: String(own.url), chosen: {} as Record<string, string> }];
	return parameters.flatMap(({ name, type, options }) =>
		(type === 'options' ? (options as INodePropertyOptions[]) : []).flatMap((option) => {
			const request = option.routing?.request;
			return request?.url ? [{ method: String(request.method), path: String(request.url), chosen: { [name]: String(option.value) } }] : [];
		}),
	);
}

/** The requests of all operations of a node, in the order of its lists. */
export function operationsOf({ name: node, properties }: Pick<INodeTypeDescription, 'name' | 'properties'>): NodeOperation[] {
	const declared = declaredOperations(node as keyof typeof contractFiles);
	const resources = new Map(
		(properties.find(({ name }) => name === 'resource')?.options as INodePropertyOptions[]).map(({ name, value }) => [value, name]),
	);
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options, displayOptions }) => {
			const resource = String(displayOptions?.show?.resource?.[0]);
			return (options as INodePropertyOptions[]).flatMap((option) => {
				const { form } = declared.find(({ fullName }) => fullName === `${resource}.${String(option.value)}`) as DeclaredOperation;
				const parameters = parametersOf(properties, resource, String(option.value));
				return requestsOf(option, parameters).map(({ method, path: template, chosen }): NodeOperation => {
					const shown = new Set(partsWhere(form, chosen).map(nameOf));
					const ids = everyPart(form).flatMap((part) => (part.kind === 'sent' && part.place === 'ids' ? [part] : []));
					return {
						resource: resources.get(resource)!,
						name: option.name,
						operation: `${resource}.${String(option.value)}`,
						method,
						path: template,
						chosen,
						constants: (option.routing?.request?.body ?? {}) as IDataObject,
						ids: ids.map((part) => ({ name: part.wire, parameter: nameOf(part), filled: isDemanded(form, (one) => one === part, chosen) })),
						sent: parameters
							.filter((parameter) => shown.has(parameter.name))
							.flatMap(sentBy)
							.map((sent) => ({
								...sent,
								filled: isDemanded(form, ({ place, wire }) => place === sent.in && wire === sent.name, chosen),
							})),
						parameters: new Map(parameters.map((parameter) => [parameter.name, parameter])),
					};
				});
			});
		});
}
