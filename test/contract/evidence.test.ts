import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { documentOf } from '../../contracts/load.js';
import { withFormats } from '../../contracts/strict.js';
import { json } from '../../sandbox/answer.ts';
import { loadContract } from '../../sandbox/contract.ts';
import { providerNames } from '../../sandbox/provider.ts';
import type { Arrival } from '../../sandbox/provider.ts';
import { placeholdersIn } from './contracts';

type Tree = Record<string, unknown>;

interface Parameter extends Tree {
	name: string;
	in: 'path' | 'query';
	schema: Tree;
	example?: unknown;
}

interface Content {
	'application/json'?: { schema: Tree; example?: unknown };
}

interface Operation extends Tree {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: { content: Content };
	responses: Record<string, Tree>;
}

interface Document {
	info: { 'x-sources': Record<string, string> };
	paths: Record<string, Record<string, Operation>>;
	components: Record<string, Record<string, Tree>>;
}

/** A part of a contract that has to say how certain it is. */
interface Part {
	/** A JSON pointer. */
	where: string;
	kind: 'operation' | 'parameter' | 'field' | 'header' | 'response' | 'rule' | 'component';
	part: Tree;
}

const evidence = ['documented', 'first-party', 'reported', 'inferred'];

/** Keywords that restrict a value beyond its type. */
const restrictions = [
	...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
	...['pattern', 'enum', 'required', 'x-known-values'],
];

/** Other things that `x-constraints` can be about: what no keyword expresses, and keywords that need no mark of their own. */
const aspects = ['type', 'format', 'nullable', 'meaning', 'unit', 'zone', 'direction', 'channel', 'optional'];

/** The evidence, and in brackets the reason or the source. Only `documented` and `first-party` can do without. */
const saying = /^(?:(?:documented|first-party|reported|inferred) \(.+\)|documented|first-party)$/s;

/** Fields that the example of a request leaves out, because they exclude others in it or because nobody knows what they mean. */
const leftOut: Partial<Record<string, string[]>> = {
	heymarket: [
		...['chat_id', 'list_id', 'targets', 'template_id', 'survey_id', 'private', 'activity_id'].map((name) => `sendMessage ${name}`),
		...['sendEmail convo_id', 'getContactStatus phone', 'markConversationRead targets', 'markConversationUnread targets', 'reassignConversation targets'],
		...['openConversation', 'closeConversation'].flatMap((one) => [`${one} target`, `${one} targets`]),
		...['add_contacts', 'remove_contacts', 'add_phones', 'remove_phones', 'add_emails', 'remove_emails'].map((name) => `updateList ${name}`),
		...['findContact id', 'setContactStatus phone', 'scheduleMessage conversation_id', 'scheduleMessage list_id'],
		...['conversation_id', 'list_id'].map((name) => `updateScheduledMessage ${name}`),
	],
	whippy: ['searchContacts cursor'],
};

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (where: string, ...keys: Array<string | number>) =>
	[where, ...keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

/** A schema and all schemas in it, each with its JSON pointer. It doesn't follow a `$ref`: components are walked on their own. */
function* schemasIn(schema: Tree, where: string): Generator<[string, Tree]> {
	yield [where, schema];
	for (const [name, field] of Object.entries((schema.properties ?? {}) as Record<string, Tree>)) yield* schemasIn(field, at(where, 'properties', name));
	for (const key of ['items', 'additionalProperties']) {
		const inner = schema[key];
		if (isTree(inner)) yield* schemasIn(inner, at(where, key));
	}
}

/** A provider's contract, with all its parts in lists. */
function contractOf(provider: (typeof providerNames)[number]) {
	const document = documentOf(provider) as Document;
	const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({ template, method, operation, where: at('#/paths', template, method) })),
	);
	const behind = <Found extends Tree>(part: Found): Found => {
		if (typeof part.$ref !== 'string') return part;
		const [room, name] = part.$ref.split('/').slice(-2);
		return document.components[room][name] as Found;
	};

	const parts: Part[] = [];
	/** Every schema of the document with its JSON pointer. */
	const schemas: Array<[string, Tree]> = [];

	function addSchema(schema: Tree, where: string): void {
		for (const [place, inner] of schemasIn(schema, where)) {
			schemas.push([place, inner]);
			for (const [name, field] of Object.entries((inner.properties ?? {}) as Record<string, Tree>)) {
				parts.push({ kind: 'field', where: at(place, 'properties', name), part: behind(field) });
			}
			const rules = ((inner.allOf ?? []) as Tree[]).map((rule, index) => ({ rule, where: at(place, 'allOf', index) }));
			parts.push(...rules.filter(({ rule }) => rule.$ref === undefined).map(({ rule, where }) => ({ kind: 'rule' as const, where, part: rule })));
		}
	}
	function addContent({ content }: { content?: Content }, where: string): void {
		const schema = content?.['application/json']?.schema;
		if (schema) addSchema(schema, at(where, 'content', 'application/json', 'schema'));
	}
	function addResponse(response: Tree, where: string): void {
		parts.push({ kind: 'response', where, part: response });
		for (const [name, header] of Object.entries((response.headers ?? {}) as Record<string, Tree>)) {
			parts.push({ kind: 'header', where: at(where, 'headers', name), part: behind(header) });
		}
		addContent(response, where);
	}

	for (const { operation, where } of operations) {
		parts.push({ kind: 'operation', where, part: operation });
		for (const [index, parameter] of (operation.parameters ?? []).entries()) {
			const place = at(where, 'parameters', index);
			parts.push({ kind: 'parameter', where: place, part: parameter });
			addSchema(parameter.schema, at(place, 'schema'));
		}
		if (operation.requestBody) addContent(operation.requestBody, at(where, 'requestBody'));
		for (const [status, response] of Object.entries(operation.responses)) {
			const place = at(where, 'responses', status);
			// A response that several operations share is walked once, with the components.
			if (response.$ref === undefined) addResponse(response, place);
		}
	}
	for (const [room, members] of Object.entries(document.components)) {
		for (const [name, part] of Object.entries(members)) {
			const where = at('#/components', room, name);
			if (room === 'responses') addResponse(part, where);
			else parts.push({ kind: 'component', where, part });
			if (room === 'schemas') addSchema(part, where);
		}
	}
	return { document, operations, parts, schemas, behind };
}

describe.each(providerNames)('%s', (provider) => {
	const { document, operations, parts, schemas, behind } = contractOf(provider);

	test('every operation, parameter, field, header, response, rule and component says how certain it is and where that was read', () => {
		const sources = document.info['x-sources'];
		const unsure = parts.flatMap(({ kind, where, part }) => {
			const keys = String(part['x-source'] ?? '').split(', ');
			return [
				...(evidence.includes(String(part['x-evidence'])) ? [] : [`${kind} ${where}: no evidence`]),
				...keys.filter((key) => sources[key] === undefined).map((key) => `${kind} ${where}: no source "${key}"`),
			];
		});
		expect(unsure).toEqual([]);
		const kinds = new Set(parts.map(({ kind }) => kind));
		for (const kind of ['operation', 'parameter', 'field', 'header', 'response', 'component'] as const) {
			expect(kinds).toContain(kind);
		}
	});

	test('every source is used', () => {
		const used = new Set(parts.flatMap(({ part }) => String(part['x-source']).split(', ')));
		const text = JSON.stringify(schemas.map(([, schema]) => schema['x-constraints']));
		const unused = Object.keys(document.info['x-sources']).filter((key) => !used.has(key) && !new RegExp(`\\b${key}\\b`).test(text));
		expect(unused).toEqual([]);
	});

	test('every restriction says how certain it is, and `x-constraints` names no restriction that isn’t there', () => {
		const parameters = operations.flatMap(({ operation, where }) =>
			(operation.parameters ?? []).map((parameter, index): [string, Tree] => [
				at(where, 'parameters', index),
				// OpenAPI itself requires the parameters of a path, so nobody has to say how certain that is.
				{ ...parameter.schema, ...parameter, required: parameter.in === 'query' && parameter.required ? true : undefined },
			]),
		);
		const places = new Set(parameters.map(([where]) => `${where}/schema`));
		const all = [...parameters, ...schemas.filter(([where]) => !places.has(where))];
		const wrong = all.flatMap(([where, schema]) => {
			const said = (schema['x-constraints'] ?? {}) as Record<string, unknown>;
			const there = restrictions.filter((keyword) => schema[keyword] !== undefined);
			return [
				...there.filter((keyword) => said[keyword] === undefined).map((keyword) => `${where}: how certain is ${keyword}?`),
				...Object.keys(said).filter((key) => !there.includes(key) && !aspects.includes(key)).map((key) => `${where}: nothing is restricted by ${key}`),
				...Object.entries(said).filter(([, words]) => !saying.test(String(words))).map(([key, words]) => `${where} ${key}: "${String(words)}"`),
			];
		});
		expect(wrong).toEqual([]);
		expect(all.some(([, schema]) => schema['x-constraints'] !== undefined)).toBe(true);
	});

	describe('examples', () => {
		const ajv = withFormats(new Ajv({ strict: false, allErrors: true, validateSchema: false }));
		ajv.addSchema(document as object, 'contract');

		/** Why the schema at a JSON pointer refuses a value. */
		function troubleOf(where: string, value: unknown): string[] {
			const pointer = where.split('/').map(encodeURIComponent).join('/').replace('%23', '#');
			const validate = ajv.compile({ $ref: `contract${pointer}` });
			return validate(value) ? [] : [`${where}: ${JSON.stringify(value)} ${ajv.errorsText(validate.errors)}`];
		}

		/** Whether a field consists only of fields that have examples of their own. */
		function isMadeOfFields(schema: Tree): boolean {
			const { properties, items } = behind(schema);
			if (isTree(items)) return isMadeOfFields(items);
			return isTree(properties) && Object.keys(properties).length > 0;
		}

		test('every field, parameter and header has one', () => {
			const without = parts
				.filter(({ kind, part }) => ['field', 'parameter', 'header'].includes(kind) && part.example === undefined && !isMadeOfFields(part))
				.map(({ kind, where }) => `${kind} ${where}`);
			expect(without).toEqual([]);
		});

		test('each is what its own schema takes', () => {
			const ofSchemas = schemas.filter(([, { example }]) => example !== undefined).flatMap(([where, { example }]) => troubleOf(where, example));
			const ofOthers = [
				...parts.filter(({ kind }) => kind === 'parameter'),
				...Object.entries(document.components.headers).map(([name, part]) => ({ where: at('#/components/headers', name), part })),
			].flatMap(({ where, part }) => troubleOf(`${where}/schema`, part.example));
			expect([...ofSchemas, ...ofOthers]).toEqual([]);
			// This proves that a wrong example would be found.
			expect(troubleOf(schemas.find(([, { type }]) => type === 'string')![0], 17)).toHaveLength(1);
		});

		test('every operation has a whole request, which the sandbox takes, and an answer, which it could give', async () => {
			const contract = await loadContract(provider);
			const judged = operations.map(({ template, method, operation }) => {
				const { operationId, parameters = [], requestBody } = operation;
				const byPlace = (place: 'path' | 'query') =>
					Object.fromEntries(parameters.filter((each) => each.in === place).map(({ name, example }) => [name, example]));
				const ids = byPlace('path');
				const query = Object.entries(byPlace('query')).map(([name, example]) => [name, Array.isArray(example) ? example.map(String) : String(example)]);
				const body = requestBody?.content['application/json']?.example;
				const arrival: Arrival = {
					method: method.toUpperCase(),
					path: placeholdersIn(template).reduce((path, name) => path.replace(`{${name}}`, String(ids[name])), template),
					query: Object.fromEntries(query) as Arrival['query'],
					headers: { 'content-type': 'application/json' },
					body,
					address: '127.0.0.1',
				};
				const reading = contract.read(arrival);
				const status = [200, 201, 202].find((one) => operation.responses[one])!;
				const answer = behind(operation.responses[status]) as { content?: Content };
				const example = answer.content?.['application/json']?.example;
				return {
					operationId,
					read: reading?.operationId,
					refused: reading?.refused?.detail,
					hasBody: (body !== undefined) === (requestBody !== undefined),
					unlike: example === undefined ? 'there is none' : contract.unlike(json(status, example), operationId),
				};
			});
			expect(judged).toEqual(judged.map(({ operationId }) => ({ operationId, read: operationId, refused: undefined, hasBody: true, unlike: undefined })));
			expect(judged.length).toBeGreaterThan(0);
		});

		test('a provider may answer with more than is known, but the sandbox may not', async () => {
			const contract = await loadContract(provider);
			const { operation, where } = operations.find(({ operation: { operationId } }) => operationId === 'getInboxes' || operationId === 'getOrganization')!;
			const { example } = (operation.responses['200'] as { content: Content }).content['application/json']!;
			const more = Array.isArray(example) ? [{ ...(example[0] as Tree), surprise: 1 }] : { ...(example as Tree), surprise: 1 };
			expect(troubleOf(at(where, 'responses', '200', 'content', 'application/json', 'schema'), more)).toEqual([]);
			expect(contract.unlike(json(200, more), operation.operationId)).toContain('"surprise"');
		});

		test('a request’s example has every field that goes with the others', () => {
			const missing = operations.flatMap(({ operation: { operationId, requestBody } }) => {
				const { schema = {}, example } = requestBody?.content['application/json'] ?? {};
				// A list of rows has one whole row in its example.
				const whole = behind(schema);
				const row = behind((whole.items ?? whole) as Tree);
				const shown = (Array.isArray(example) ? example[0] : example) as Tree;
				const names = Object.keys((row.properties ?? {}) as Tree);
				return names.filter((name) => shown[name] === undefined).map((name) => `${operationId} ${name}`);
			});
			expect(missing.toSorted()).toEqual((leftOut[provider] ?? []).toSorted());
		});
	});
});

describe('putting a contract together', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'contract-'));
	const name = path.relative(path.join(__dirname, '../../contracts'), folder) as 'whippy';
	const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
	beforeEach(() => {
		write('common.yaml', 'openapi: 3.0.3\ncomponents: { schemas: { Id: {} } }');
		write('a.yaml', 'paths: { /a: {} }\ncomponents: { schemas: { A: {} } }');
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	test('it has what is in any of its files', () => {
		expect(documentOf(name)).toEqual({ openapi: '3.0.3', paths: { '/a': {} }, components: { schemas: { Id: {}, A: {} } } });
	});

	test.each([
		['a path of another file', 'paths: { /a: {} }', 'the path /a is there twice'],
		['a component of another file', 'paths: {}\ncomponents: { schemas: { Id: {} } }', 'in schemas, Id is there twice'],
		['what all files share', 'paths: {}\nservers: []', 'has servers, which belongs into common.yaml'],
	])('a file with %s is refused', (_what, text, words) => {
		write('b.yaml', text);
		expect(() => documentOf(name)).toThrow(words);
	});
});
