import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { root } from './built';

/** A node's operation as a tool of an agent, as `scripts/toolSchemas.js` has it from n8n's code. */
interface Operation {
	title: string;
	properties: INodeProperties[];
	tools: Array<{ name: string; description: string; schema: { properties: object; required?: string[] }; asked: string[] }>;
}

const { toolPages, toolsOf, keyOf } = jest.requireActual<{
	toolPages: () => Record<string, string>;
	toolsOf: (node: string) => Operation[];
	keyOf: (property: Pick<INodeProperties, 'displayName'>) => string;
}>(path.join(root, 'scripts/toolSchemas.js'));

test.each(Object.entries(toolPages()))('%s is current (node scripts/toolSchemas.js --write)', (file, page) => {
	expect(readFileSync(path.join(root, file), 'utf8')).toBe(page);
});

/** Labels that say nothing when they are read alone, as a model reads them. */
const AMBIGUOUS = ['Body', 'Content', 'Data', 'Date', 'From', 'ID', 'Key', 'Time', 'To', 'Type', 'Value'];

/** Labels of those that stay, each with the reason. */
const understood: Record<string, string> = {
	'Whippy From': 'people know it as the place of the sender; the name of the tool says whether it is a phone or an email channel',
};

/** What a resource is called in its actions, where that isn't its name. */
const otherwise: Record<string, RegExp> = { Message: /message|private comment|note|email/, 'Scheduled Message': /schedule/ };

const LONGEST = 64;

/** What singular and plural have in common: `inbox`, `survey`, `repl` of Reply and replies. */
const stemOf = (resource: string) => resource.toLowerCase().replace(/y$/, '');

/** Keys of two fields that may have one value, with the reason. */
const alike: Record<string, string> = { 'Contact: Create Email': 'both are an address of the same person' };

describe.each(['Heymarket', 'Whippy', 'Sendook'])('%s as a tool', (node) => {
	const operations = toolsOf(node);
	const named = operations.map(({ title, tools: [{ name, description }] }) => ({ title, name, description }));

	test('every name is whole, is allowed by the APIs of models, and belongs to one operation', () => {
		expect(named.filter(({ name, description }) => name !== description.replace(/[^a-zA-Z0-9_-]+/g, '_')).map(({ name }) => name)).toEqual([]);
		expect(named.filter(({ name }) => name.length > LONGEST || !/^[a-zA-Z0-9_-]+$/.test(name)).map(({ name }) => name)).toEqual([]);
		expect(new Set(named.map(({ name }) => name)).size).toBe(operations.length);
		expect(operations.length).toBeGreaterThan(0);
	});

	test('every name says what it is about, and with which service', () => {
		const vague = named.filter(({ title, description }) => {
			const resource = title.split(': ')[0];
			const thing = otherwise[resource] ?? new RegExp(stemOf(resource));
			return !description.endsWith(` in ${node}`) || !thing.test(description.toLowerCase());
		});
		expect(vague).toEqual([]);
	});

	test.each(operations)('$title: each field has a key of its own, which is its whole label', ({ title, tools, properties }) => {
		for (const { asked: all, schema } of tools) {
			const asked = all.filter((key, at) => !alike[`${title} ${key}`] || all.indexOf(key) === at);
			expect(asked.filter((key, at) => asked.indexOf(key) < at)).toEqual([]);
			expect(Object.keys(schema.properties).toSorted()).toEqual(asked.toSorted());
			expect((schema.required ?? []).toSorted()).toEqual(asked.toSorted());
		}
		const labels = properties.flatMap((property) => (property.type === 'collection' ? (property.options as INodeProperties[]) : [property]));
		const cut = labels.filter(({ type, displayName }) => !['notice', 'options'].includes(type) && keyOf({ displayName }).length !== displayName.length);
		expect(cut.map(({ displayName }) => displayName)).toEqual([]);
	});

	test('a label read alone tells what goes in, and times in which form', () => {
		const fields = operations.flatMap(({ title, properties }) =>
			properties
				.flatMap((property) => (property.type === 'collection' ? (property.options as INodeProperties[]) : [property]))
				.filter(({ type }) => !['options', 'notice'].includes(type))
				.map(({ displayName, type }) => ({ title, displayName, type })),
		);
		const vague = fields.filter(({ displayName }) => AMBIGUOUS.includes(displayName) && !understood[`${node} ${displayName}`]);
		expect(vague).toEqual([]);
		expect(fields.filter(({ displayName, type }) => type === 'dateTime' && !displayName.endsWith(' (ISO 8601)'))).toEqual([]);
	});
});
