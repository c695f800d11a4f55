import { readdirSync } from 'node:fs';
import path from 'node:path';

import { type INode, type INodeProperties, NodeHelpers } from 'n8n-workflow';

import { readWorkflow } from '../../demo/src/workflows.ts';
import { builtCredentials, builtNodes, packageName, root } from '../description/built';

const folder = path.join(root, 'demo', 'workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

const types = new Map(builtNodes().map(({ type }) => [`${packageName}.${type.description.name}`, type.description]));
const credentials = Object.fromEntries(
	builtCredentials().map(({ type: { name } }) => [name, { id: `id of ${name}`, name: `a ${name}` }]),
);

const ours = files.flatMap((file) =>
	readWorkflow(path.join(folder, file), credentials)
		.nodes.filter(({ type }) => type.startsWith(`${packageName}.`))
		.map((node) => ({ file, name: node.name, node })),
);

/** The properties that n8n shows for the node's resource and operation. */
function shown(node: INode): INodeProperties[] {
	const description = types.get(node.type)!;
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(node.parameters, property, node, description),
	);
}

test('there are example workflows with nodes of this package', () => {
	expect(files.length).toBeGreaterThan(0);
	expect(ours.length).toBeGreaterThan(0);
});

describe.each(ours)('$file, "$name"', ({ node }) => {
	test('has a type of the package', () => {
		expect([...types.keys()]).toContain(node.type);
	});

	test('has only values of parameters that n8n shows', () => {
		const names = new Set(shown(node).map(({ name }) => name));
		expect(Object.keys(node.parameters).filter((name) => !names.has(name))).toEqual([]);
	});

	test('names options and collection fields that exist', () => {
		expect(shown(node).map(({ name }) => name)).toEqual(expect.arrayContaining(['resource', 'operation']));
		for (const property of shown(node)) {
			const value = node.parameters[property.name];
			const known = (property.options ?? []).map((option) => ('value' in option ? option.value : option.name));
			if (property.type === 'options') expect(known).toContain(value ?? property.default);
			if (property.type === 'collection') expect(known).toEqual(expect.arrayContaining(Object.keys(value ?? {})));
		}
	});

	test('has every value that n8n requires', () => {
		expect(NodeHelpers.getNodeParametersIssues(types.get(node.type)!.properties, node, types.get(node.type)!)).toBeNull();
	});

	test('uses the stored credential of the node’s type', () => {
		const [wanted] = types.get(node.type)!.credentials!;
		expect(node.credentials).toEqual({ [wanted!.name]: credentials[wanted!.name] });
	});
});

test('a node that needs a credential of another type is refused, and the error names it', () => {
	expect(() => readWorkflow(path.join(folder, files[0]!), {})).toThrow(/".+" wants a credential of type \w+/);
});
