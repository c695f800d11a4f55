import { type INode, type INodeProperties, type INodeTypeDescription, NodeHelpers } from 'n8n-workflow';

/** The properties that n8n shows for a saved node. */
function shown(node: INode, description: INodeTypeDescription): INodeProperties[] {
	// A file leaves out what is as usual.
	const parameters = NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description) ?? node.parameters;
	return description.properties.filter((property) => NodeHelpers.displayParameter(parameters, property, node, description));
}

/** What a value names that its property doesn't have. A list that n8n loads from somewhere can have anything. */
function unknownIn(property: INodeProperties, value: unknown): string[] {
	const known = (property.options ?? []).map((option) => ('value' in option ? option.value : option.name));
	if (property.type === 'options' && known.length > 0 && !known.includes((value ?? property.default) as string)) return [`${property.name} can't be ${String(value)}`];
	const fields = ['collection', 'fixedCollection'].includes(property.type) ? Object.keys(value ?? {}) : property.type === 'multiOptions' ? ((value ?? []) as string[]) : [];
	return fields.filter((name) => !known.includes(name)).map((name) => `${property.name} has no ${name}`);
}

/** What is wrong with a node of a workflow's file, by the description that n8n has of its type. */
export function faultsOf(node: INode, description: INodeTypeDescription): string[] {
	const properties = shown(node, description);
	const names = new Set(properties.map(({ name }) => name));
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	return [
		...([description.version].flat().includes(node.typeVersion) ? [] : [`there is no version ${node.typeVersion}`]),
		...Object.keys(node.parameters).filter((name) => !names.has(name)).map((name) => `n8n doesn't show ${name}`),
		...properties.flatMap((property) => unknownIn(property, node.parameters[property.name])),
		...Object.values(issues?.parameters ?? {}).flat(),
	];
}
