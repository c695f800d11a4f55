import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { IDataObject, INodeProperties, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** A parameter whose value goes into the request, as the built description has it. */
export interface SentParameter {
	in: 'body' | 'query';
	/** The name it is sent under. */
	name: string;
	/** `to`, or `additionalFields.cc` inside a collection. */
	parameter: string;
	/** Whether n8n sees to it that it has a value. */
	filled: boolean;
}

/** One operation of a built node. */
export interface NodeOperation {
	resource: string;
	/** Name of the operation in the list. */
	name: string;
	operation: string;
	method: string;
	/** With placeholders that are names of parameters. */
	path: string;
	sent: SentParameter[];
	/** What it always sends in its body. */
	constants: IDataObject;
	/** Names of parameters, with those that n8n makes a person fill in. */
	parameters: Map<string, INodeProperties>;
}

const loader = new PackageDirectoryLoader(path.join(__dirname, '../..'));
let loaded: Promise<void> | undefined;

/** A node of the built package, as n8n loads it. */
export async function builtNode(name: string): Promise<INodeTypeDescription> {
	await (loaded ??= loader.loadAll());
	return (loader.getNode(name).type as INodeType).description;
}

/** The parameters that a person sees for an operation, in the order of the form. */
export function parametersOf(properties: INodeProperties[], operation: string): INodeProperties[] {
	return properties.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(operation));
}

/** The options that a collection has for an operation. */
export function optionsOf({ options }: INodeProperties, operation: string): INodeProperties[] {
	return (options as INodeProperties[]).filter(
		({ displayOptions }) => displayOptions?.show?.['/operation']?.includes(operation) ?? true,
	);
}

function isFilled({ required, default: value, type, displayOptions }: INodeProperties): boolean {
	// One of several that the form shows in turn is not always there.
	const isAlwaysShown = Object.keys(displayOptions?.show ?? {}).every((condition) => condition === 'operation');
	return isAlwaysShown && (required === true || (type !== 'resourceLocator' && value !== '' && value !== undefined));
}

function sentBy(parameter: INodeProperties, operation: string): SentParameter[] {
	const send = parameter.routing?.send;
	const own: SentParameter[] = send?.property
		? [{ in: send.type === 'body' ? 'body' : 'query', name: send.property, parameter: parameter.name, filled: isFilled(parameter) }]
		: [];
	const inside = (parameter.type === 'collection' ? optionsOf(parameter, operation) : [])
		.flatMap((option) => sentBy(option, operation))
		.map((sent) => ({ ...sent, parameter: `${parameter.name}.${sent.parameter}`, filled: false }));
	return [...own, ...inside];
}

/** The operations of a node, in the order of its lists. */
export function operationsOf({ properties }: INodeTypeDescription): NodeOperation[] {
	const resources = new Map(
		(properties.find(({ name }) => name === 'resource')?.options as INodePropertyOptions[]).map(({ name, value }) => [value, name]),
	);
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options, displayOptions }) =>
			(options as INodePropertyOptions[]).map(({ name, value, routing }): NodeOperation => {
				const operation = String(value);
				const parameters = parametersOf(properties, operation);
				return {
					resource: resources.get(displayOptions?.show?.resource?.[0] as string)!,
					name,
					operation,
					method: String(routing?.request?.method),
					path: String(routing?.request?.url),
					constants: (routing?.request?.body ?? {}) as IDataObject,
					sent: parameters.flatMap((parameter) => sentBy(parameter, operation)),
					parameters: new Map(parameters.map((parameter) => [parameter.name, parameter])),
				};
			}),
		);
}
