import { isDeepStrictEqual } from 'node:util';
import { Workflow, type INodeParameters, type INodeProperties, type INodePropertyOptions, type INodeTypes } from 'n8n-workflow';
import { country } from '../../../nodes/shared/form/country';
import { delivery } from '../../../nodes/shared/form/delivery';
import { lineField } from '../../../nodes/shared/form/field';
import { body, branch, choose } from '../../../nodes/shared/form/parts';
import { composeNode } from '../../../nodes/shared/node';
import { resource, type Resource } from '../../../nodes/shared/operation';
import { Heymarket } from '../../../nodes/Heymarket/Heymarket.node';
import { Sendook } from '../../../nodes/Sendook/Sendook.node';
import { Whippy } from '../../../nodes/Whippy/Whippy.node';
import { example, provider } from './support';

const to = lineField({ displayName: 'To', name: 'to' });
const thingField = lineField({ displayName: 'Thing', name: 'thing' });
const send = example('send', [body('recipient', to), ...delivery], { name: 'Send', action: 'Send thing', request: 'POST /v1/send', constants: { private: true } });
const list = example('getMany', [body('q', to), body('thing', thingField)], { name: 'Get Many', action: 'Get many things', effect: 'read', request: 'GET /v1/things' });
const eat = example('send', [], { name: 'Eat', action: 'Eat apple', effect: 'write' });
const resources: Resource[] = [
	resource({ name: 'Thing', value: 'thing', operations: [send, list] }),
	resource({ name: 'Apple', value: 'apple', operations: [eat] }),
];
const searchThings = async () => ({ results: [] });
const composed = composeNode(provider(), resources, { listSearch: { searchThings } });
const { description, customOperations } = composed;
const [resourceProperty, things, apples, ...others] = description.properties;
const options = (property: INodeProperties) => property.options as INodePropertyOptions[];

describe('what n8n shows', () => {
	test('resources and operations are sorted by name, the first declared is chosen', () => {
		const values = (property: INodeProperties) => options(property).map(({ value }) => value);
		expect([values(resourceProperty), resourceProperty.default]).toEqual([['apple', 'thing'], 'thing']);
		expect([values(things), things.default]).toEqual([['getMany', 'send'], 'send']);
		expect(things.displayOptions).toEqual({ show: { resource: ['thing'] } });
		expect(apples.displayOptions).toEqual({ show: { resource: ['apple'] } });
	});

	test('the fields of each operation, in its order, are shown for it alone', () => {
		const of = (resource: string, operation: string) =>
			others.filter(({ displayOptions }) => displayOptions!.show!.resource![0] === resource && displayOptions!.show!.operation![0] === operation);
		expect(of('thing', 'send').map(({ name }) => name)).toEqual(['to', 'previewOnly', 'delivery']);
		expect(of('thing', 'getMany').map(({ name }) => name)).toEqual(['to', 'thing']);
		expect(of('apple', 'send')).toEqual([]);
		expect(others).toHaveLength(5);
	});

	test('an operation carries its request, and what it always sends', () => {
		expect(options(things).map(({ routing }) => routing)).toEqual([
			{ request: { method: 'GET', url: '/v1/things' } },
			{ request: { method: 'POST', url: '/v1/send', body: { private: true } } },
		]);
		expect(options(things).map(({ name, action, description: words }) => [name, action, words])).toEqual([
			['Get Many', 'Get many things', 'getMany'],
			['Send', 'Send thing', 'send'],
		]);
	});

	test('where a choice of the form brings the request, only that one carries it', () => {
		const source = choose({ displayName: 'From', name: 'source' }, {
			one: branch('One', '', [], { method: 'GET', path: '/v1/one' }),
			all: branch('All', '', [], { method: 'POST', path: '/v1/all' }),
		});
		const chosen = example('getMany', [source], { request: undefined, effect: 'read' });
		const [, operations, property] = composeNode(provider(), [{ name: 'Thing', value: 'thing', operations: [chosen] }], { listSearch: {} }).description.properties;
		expect(options(operations)[0].routing).toEqual({ request: {} });
		expect(options(property).map(({ routing }) => routing!.request!.url)).toEqual(['/v1/one', '/v1/all']);
	});
});

test('every request goes through one function, whatever its status, and no redirect is followed', () => {
	expect(description.credentials).toEqual([{ name: 'exampleApi', required: true }]);
	expect(description.requestDefaults).toMatchObject({ ignoreHttpStatusErrors: true, disableFollowRedirect: true, arrayFormat: 'repeat' });
	// An expression would be evaluated twice for every item.
	expect(description.requestDefaults?.baseURL).toBe('https://api.example.com');
	expect(description.requestOperations?.pagination).toEqual(expect.any(Function));
	expect(resourceProperty.routing?.send?.paginate).toBe(true);
});

describe('n8n finds a function', () => {
	test('for each operation, which takes all items of a run', () => {
		const any = expect.any(Function) as unknown;
		expect({ thing: { ...customOperations.thing }, apple: { ...customOperations.apple } }).toEqual({ thing: { send: any, getMany: any }, apple: { send: any } });
		expect(customOperations.thing.send).not.toBe(customOperations.apple.send);
	});

	test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('for none that is called %s, as every object has it', (name) => {
		expect((customOperations as Record<string, unknown>)[name]).toBeUndefined();
		expect((customOperations.thing as Record<string, unknown>)[name]).toBeUndefined();
	});

	test('for each list that is searched; countries are among them where a form asks for one', async () => {
		expect(composed.methods.listSearch).toEqual({ searchThings });
		const texts = example('send', [choose({ displayName: 'To', name: 'kind' }, { one: branch('One', '', [country]) })]);
		const { listSearch } = composeNode(provider(), [{ name: 'Text', value: 'text', operations: [texts] }], { listSearch: { searchThings } }).methods;
		expect(Object.keys(listSearch!)).toEqual(['searchThings', 'searchCountries']);
		const { results } = await listSearch!.searchCountries.call({} as never, 'Germ');
		expect(results).toEqual([{ name: 'Germany (+49)', value: 'DE' }]);
	});
});

/** What the canvas shows under a node with these parameters: n8n's editor evaluates it like this. */
function subtitleWith(subtitle: string, parameters: INodeParameters): unknown {
	const node = { id: '1', name: 'Node', type: 'node', typeVersion: 1, position: [0, 0] as [number, number], parameters };
	const nodeTypes = { getByNameAndVersion: () => undefined } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(workflow.nodes.Node, subtitle, 'internal', {});
}

describe('under a node on the canvas', () => {
	const chosen = (resource: string, operation: string, previewOnly = false) => subtitleWith(composed.subtitle, { resource, operation, previewOnly });

	test('its action is told, which is another where another resource has an operation of that name', () => {
		expect(chosen('thing', 'send')).toBe('send thing');
		expect(chosen('thing', 'getMany')).toBe('get many things');
		expect(chosen('apple', 'send')).toBe('eat apple');
	});

	test('and that nothing is sent, unless nothing would be sent anyway', () => {
		expect(chosen('thing', 'send', true)).toBe('preview: send thing');
		expect(chosen('apple', 'send', true)).toBe('eat apple');
		expect(chosen('thing', 'send', false)).toBe('send thing');
		// It was switched on for another operation before.
		expect(chosen('thing', 'getMany', true)).toBe('get many things');
	});

	test('nothing is told of an operation that the node does not have, such as Custom API Call', () => {
		expect(chosen('thing', '__CUSTOM_API_CALL__')).toBe('');
		expect(chosen('__CUSTOM_API_CALL__', 'send')).toBe('');
	});

	test.each([new Heymarket(), new Whippy(), new Sendook()])('$description.displayName: each of its actions', ({ description: shipped }) => {
		const isOf = (property: INodeProperties, name: string, condition: Record<string, unknown[]>) =>
			property.name === name && isDeepStrictEqual(property.displayOptions?.show, condition);
		let count = 0;
		for (const { value: resource } of options(shipped.properties[0])) {
			const operations = shipped.properties.find((property) => isOf(property, 'operation', { resource: [resource] }))!;
			for (const { value: operation, action } of options(operations)) {
				const words = action![0].toLowerCase() + action!.slice(1);
				const canPreview = shipped.properties.some((property) => isOf(property, 'previewOnly', { resource: [resource], operation: [operation] }));
				expect(subtitleWith(shipped.subtitle!, { resource, operation })).toBe(words);
				expect(subtitleWith(shipped.subtitle!, { resource, operation, previewOnly: true })).toBe(canPreview ? `preview: ${words}` : words);
				count += 1;
			}
		}
		expect(count).toBeGreaterThan(4);
	});
});
