'use strict';

// Prints, as Markdown, what an AI model is told of each operation when the node is a tool of an agent. With --write, it writes
// that into docs/tools/, a page for each node. It needs a build. n8n's own code makes every name, description and schema.

const { mkdirSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const { createNodeAsTool } = require('n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool.js');
const { NodeConnectionTypes, NodeHelpers } = require('n8n-workflow');

// What agents use, in n8n's own version.
const { toJsonSchema } = createRequire(require.resolve('n8n-core'))('@langchain/core/utils/json_schema');

const root = path.join(__dirname, '..');
const folder = 'docs/tools';
const nodes = ['Heymarket', 'Whippy', 'Sendook'];

/** Kinds of fields that n8n's editor never leaves to a model, and those that take no value. */
const DECIDED_BY_PEOPLE = ['options', 'notice'];

/** Whether a person decides it: by its kind, or because this package takes it from nobody else. */
function isForPeople({ type, noDataExpression }) {
	return noDataExpression === true || DECIDED_BY_PEOPLE.includes(type);
}

/** A built node as n8n offers it to an agent: n8n changes its name and what it is connected to. */
function toolTypeOf(node) {
	const { [node]: NodeType } = require(path.join(root, 'dist/nodes', node, `${node}.node.js`));
	const type = new NodeType();
	const { description } = type;
	return { ...type, description: { ...description, name: `${description.name}Tool`, inputs: [], outputs: [NodeConnectionTypes.AiTool] } };
}

/** The key that the editor makes of a label when a person leaves the field to the model. */
function keyOf({ displayName }) {
	return displayName.slice(0, 63).replace(/[^a-zA-Z0-9-]/g, '_');
}

/** What the editor writes into a field that is left to the model. */
function fromModel(property) {
	const type = ['boolean', 'number', 'json'].includes(property.type) ? property.type : 'string';
	const call = `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${keyOf(property)}', \`\`, '${type}') }}`;
	return property.type === 'resourceLocator' ? { __rl: true, mode: 'id', value: call } : call;
}

/** The fields among properties that can be left to the model. Those of a resource mapper are an account's own, which nobody knows here. */
function askable(properties) {
	return properties.filter((property) => !isForPeople(property) && !['collection', 'fixedCollection'].includes(property.type));
}

/** The combinations of values of the lists that hide other fields. A switch may be left to the model, and then hides nothing. */
function combinations(properties) {
	const hiding = new Set(properties.flatMap(({ displayOptions: { hide = {} } = {} }) => Object.keys(hide)));
	return properties
		.filter(({ name, type }) => type === 'options' && hiding.has(name))
		.reduce((ways, { name, options }) => ways.flatMap((way) => options.map(({ value }) => ({ ...way, [name]: value }))), [{}]);
}

/** The saved parameters of a tool whose form has these choices, with every other shown field left to the model. */
function parametersOf(description, properties, chosen) {
	const fixed = Object.fromEntries(properties.filter(({ type }) => type === 'options').map(({ name, default: usual }) => [name, usual]));
	const switches = Object.fromEntries(properties.filter(({ type }) => type === 'boolean').map((property) => [property.name, fromModel(property)]));
	const parameters = { ...fixed, ...switches, ...chosen };
	const shown = properties.filter((property) => NodeHelpers.displayParameter(parameters, property, { typeVersion: 1 }, description));
	for (const property of askable(shown)) parameters[property.name] = fromModel(property);
	for (const { name, options } of shown.filter(({ type }) => type === 'collection')) {
		parameters[name] = Object.fromEntries(askable(options).map((option) => [option.name, fromModel(option)]));
	}
	return parameters;
}

/** What n8n gives to an agent for these parameters: name, description and JSON schema. */
function toolOf(type, parameters) {
	const name = NodeHelpers.makeNodeName(parameters, type.description);
	const node = { id: '1', name, type: type.description.name, typeVersion: 1, position: [0, 0], parameters };
	const { response } = createNodeAsTool({ node, nodeType: type, handleToolInvocation: async () => '' });
	return { name: response.name, description: response.description, schema: toJsonSchema(response.schema), asked: askedIn(parameters) };
}

/** The keys that parameters ask the model for; one stands there twice if two fields have it. */
function askedIn(parameters) {
	return Array.from(JSON.stringify(parameters).matchAll(/\$fromAI\('([^']*)'/g), ([, key]) => key);
}

const WORDS = { string: 'text', number: 'number', boolean: 'true or false' };

/** A schema's type in words. n8n takes an object or a list for a field of JSON, and tells the model no type. */
function typeIn({ type }) {
	return type === undefined ? 'object or list' : WORDS[type];
}

/** For which choices a field is shown: `Send To is Phone Number`. */
function shownWhere({ displayOptions: { hide = {} } = {} }, properties) {
	return Object.entries(hide)
		.flatMap(([name, values]) => {
			const { displayName, type, options } = properties.find((property) => property.name === name);
			if (type !== 'options') return [];
			const left = options.filter(({ value }) => !values.includes(value)).map((option) => option.name);
			return `${displayName} is ${left.join(' or ')}`;
		})
		.join(' and ');
}

/**
 * One operation as a tool: its name and description, the fields by their place in the form, and what n8n gives to the agent
 * for each combination of choices.
 */
function toolsOf(node) {
	const type = toolTypeOf(node);
	const { description } = type;
	const resources = description.properties.find(({ name }) => name === 'resource').options;
	return resources.flatMap(({ name: resource, value }) =>
		description.properties
			.find(({ name, displayOptions }) => name === 'operation' && displayOptions.show.resource.includes(value))
			.options.map((operation) => {
				const properties = description.properties.filter(({ displayOptions: { show = {} } = {} }) => show.resource?.includes(value) && show.operation?.includes(operation.value));
				const own = { resource: value, operation: operation.value };
				const tools = combinations(properties).map((chosen) => toolOf(type, parametersOf(description, properties, { ...own, ...chosen })));
				return { title: `${resource}: ${operation.name}`, properties, tools };
			}),
	);
}

/** The lines of an operation: its fields in the order of the form, and last what people decide. */
function linesOf({ title, properties, tools }) {
	const schemas = Object.assign({}, ...tools.map(({ schema }) => schema.properties));
	const line = (property) => {
		const where = shownWhere(property, properties);
		return `\`${keyOf(property)}\` ${typeIn(schemas[keyOf(property)])}${where ? `, where ${where}` : ''}`;
	};
	const fields = properties.flatMap((property) => {
		if (property.type === 'collection') {
			const inside = askable(property.options).map(line);
			return inside.length > 0 ? [`- ${property.displayName}: ${inside.join(', ')}`] : [];
		}
		return askable([property]).map((one) => `- ${line(one)}`);
	});
	const people = properties
		.flatMap((property) => (property.type === 'collection' ? property.options : [property]))
		.filter((property) => isForPeople(property) && property.type !== 'notice')
		.map(({ displayName }) => displayName);
	const [{ name, description }] = tools;
	return [
		`### ${title}`,
		'',
		`\`${name}\`: ${description}`,
		'',
		...(fields.length > 0 ? fields : ['- nothing']),
		...(people.length > 0 ? ['', `A person decides: ${people.join(', ')}.`] : []),
		'',
	];
}

/** The page of a node. */
function pageOf(node) {
	return [
		`# ${node} as a tool of an AI agent`,
		'',
		'What a model is told of each operation, if every field is left to it that n8n’s editor can leave to a model. It sees a name,',
		'one sentence, and for each field the key and the type below, no description. Every field that was left to it is required;',
		'an empty text, none and null leave an optional one out. Where an ID is asked for, the name is taken too if it is unique',
		'(see docs/ai-tools.md). `node scripts/toolSchemas.js --write` makes this page, with n8n’s own code.',
		'',
		...toolsOf(node).flatMap(linesOf),
	].join('\n');
}

/** The pages by their paths in the project. */
function toolPages() {
	return Object.fromEntries(nodes.map((node) => [`${folder}/${node.toLowerCase()}.md`, pageOf(node)]));
}

module.exports = { askable, keyOf, toolPages, toolsOf };

if (require.main === module) {
	const pages = toolPages();
	if (process.argv.includes('--write')) {
		mkdirSync(path.join(root, folder), { recursive: true });
		for (const [file, page] of Object.entries(pages)) writeFileSync(path.join(root, file), page);
	} else console.log(Object.values(pages).join('\n'));
}
