import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { composeNode, mergeParameters } from '../../../nodes/shared/node';
import { example, parameter, provider } from './support';

const names = (properties: INodeProperties[]) => properties.map(({ name }) => name);
const collection = (name: string, options: INodeProperties[]) => parameter(name, { type: 'collection', default: {}, options });

describe('one property per name', () => {
	test('equal declarations become one, shown for all their operations', () => {
		const merged = mergeParameters([example('one', [parameter('to')]), example('two', [parameter('to')])]);
		expect(merged).toEqual([parameter('to', { displayOptions: { show: { operation: ['one', 'two'] } } })]);
	});

	test('conditions of their own stay', () => {
		const shown = parameter('text', { displayOptions: { show: { content: ['text'] } } });
		expect(mergeParameters([example('one', [shown])])[0].displayOptions).toEqual({
			show: { operation: ['one'], content: ['text'] },
		});
	});

	test.each([
		['another label', parameter('to', { displayName: 'Whom' })],
		['another place in the request', parameter('to', { routing: { send: { type: 'body', property: 'x' } } })],
		['another condition', parameter('to', { displayOptions: { show: { a: ['b'] } } })],
	])('%s is another parameter, and both operations are named', (_, other) => {
		expect(() => mergeParameters([example('one', [parameter('to')]), example('two', [other])])).toThrow(
			'one and two declare the parameter to differently: give one another name',
		);
	});

	test('a name can’t be declared twice by one operation', () => {
		expect(() => mergeParameters([example('one', [parameter('to'), parameter('to')])])).toThrow('one declares to twice');
	});
});

describe('the order of the form', () => {
	test('every operation keeps its own', () => {
		const merged = mergeParameters([
			example('one', [parameter('a'), parameter('d')]),
			example('two', [parameter('a'), parameter('b'), parameter('c')]),
			example('three', [parameter('c'), parameter('d')]),
		]);
		expect(names(merged)).toEqual(['a', 'b', 'c', 'd']);
	});

	test('a conflict stops the build and names both', () => {
		const operations = [example('one', [parameter('a'), parameter('b')]), example('two', [parameter('b'), parameter('a')])];
		expect(() => mergeParameters(operations)).toThrow(
			/^The form can't be ordered: (one has a before b, two has it after|two has b before a, one has it after)$/,
		);
	});

	test('so does a circle of three', () => {
		const operations = [
			example('one', [parameter('a'), parameter('b')]),
			example('two', [parameter('b'), parameter('c')]),
			example('three', [parameter('c'), parameter('a')]),
		];
		expect(() => mergeParameters(operations)).toThrow(/^The form can't be ordered: /);
	});
});

describe('collections', () => {
	test('hold the options of all operations by label, each shown where it belongs', () => {
		const [merged] = mergeParameters([
			example('one', [collection('more', [parameter('z'), parameter('b')])]),
			example('two', [collection('more', [parameter('b'), parameter('a')])]),
		]);
		expect(merged.displayOptions).toEqual({ show: { operation: ['one', 'two'] } });
		expect(merged.options).toEqual([
			parameter('a', { displayOptions: { show: { '/operation': ['two'] } } }),
			parameter('b'),
			parameter('z', { displayOptions: { show: { '/operation': ['one'] } } }),
		]);
	});

	test('an option can’t be declared differently', () => {
		const operations = [
			example('one', [collection('more', [parameter('a')])]),
			example('two', [collection('more', [parameter('a', { default: 'x' })])]),
		];
		expect(() => mergeParameters(operations)).toThrow('one and two declare the parameter more.a differently');
	});

	test('nor the collection itself', () => {
		const operations = [
			example('one', [collection('more', [])]),
			example('two', [{ ...collection('more', []), placeholder: 'Add Thing' }]),
		];
		expect(() => mergeParameters(operations)).toThrow('one and two declare the parameter more differently');
	});

	test('the declarations are not changed', () => {
		const shared = parameter('a');
		mergeParameters([example('one', [collection('more', [shared])]), example('two', [collection('more', [])])]);
		expect(shared).toEqual(parameter('a'));
	});
});

describe('the whole node', () => {
	const send = example('sendThing', [parameter('to')], { request: { method: 'POST', path: '/v1/send', constants: { private: true } } });
	const list = example('getThings', [], { effect: 'read', request: { method: 'GET', path: '/v1/things' } });
	const composed = composeNode(provider(), [
		{ name: 'Thing', value: 'thing', operations: [send, list] },
		{ name: 'Apple', value: 'apple', operations: [example('eat')] },
	]);
	const { description, customOperations } = composed;
	const [resources, things, apples, ...others] = description.properties;
	const values = ({ options }: INodeProperties) => (options as INodePropertyOptions[]).map(({ value }) => value);

	test('resources and operations are sorted by name, the first declared is chosen', () => {
		expect([values(resources), resources.default]).toEqual([['apple', 'thing'], 'thing']);
		expect([values(things), things.default]).toEqual([['getThings', 'sendThing'], 'sendThing']);
		expect(apples.displayOptions).toEqual({ show: { resource: ['apple'] } });
		expect(names(others)).toEqual(['to']);
	});

	test('an operation has its request', () => {
		expect((things.options as INodePropertyOptions[]).map(({ routing }) => routing)).toEqual([
			{ request: { method: 'GET', url: '/v1/things' } },
			{ request: { method: 'POST', url: '/v1/send', body: { private: true } } },
		]);
	});

	test('every request goes through one function, with any status, and no redirect is followed', () => {
		expect(description.credentials).toEqual([{ name: 'exampleApi', required: true }]);
		expect(description.requestDefaults).toMatchObject({ ignoreHttpStatusErrors: true, disableFollowRedirect: true });
		// It is no expression, which would be evaluated twice for every item.
		expect(description.requestDefaults?.baseURL).toBe('https://api.example.com');
		expect(description.requestOperations?.pagination).toEqual(expect.any(Function));
		expect(resources.routing?.send?.paginate).toBe(true);
	});

	test('n8n finds a function for each operation, which takes all items of a run', () => {
		expect(customOperations).toEqual({
			thing: { sendThing: expect.any(Function) as unknown, getThings: expect.any(Function) as unknown },
			apple: { eat: expect.any(Function) as unknown },
		});
	});

	test('two operations of one value stop the build', () => {
		const twice = [
			{ name: 'Thing', value: 'thing', operations: [example('send')] },
			{ name: 'Other', value: 'other', operations: [example('send')] },
		];
		expect(() => composeNode(provider(), twice)).toThrow('Example: two operations share a value');
	});
});
