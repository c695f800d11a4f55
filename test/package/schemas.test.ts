import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { loadOutputSchema } from 'n8n-core/dist/nodes-loader/output-schema-resolver.js';
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { contractOf, shapeOf } from '../contract/contracts';
import { builtNodes, root } from '../description/built';
import { freshly, useSandbox } from '../engine/sandboxed';
import { doors } from '../operations/doors';
import { everything, fill, leftOutOf, parametersOf, requiredOnly, subjects, waysToChoose, type Subject } from '../operations/filling';

/*
 * Before an operation was run, n8n shows the columns that it will have by a file beside the node. Every operation has one, n8n
 * finds it, and what the operation puts out has these columns and no others.
 */

const sandbox = useSandbox();

interface Column {
	type: string | string[];
	properties?: Record<string, Column>;
	items?: Column;
}

interface OutputSchema {
	type: string;
	properties: Record<string, Column>;
	version: number;
}

const folderOf = (node: string) => path.join(root, path.dirname(builtNodes().find(({ type }) => type.description.name === node)!.file));

/** The schema of an operation, as n8n loads it for the editor. */
function schemaOf({ node, operation }: Subject): OutputSchema | undefined {
	return loadOutputSchema({ nodeDir: folderOf(node), version: 1, resource: operation.resource, operation: operation.value }) as OutputSchema | undefined;
}

test.each(subjects)('$key: there is one, of one item', (subject) => {
	const schema = schemaOf(subject);
	expect(schema).toMatchObject({ type: 'object', version: 1 });
	expect(Object.keys(schema!.properties).length).toBeGreaterThan(0);
	expect(Object.values(schema!.properties).filter(({ type }) => type === 'null')).toEqual([]);
});

test('there is none for an operation that no node has', () => {
	// A trigger stands beside the node of its provider, and has no operations.
	const operations = builtNodes().flatMap(({ file, type: { description: { properties } } }) =>
		properties
			.filter((property) => property.name === 'operation')
			.flatMap(({ options, displayOptions }) => (options as INodePropertyOptions[]).map(({ value }) => ({
				folder: path.dirname(file),
				file: path.join('v1.0.0', String(displayOptions?.show?.resource?.[0]), `${String(value)}.json`),
			}))),
	);
	const files = [...new Set(builtNodes().map(({ file }) => path.dirname(file)))].flatMap((folder) => {
		const found = readdirSync(path.join(root, folder, '__schema__'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
		const known = operations.filter((one) => one.folder === folder).map(({ file }) => file);
		expect(known.length).toBeGreaterThan(0);
		return found.filter((file) => !known.includes(file)).map((file) => path.join(folder, file));
	});
	expect(files).toEqual([]);
	expect(existsSync(path.join(root, 'nodes/Heymarket/__schema__'))).toBe(false);
});

/** A schema by which a row may leave columns out, but has no others. */
function strict({ type, properties, items }: Column): object {
	return {
		type: [...new Set([type, 'null'].flat())],
		...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, column]) => [name, strict(column)])), additionalProperties: false }),
		...(items && { items: strict(items) }),
	};
}

/** All fields but those that change what comes out. */
const byDefault: typeof everything = (part, within) => everything(part, within) && !['simplify', 'includeDetails'].includes(part.field.property.name);

/** Columns for which the sandbox has no value, each with the reason. */
const seldom: Record<string, string[]> = {
	// All of its contacts are written.
	'heymarket contact.createOrUpdateMany': ['reason'],
	// The sandbox's says a text in a conversation: it has no template, and no list.
	'heymarket scheduledMessage.get': ['template_id', 'list_id'],
	// No picture came with its example.
	'heymarket conversation.getTranscript': ['files'],
	'heymarket conversation.getUnansweredMessages': ['files'],
	// The mails of its example came in, and Sendook keeps no files of those.
	'sendook thread.getTranscript': ['files'],
	// The sandbox's messages have none.
	'whippy conversation.getTranscript': ['files'],
	'whippy conversation.getUnansweredMessages': ['files'],
};

test.each(subjects)('$key: what comes out has these columns', async (subject) => {
	const { node, key, operation: { form, request } } = subject;
	const rows: IDataObject[] = [];
	// Return All gives more of the same rows.
	for (const chosen of [{}, ...waysToChoose(form)].filter((way) => !Object.values(way).includes(true))) {
		const all = fill(subject, '', chosen, byDefault);
		for (const filling of [fill(subject, '', chosen, requiredOnly), all, ...leftOutOf(subject, all, byDefault)]) {
			freshly(sandbox());
			rows.push(...(await doors['as a node'](sandbox(), filling, parametersOf(filling))));
		}
	}
	expect(rows.length).toBeGreaterThan(0);
	const schema = schemaOf(subject)!;
	const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(strict(schema));
	const faults = rows.flatMap((row) => (validate(row) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)));
	expect([...new Set(faults)]).toEqual([]);
	const order = Object.keys(schema.properties);
	const places = rows.map((row) => Object.keys(row).map((name) => order.indexOf(name)));
	expect(places.filter((place) => place.some((one, at) => at > 0 && one < place[at - 1]))).toEqual([]);
	// The sandbox has not every field of the contract in its rows; what the operation adds of its own is there.
	const { answered } = contractOf(node).find(({ method, path: known }) => method === request.method && shapeOf(known) === shapeOf(request.path))!;
	const missing = order.filter((name) => !answered.includes(name) && !rows.some((row) => Object.hasOwn(row, name)));
	expect(missing).toEqual(seldom[key] ?? []);
});
