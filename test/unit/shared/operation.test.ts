import { lineField } from '../../../nodes/shared/form/field';
import { additionalFields, body, branch, choose, notice, path, query, setting, type Part } from '../../../nodes/shared/form/parts';
import { resource } from '../../../nodes/shared/operation';
import { answer, example, provider } from './support';
import { rowsOf } from '../../../nodes/shared/delivery/rows';

const field = (name: string, required = false) => lineField({ displayName: name.toUpperCase(), name, required });
const [thing, other] = [field('thing'), field('other')];
const content = { request: { method: 'POST' as const, path: '/' }, ids: {}, query: {}, body: { a: 1 }, settings: {} };

describe('the request of an operation', () => {
	test('is its method and path, and how its rows come', () => {
		const page = { id: 'id', next: () => undefined };
		expect(example('get', [], { request: 'GET /v1/things', page }).request).toEqual({ method: 'GET', path: '/v1/things', page });
	});

	test('may be left to a choice of the form; the first one is made unless another is chosen', () => {
		const first = { method: 'GET', path: '/v1/first' } as const;
		const form = [
			choose({ displayName: 'From', name: 'source' }, {
				none: branch('None', '', []),
				first: branch('First', '', [], first),
				second: branch('Second', '', [], { method: 'POST', path: '/v1/second' }),
			}),
		];
		expect(example('get', form, { request: undefined }).request).toBe(first);
	});

	test('is missed where there is none', () => {
		expect(() => example('get', [body('thing', thing)], { request: undefined })).toThrow('get: no request');
	});
});

describe('the placeholders of a path', () => {
	const request = 'GET /v1/inboxes/{inboxId}' as const;

	test.each<[string, Part[]]>([
		['no field', []],
		['a field of another name', [path('inbox', thing)]],
		['a field of that name in the body', [body('inboxId', thing)]],
		['a setting of that name', [setting(field('inboxId'))]],
	])('each needs a field: %s is none', (_, form) => {
		expect(() => example('get', form, { request })).toThrow('get: {inboxId} needs a field');
	});

	test('of the request that a choice brings, too', () => {
		const form = [choose({ displayName: 'From', name: 'source' }, { one: branch('One', '', [], { method: 'GET', path: '/v1/{id}' }) })];
		expect(() => example('get', form)).toThrow('get: {id} needs a field');
	});

	test.each<[string, Part[]]>([
		['at the top', [path('inboxId', thing)]],
		['in a branch', [choose({ displayName: 'From', name: 'source' }, { one: branch('One', '', [path('inboxId', thing)]) })]],
		['in a collection', [additionalFields(path('inboxId', thing))]],
	])('the field may stand %s', (_, form) => {
		expect(example('get', form, { request }).request.path).toBe('/v1/inboxes/{inboxId}');
	});
});

describe('a rule between fields', () => {
	test.each([{ unless: 'media' }, { notWith: ['other', 'media'] }])('%j names what no field is sent as', (rules) => {
		const form = [body('text', thing, rules), body('other', other), setting(field('media'))];
		expect(() => example('send', form)).toThrow('send: text names media, which no field is sent as');
	});

	test.each<[string, Part]>([
		['a field', query('media', other)],
		['a field of a collection', additionalFields(body('media', other))],
		['a field of a branch', choose({ displayName: 'From', name: 'source' }, { one: branch('One', '', [body('media', other)]) })],
	])('may name %s', (_, part) => {
		expect(() => example('send', [body('text', thing, { unless: 'media', notWith: ['media'] }), part])).not.toThrow();
	});

	test('is heeded within a collection as well', () => {
		expect(() => example('send', [additionalFields(body('text', thing, { notWith: ['media'] }))])).toThrow('send: text names media');
	});
});

describe('the parameters of a form', () => {
	test.each<[string, Part[]]>([
		['two fields', [body('thing', thing), body('other', field('thing'))]],
		['a field and a collection', [additionalFields(), body('other', field('additionalFields'))]],
		['two branches', [
			choose({ displayName: 'From', name: 'source' }, {
				one: branch('One', '', [body('thing', thing)]),
				two: branch('Two', '', [body('other', field('thing', true))]),
			}),
		]],
	])('%s of one name stop the build', (_, form) => {
		expect(() => example('send', form)).toThrow(/^send: two fields are called (thing|additionalFields)$/);
	});

	test('one field may stand in several branches', () => {
		const form = [
			choose({ displayName: 'From', name: 'source' }, {
				one: branch('One', '', [body('thing', thing)]),
				two: branch('Two', '', [body('thing', thing), body('other', other)]),
			}),
		];
		expect(example('send', form).parameters.map(({ name }) => name)).toEqual(['source', 'thing', 'other']);
	});

	test('a notice may stand in several branches as well, if it is the same', () => {
		const words = notice('words', 'Both are sent.');
		const withTwo = (other: Part) => [
			choose({ displayName: 'From', name: 'source' }, { one: branch('One', '', [words]), two: branch('Two', '', [other]) }),
		];
		expect(example('send', withTwo(words)).parameters.map(({ name }) => name)).toEqual(['source', 'words']);
		expect(() => example('send', withTwo(notice('words', 'Others are.')))).toThrow('send: two fields are called words');
	});

	test('are shown without conditions on resource and operation', () => {
		expect(example('send', [body('thing', thing)]).parameters).toEqual([
			{ displayName: 'THING', name: 'thing', type: 'string', default: '', displayOptions: {}, routing: { send: { type: 'body', property: 'thing' } } },
		]);
	});
});

test('an operation that states nothing of its own reaches nobody, says nothing and sends its body as it is', () => {
	const plain = example('send');
	expect(plain.reaches(content)).toEqual({});
	expect(plain.says(content)).toEqual({});
	expect(plain.finish(content)).toBe(content.body);
});

test('what it states is kept', () => {
	const stated = example('send', [], { finish: () => ({ b: 2 }), rows: () => [{ id: 1 }], constants: { c: 3 } });
	expect(stated.finish(content)).toEqual({ b: 2 });
	expect(rowsOf(provider(), stated, answer(200, 'anything'), content)).toEqual([{ id: 1 }]);
	expect(stated.constants).toEqual({ c: 3 });
});

describe('a resource', () => {
	test('is its declaration', () => {
		const declaration = { name: 'Thing', value: 'thing', operations: [example('send'), example('get')] };
		expect(resource(declaration)).toBe(declaration);
	});

	test('two operations of one value stop the build', () => {
		const operations = [example('send'), example('get'), example('send')];
		expect(() => resource({ name: 'Thing', value: 'thing', operations })).toThrow('Thing: two operations share a value');
	});
});
