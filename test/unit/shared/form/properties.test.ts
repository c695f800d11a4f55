import type { INodeProperties } from 'n8n-workflow';
import type { Target } from '../../../../nodes/shared/content';
import { lineField, switchField, textField } from '../../../../nodes/shared/form/field';
import {
	additionalFields, body, branch, choose, collection, notice, path, query, setting, unless, type Part,
} from '../../../../nodes/shared/form/parts';
import { alphabetically, everyPart, labelOf, nameOf, propertiesOf } from '../../../../nodes/shared/form/properties';

const to = lineField({ displayName: 'To', name: 'to', required: true });
const note = lineField({ displayName: 'Note', name: 'note' });
const text = textField({ displayName: 'Text', name: 'text', required: true });
const html = textField({ displayName: 'HTML', name: 'html', required: true });

const show = { resource: ['message'], operation: ['send'] };
const shown = (...form: Part[]) => propertiesOf(form, { show });
const names = (properties: INodeProperties[]) => properties.map(({ name }) => name);

describe('a field', () => {
	test('is shown for its operation, and says where its value is sent', () => {
		expect(shown(body('recipient', to), query('q', note), setting(note))).toEqual([
			{
				displayName: 'To', name: 'to', type: 'string', default: '', required: true,
				displayOptions: { show },
				routing: { send: { type: 'body', property: 'recipient' } },
			},
			{ displayName: 'Note', name: 'note', type: 'string', default: '', displayOptions: { show }, routing: { send: { type: 'query', property: 'q' } } },
			{ displayName: 'Note', name: 'note', type: 'string', default: '', displayOptions: { show } },
		]);
	});

	test('of the path is sent by this package alone', () => {
		expect(shown(path('thingId', to))[0]).not.toHaveProperty('routing');
	});

	test.each(['status[]', 'a.b', 'a[0]'])('is sent under the name %s as it stands, which n8n would take for a path', (wire) => {
		expect(shown(query(wire, note))[0].routing).toEqual({ send: { type: 'query', property: wire, propertyInDotNotation: false } });
		const isPath = wire === 'a.b';
		expect(shown(body(wire, note))[0].routing).toEqual({ send: { type: 'body', property: wire, ...(!isPath && { propertyInDotNotation: false }) } });
	});

	test('that may be left out is not insisted on', () => {
		const [optional, replaced, other] = shown(body('to', to, { optional: true }), body('text', text, { unless: 'to' }), body('html', html, { notWith: ['to'] }));
		expect([optional, replaced, other].map(({ required }) => required)).toEqual([undefined, undefined, true]);
	});

	test('stays as it was declared', () => {
		const before = structuredClone(to.property);
		shown(body('to', to, { optional: true }), choose({ displayName: 'Kind', name: 'kind' }, { a: branch('A', '', [body('to', to)]) }));
		expect(to.property).toEqual(before);
	});
});

test('a notice stands between the fields, shown as they are', () => {
	expect(shown(notice('careful', 'Be careful.'))).toEqual([
		{ displayName: 'Be careful.', name: 'careful', type: 'notice', default: '', displayOptions: { show } },
	]);
});

test('what is to be added stands by its label, and n8n insists on none of it', () => {
	const zone = lineField({ displayName: 'zone', name: 'a' });
	const look = { displayName: 'More', name: 'more', placeholder: 'Add More' };
	const [more, ...others] = shown(collection(look, [setting(zone), body('recipient', to), query('q[]', note)]));
	expect(others).toEqual([]);
	expect(more).toEqual({
		...look,
		type: 'collection',
		default: {},
		displayOptions: { show },
		options: [
			{ displayName: 'Note', name: 'note', type: 'string', default: '', routing: { send: { type: 'query', property: 'q[]', propertyInDotNotation: false } } },
			{ displayName: 'To', name: 'to', type: 'string', default: '', routing: { send: { type: 'body', property: 'recipient' } } },
			{ displayName: 'zone', name: 'a', type: 'string', default: '' },
		],
	});
});

describe('a chooser', () => {
	const kind = { displayName: 'Kind', name: 'kind', description: 'What is sent' };
	const words = notice('words', 'Both are sent.');
	const format = choose(kind, {
		text: branch('Text', 'As text', [body('text', text)]),
		html: branch('HTML', 'As HTML', [body('html', html), words]),
		both: branch('Both', 'As both', [body('text', text), body('html', html), words]),
	});

	test('comes first, then the fields of its branches, each once', () => {
		const properties = shown(body('to', to), format, body('note', note));
		expect(names(properties)).toEqual(['to', 'kind', 'text', 'html', 'words', 'note']);
		expect(properties[1]).toEqual({
			...kind,
			type: 'options',
			default: 'text',
			displayOptions: { show },
			options: [
				{ name: 'Text', value: 'text', description: 'As text' },
				{ name: 'HTML', value: 'html', description: 'As HTML' },
				{ name: 'Both', value: 'both', description: 'As both' },
			],
		});
	});

	test('a field of several branches stands below the others of each: Country, below the numbers too', () => {
		const form = choose(kind, {
			one: branch('One', '', [body('text', text), setting(note)]),
			none: branch('None', '', []),
			many: branch('Many', '', [body('html', html), setting(note), words]),
		});
		expect(names(shown(form))).toEqual(['kind', 'text', 'html', 'note', 'words']);
	});

	test('hides a field for all branches that don’t have it, and n8n insists on none', () => {
		const conditions = shown(format).map(({ name, required, displayOptions }) => [name, required, displayOptions]);
		expect(conditions).toEqual([
			['kind', undefined, { show }],
			['text', undefined, { show, hide: { kind: ['html'] } }],
			['html', undefined, { show, hide: { kind: ['text'] } }],
			['words', undefined, { show, hide: { kind: ['text'] } }],
		]);
		expect(shown(format)[1].routing).toEqual({ send: { type: 'body', property: 'text' } });
	});

	test('is not insisted on either, as it always has a value', () => {
		expect(shown(choose({ ...kind, required: true }, { a: branch('A', '', []) }))[0]).not.toHaveProperty('required');
	});

	test('within a branch of another is hidden by both', () => {
		const outer = choose({ displayName: 'Outer', name: 'outer' }, { inner: branch('Inner', '', [format, additionalFields(body('note', note))]), none: branch('None', '', []) });
		const conditions = Object.fromEntries(shown(outer).map(({ name, displayOptions }) => [name, displayOptions]));
		const hide = { outer: ['none'] };
		expect(conditions).toEqual({
			outer: { show },
			kind: { show, hide },
			text: { show, hide: { ...hide, kind: ['html'] } },
			html: { show, hide: { ...hide, kind: ['text'] } },
			words: { show, hide: { ...hide, kind: ['text'] } },
			additionalFields: { show, hide },
		});
		expect(shown(outer).some((property) => 'required' in property)).toBe(false);
	});

	test('a field of all branches of an inner one is hidden by the outer one alone', () => {
		const inner = choose(kind, { one: branch('One', '', [body('text', text)]), other: branch('Other', '', [body('text', text), body('note', note)]) });
		const outer = choose({ displayName: 'Outer', name: 'outer' }, { inner: branch('Inner', '', [inner]), none: branch('None', '', []) });
		const hide = { outer: ['none'] };
		expect(shown(outer).map(({ displayOptions }) => displayOptions)).toEqual([
			{ show },
			{ show, hide },
			{ show, hide },
			{ show, hide: { ...hide, kind: ['one'] } },
		]);
	});

	test('a switch shows fields while it is off', () => {
		const all = switchField({ displayName: 'All', name: 'all' });
		const [first, second] = shown(unless(all, [setting(note)]));
		expect(first).toEqual({ displayName: 'All', name: 'all', type: 'boolean', default: false, displayOptions: { show } });
		expect(second.displayOptions).toEqual({ show, hide: { all: [true] } });
	});

	test('tells n8n which request a choice brings', () => {
		const list: Target = { method: 'GET', path: '/v1/things', page: { id: 'id', next: () => undefined } };
		const [property] = shown(choose(kind, { one: branch('One', '', [], list), all: branch('All', '', [], { method: 'POST', path: '/v1/all' }), none: branch('None', '', []) }));
		expect(property.options).toEqual([
			{ name: 'One', value: 'one', description: '', routing: { request: { method: 'GET', url: '/v1/things' } } },
			{ name: 'All', value: 'all', description: '', routing: { request: { method: 'POST', url: '/v1/all' } } },
			{ name: 'None', value: 'none', description: '' },
		]);
	});

	test('and all parts of its branches are found', () => {
		const outer = choose({ displayName: 'Outer', name: 'outer' }, { inner: branch('Inner', '', [format]) });
		const found = everyPart([body('to', to), outer, additionalFields(body('note', note))]).map(nameOf);
		expect(found).toEqual(['to', 'outer', 'kind', 'text', 'html', 'words', 'text', 'html', 'words', 'additionalFields']);
	});
});

test('the label of what is sent under a name is found wherever its field stands', () => {
	const inner = choose({ displayName: 'Kind', name: 'kind' }, { a: branch('A', '', [body('content', text)]) });
	const form = [notice('words', 'Words'), path('thingId', to), inner, setting(note), additionalFields(setting(html), body('files', note))];
	expect(['thingId', 'content', 'files', 'note', 'kind'].map((wire) => labelOf(form, wire))).toEqual(['To', 'Text', 'Note', 'note', 'kind']);
});

test('names are put in order whatever their case; equal ones stay as they are', () => {
	const words = ['cc', 'Body', 'BCC', 'Address', 'address'].map((name, at) => ({ name, at }));
	expect(words.toSorted(alphabetically(({ name }) => name)).map(({ at }) => at)).toEqual([3, 4, 2, 1, 0]);
});
