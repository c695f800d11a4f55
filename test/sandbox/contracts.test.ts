import { documentOf } from '../../contracts/load.js';
import { loadContract } from '../../sandbox/contract.ts';
import { providerNames } from '../../sandbox/provider.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { useClients } from './clients.ts';

type Tree = Record<string, unknown>;
interface Document {
	info: { 'x-sources': Record<string, string> };
	paths: Record<string, Record<string, Tree & { operationId?: string; parameters?: Tree[]; requestBody?: Tree }>>;
	components: { schemas: Record<string, Tree>; requestBodies?: Record<string, Tree> };
}

function read(provider: ProviderName): Document {
	return documentOf(provider) as Document;
}

/** The target of a `$ref`; any other thing unchanged. */
function behind(thing: Tree, { components }: Document): Tree {
	if (typeof thing['$ref'] !== 'string') return thing;
	const [room, name] = thing['$ref'].split('/').slice(-2) as ['schemas' | 'requestBodies', string];
	const found = components[room]?.[name];
	if (found === undefined) throw new Error(`${thing['$ref']} refers to nothing`);
	return found;
}

/** Requests whose names the account has made itself. */
const free = ['post /automations/{id}'];

/** Every object with fields in a request body, with its path, at any depth and through references. */
function* objects(value: unknown, document: Document, where = 'body', areNames = false): Generator<[string, Tree]> {
	if (value === null || typeof value !== 'object') return;
	const thing = behind(value as Tree, document);
	if (!areNames && thing['properties'] !== undefined) yield [where, thing];
	for (const [key, inner] of Object.entries(thing)) {
		// Rules such as `allOf` only repeat some of the fields, and an example has no schemas. A field may be called as any of them.
		if (!areNames && ['allOf', 'anyOf', 'oneOf', 'not', 'example'].includes(key)) continue;
		yield* objects(inner, document, `${where}/${key}`, !areNames && key === 'properties');
	}
}

/** Every property of a schema, at any depth, with its path. After a property with a reference comes its target. */
function* fields(value: unknown, document: Document, where = ''): Generator<[string, Tree]> {
	if (Array.isArray(value)) {
		for (const [index, inner] of value.entries()) yield* fields(inner, document, `${where}/${index}`);
		return;
	}
	if (value === null || typeof value !== 'object') return;
	for (const [key, inner] of Object.entries(value as Tree)) {
		// The fields of an example are no fields of the contract, whatever they are called.
		if (key === 'example') continue;
		const isConstraint = /\/(allOf|anyOf|oneOf|not)(\/|$)/.test(where);
		if (key === 'properties' && !isConstraint) {
			for (const [name, field] of Object.entries(inner as Record<string, Tree>)) {
				const reference = typeof field['$ref'] === 'string' ? field['$ref'].split('/').pop() : undefined;
				yield [`${where}/${name}`, reference === undefined ? field : (document.components.schemas[reference] ?? {})];
				yield* fields(field, document, `${where}/${name}`);
			}
		} else yield* fields(inner, document, `${where}/${key}`);
	}
}

function unsure(where: string, thing: Tree, sources: Record<string, string>): string[] {
	const evidence = ['documented', 'first-party', 'reported', 'inferred'].includes(String(thing['x-evidence']));
	const keys = String(thing['x-source'] ?? '').split(', ');
	const unknown = keys.filter((key) => sources[key] === undefined);
	return [...(evidence ? [] : [`${where}: no evidence`]), ...unknown.map((key) => `${where}: no source "${key}"`)];
}

describe.each(providerNames)('%s', (provider) => {
	const document = read(provider);
	const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${template}`, operation })),
	);

	it('is valid OpenAPI', async () => {
		expect(operations.length).toBeGreaterThan(0);
		const contract = await loadContract(provider, true);
		expect(contract.operationIds.toSorted()).toEqual(operations.map(({ operation }) => operation.operationId).toSorted());
		expect(new Set(contract.operationIds).size).toBe(operations.length);
	});

	it('says for every operation, parameter and field how certain it is, and its source', () => {
		const sources = document.info['x-sources'];
		const found = operations.flatMap(({ name, operation }) => [
			...unsure(name, operation, sources),
			...(operation.parameters ?? []).flatMap((each) => unsure(`${name} ${String(each['name'])}`, each, sources)),
		]);
		const inside = [...fields(document, document)].flatMap(([where, field]) =>
			// An object such as a message needs no evidence of its own, since its fields have it.
			field['type'] === 'object' && field['x-evidence'] === undefined && field['required'] !== undefined
				? []
				: unsure(where, field, sources),
		);
		expect([...found, ...inside]).toEqual([]);
		// Shows that the search looked at something.
		const lookedAt = [...fields(document, document)].map(([where]) => where);
		expect(lookedAt.length).toBeGreaterThan(operations.length);
		for (const { operation } of operations.filter(({ operation }) => operation.requestBody !== undefined)) {
			const names = [...objects(operation.requestBody, document)].flatMap(([, { properties }]) => Object.keys(properties as Tree));
			expect(names.filter((name) => !lookedAt.some((where) => where.endsWith(`/${name}`)))).toEqual([]);
		}
	});

	it('refuses unknown fields in every request body', () => {
		const bodies = operations.filter(({ operation }) => operation.requestBody !== undefined);
		expect(bodies.length).toBeGreaterThan(0);
		const known = bodies.map(({ name, operation }) => ({ name, inside: [...objects(operation.requestBody, document)] }));
		expect(known.filter(({ inside }) => inside.length === 0).map(({ name }) => name)).toEqual([]);
		const open = known.flatMap(({ name, inside }) =>
			inside.filter(([, { additionalProperties }]) => additionalProperties !== false && !free.includes(name)).map(([where]) => `${name} ${where}`),
		);
		expect(open).toEqual([]);
	});
});

describe('the sandbox and its contracts', () => {
	const clients = useClients();

	it('has every operation', async () => {
		const unanswered: string[] = [];
		for (const name of providerNames) {
			for (const [template, methods] of Object.entries(read(name).paths)) {
				for (const [method, operation] of Object.entries(methods)) {
					const url = template.replace('{inboxId}', '695b7c000000000000000064').replace('{messageId}', '695b7c0000000000000003e8');
					await clients[name].request({ method, url: url.replace('{id}', '2001'), data: method === 'post' ? {} : undefined });
					const entry = clients.sandbox.ledger.requests.at(-1);
					if (entry?.operationId !== operation.operationId || entry?.status === 599) unanswered.push(`${name} ${method} ${template}`);
				}
			}
		}
		expect(unanswered).toEqual([]);
	});

	it('answers 599, which no provider does, if its own state contradicts the contract', async () => {
		Object.assign(clients.sandbox.state.heymarket.inboxes[0] ?? {}, { id: 'eleven' });
		const { status, data } = await clients.heymarket.get('/v1/inboxes');
		expect([status, data]).toEqual([599, { sandbox: expect.stringContaining('0.id must be integer') }]);
		expect(clients.sandbox.ledger.violations).toHaveLength(1);
	});

	it('has initial data that match the contracts', async () => {
		const { heymarket, whippy, sendook } = clients;
		const answers = await Promise.all([
			heymarket.get('/v1/inboxes'),
			heymarket.get('/v1/team'),
			heymarket.post('/v1/messages/all', { limit: 200 }),
			heymarket.post('/v1/templates', {}),
			heymarket.post('/v1/surveys', { limit: 200 }),
			heymarket.post('/v1/lists', {}),
			heymarket.post('/v1/conversations', { id: 0, filters: {} }),
			heymarket.post('/v1/contacts', {}),
			heymarket.post('/v1/contact-fields', {}),
			whippy.get('/v1/channels'),
			whippy.get('/v1/organization'),
			whippy.get('/v1/messages/list', { params: { limit: 500 } }),
			whippy.get('/v1/contacts', { params: { limit: 500 } }),
			whippy.get('/v1/conversations', { params: { limit: 500 } }),
			whippy.get('/v1/conversations/00000003-0000-4000-8000-000000000001', { params: { 'messages[limit]': 500 } }),
			sendook.get('/v1/inboxes'),
			sendook.get('/v1/inboxes/695b7c000000000000000064/messages'),
		]);
		expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
		expect(answers.map(({ data }) => (Array.isArray(data) ? data.length : 0))).toEqual([4, 0, 75, 30, 35, 30, 30, 30, 4, 0, 0, 0, 0, 0, 0, 30, 5]);
	});
});
