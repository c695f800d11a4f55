import type { Content, Target } from '../../../../nodes/shared/content';
import { country } from '../../../../nodes/shared/form/country';
import {
	dateTimeField, emailAddressField, lineField, locatorField, oneOfField, phoneNumberField, someOfField, switchField, textField, urlField,
	wholeNumberField, type Field,
} from '../../../../nodes/shared/form/field';
import {
	additionalFields, body, branch, choose, filters, notice, path, query, setting, unless, type Part,
} from '../../../../nodes/shared/form/parts';
import { readForm, type Routed } from '../../../../nodes/shared/form/read';
import { integerId } from '../../../../nodes/shared/values/ids';
import { itemForm } from '../support';

const request: Target = { method: 'POST', path: '/v1/things' };

type Values = Record<string, unknown>;

/** What a person may have set elsewhere, and how it is saved. */
interface Circumstances {
	raw?: Values;
	defaultCountry?: string;
	routed?: Routed;
}

const read = (form: readonly Part[], values: Values, { raw, ...others }: Circumstances = {}) =>
	readForm(form, request, itemForm(values, raw, 'Europe/Berlin'), others);

/** The content of a form without a fault. */
function made(...all: Parameters<typeof read>): Partial<Content> {
	const { content, faults } = read(...all);
	expect(faults).toEqual([]);
	return content;
}

const faultsOf = (...all: Parameters<typeof read>) => read(...all).faults;
const sentences = (...all: Parameters<typeof read>) => faultsOf(...all).map(({ sentence }) => sentence);

const fillIn = 'Fill it in; if it is an expression, see that it gives a value for this item.';
const correctIt = 'Correct the expression, or let it give an empty text to leave the field out.';

const to = emailAddressField({ displayName: 'To', name: 'to', required: true });
const text = textField({ displayName: 'Text', name: 'text', required: true });
const picture = urlField({ displayName: 'Picture', name: 'picture' });
const note = lineField({ displayName: 'Note', name: 'note' });
const when = dateTimeField({ displayName: 'When', name: 'when' });
const thing = locatorField({ displayName: 'Thing', name: 'thing', required: true, search: 'searchThings', placeholder: 'e.g. 4', convert: integerId });
const simplify = switchField({ displayName: 'Simplify', name: 'simplify' });
const limit = wholeNumberField({ displayName: 'Limit', name: 'limit', min: 1, default: 50 });
const all = switchField({ displayName: 'All', name: 'all' });

describe('fields that are filled in', () => {
	test('go where the API wants them, under its names, in its shape; settings keep the names of their parameters', () => {
		const form = [path('thingId', thing), query('q[]', note), body('recipient', to), setting(when), notice('words', 'Words')];
		const values = { thing: '42', note: ' red ', to: 'Anna <anna@example.com>', when: '2026-01-31T14:30', words: 'x', other: 'y' };
		expect(made(form, values)).toEqual({
			request,
			ids: { thingId: '42' },
			query: { 'q[]': 'red' },
			body: { recipient: 'anna@example.com' },
			settings: { when: '2026-01-31T13:30:00.000Z' },
		});
	});

	test('are told with everything that is wrong with them, by their labels', () => {
		const form = [path('thingId', thing), body('recipient', to), body('note', note)];
		expect(faultsOf(form, { thing: 'x', to: '', note: 'a\nb' })).toEqual([
			{ sentence: 'Thing: "x" is not an ID', advice: 'Choose from the list, or give the number that is the ID.' },
			{ sentence: 'To: is empty', advice: fillIn },
			{ sentence: 'Note: "a\\nb" has more than one line', advice: 'Write it in one line.' },
		]);
	});

	test.each<[string, Field, unknown, string]>([
		['what was chosen from a list for another operation', note, { __rl: true, mode: 'id', value: '4' }, 'Note: still holds what was chosen from a list for another operation'],
		['a switch as text', simplify, 'true', 'Simplify: "true" is neither true nor false'],
		['a choice that is none', oneOfField({ displayName: 'Status', name: 'status' }, { open: 'Open' }), 'shut', 'Status: "shut" is not one of the choices'],
		['one of several choices that is none', someOfField({ displayName: 'Status', name: 'status' }, { open: 'Open' }), ['open', 'shut'], 'Status: "shut" is not one of the choices'],
	])('%s is refused', (_, field, value, sentence) => {
		for (const part of [body('wire', field), query('wire', field), setting(field)]) {
			expect(sentences([part], { [field.property.name]: value })).toEqual([sentence]);
			expect(sentences([additionalFields(part)], { additionalFields: { [field.property.name]: value } })).toEqual([sentence]);
		}
	});
});

describe('fields that are left out', () => {
	test.each([undefined, null, '', ' ', []])('as %j: a required one is missed, others are not sent', (left) => {
		expect(faultsOf([body('recipient', to)], { to: left })).toEqual([{ sentence: 'To: is empty', advice: fillIn }]);
		expect(made([body('note', note), query('q', note), setting(when)], { note: left, when: left })).toMatchObject({ body: {}, query: {}, settings: {} });
	});

	test('a required one may be left out where the form says so', () => {
		expect(made([body('recipient', to, { optional: true })], {}).body).toEqual({});
	});

	test('zero and off are not left out', () => {
		const none = wholeNumberField({ displayName: 'None', name: 'none', min: 0, default: 0 });
		expect(made([body('none', none), body('all', all)], { none: 0, all: false }).body).toEqual({ none: 0, all: false });
	});

	test('one that another may stand in for is missed only where both are left out', () => {
		const form = [body('text', text, { unless: 'media' }), body('media', picture)];
		expect(made(form, { picture: 'https://example.com/a' }).body).toEqual({ media: 'https://example.com/a' });
		expect(made(form, { text: 'Hi' }).body).toEqual({ text: 'Hi' });
		expect(made(form, { text: 'Hi', picture: 'https://example.com/a' }).body).toEqual({ text: 'Hi', media: 'https://example.com/a' });
		expect(faultsOf(form, { text: '' })).toEqual([
			{ sentence: 'Text: is empty', advice: 'Fill it in, or add Picture; if it is an expression, see that it gives a value for this item.' },
		]);
	});

	test('one that a person has to add first is named with where it is added', () => {
		const form = [body('text', text, { unless: 'media' }), additionalFields(body('media', picture))];
		expect(made(form, { additionalFields: { picture: 'https://example.com/a' } }).body).toEqual({ media: 'https://example.com/a' });
		for (const added of [undefined, {}, { picture: '' }]) {
			expect(faultsOf(form, { additionalFields: added })).toEqual([
				{
					sentence: 'Text: is empty',
					advice: 'Fill it in, or add Picture under Additional Fields; if it is an expression, see that it gives a value for this item.',
				},
			]);
		}
	});

	test('one that a choice brings is named as well', () => {
		const source = choose({ displayName: 'From', name: 'source' }, { one: branch('One', '', [body('media', picture)]), none: branch('None', '', []) });
		const form = [body('text', text, { unless: 'media' }), source];
		expect(faultsOf(form, { source: 'one' })).toEqual([
			{ sentence: 'Text: is empty', advice: 'Fill it in, or add Picture; if it is an expression, see that it gives a value for this item.' },
		]);
	});

	test('a fault of it is told once', () => {
		const form = [body('text', text, { unless: 'media' }), body('media', picture)];
		expect(sentences(form, { text: undefined }, { raw: { text: '={{ $json.gone }}' } })).toEqual(['Text: its expression gives nothing for this item']);
	});
});

test('fields that can’t go together are both named', () => {
	const form = [
		choose({ displayName: 'Content', name: 'content' }, { text: branch('Text', '', [body('text', text)]), note: branch('Note', '', [body('note', note)]) }),
		body('media', picture, { notWith: ['note', 'other'] }),
		body('other', lineField({ displayName: 'Other', name: 'other' })),
	];
	const media = 'https://example.com/a';
	expect(made(form, { content: 'text', text: 'Hi', note: 'stale', picture: media }).body).toEqual({ text: 'Hi', media });
	expect(made(form, { content: 'note', note: 'Hi', picture: '' }).body).toEqual({ note: 'Hi' });
	expect(made(form, { content: 'note', note: ' ', picture: media }).body).toEqual({ media });
	expect(faultsOf(form, { content: 'note', note: 'Hi', picture: media })).toEqual([
		{ sentence: 'Picture: can’t go with Note', advice: 'Clear Picture or Note.' },
	]);
	expect(sentences(form, { content: 'text', text: 'Hi', other: 'Hi', picture: media })).toEqual(['Picture: can’t go with Other']);
});

describe('a chooser', () => {
	const elsewhere: Target = { method: 'GET', path: '/v1/others' };
	const source = choose(
		{ displayName: 'From', name: 'source' },
		{
			thing: branch('Thing', 'One', [path('thingId', thing), body('note', note)]),
			person: branch('Person', 'Another', [body('recipient', to)]),
			everyone: branch('Everyone', 'All', [], elsewhere),
		},
	);

	test('only the chosen branch is read', () => {
		const stale = { thing: 'x', note: 'a\nb', to: 'nobody' };
		expect(made([source], { ...stale, source: 'person', to: 'anna@example.com' })).toEqual({
			request, ids: {}, query: {}, body: { recipient: 'anna@example.com' }, settings: { source: 'person' },
		});
		expect(made([source], { ...stale, source: 'everyone' })).toMatchObject({ body: {}, ids: {} });
		expect(sentences([source], { ...stale, source: 'thing' })).toEqual(['Thing: "x" is not an ID', 'Note: "a\\nb" has more than one line']);
	});

	test('a branch may bring a request of its own', () => {
		expect(made([source], { source: 'everyone' }).request).toBe(elsewhere);
		expect(made([source], { source: 'thing', thing: 1 }).request).toBe(request);
	});

	test.each([
		['somebody', 'From: "somebody" is not one of the choices', 'Choose one of: thing, person, everyone.'],
		['toString', 'From: "toString" is not one of the choices', 'Choose one of: thing, person, everyone.'],
		[undefined, 'From: is empty', fillIn],
		[null, 'From: is empty', fillIn],
		['', 'From: is empty', fillIn],
		[{}, 'From: is an object, not text', 'Choose one of its fields, or turn it into text in the expression.'],
	])('that gives %j is refused, and none of its branches is read', (value, sentence, advice) => {
		expect(faultsOf([source], { source: value, to: 'nobody' }, { raw: { source: '={{ $json.source }}' } })).toEqual([{ sentence, advice }]);
	});

	test('may stand within a branch of another', () => {
		const outer = choose({ displayName: 'Outer', name: 'outer' }, { inner: branch('Inner', '', [source]), none: branch('None', '', []) });
		expect(made([outer], { outer: 'inner', source: 'person', to: 'a@example.com' })).toMatchObject({
			body: { recipient: 'a@example.com' },
			settings: { outer: 'inner', source: 'person' },
		});
		expect(made([outer], { outer: 'none', source: 'somebody' })).toMatchObject({ body: {}, settings: { outer: 'none' } });
	});

	test('a switch shows fields while it is off', () => {
		const form = [unless(all, [setting(limit)])];
		expect(made(form, { all: true, limit: 'x' }).settings).toEqual({ all: true });
		expect(made(form, { all: false, limit: '7' }).settings).toEqual({ all: false, limit: 7 });
		expect(sentences(form, { all: false, limit: 'x' })).toEqual(['Limit: "x" is not a whole number of 1 or more']);
		expect(sentences(form, { all: 'false', limit: 7 })).toEqual(['All: "false" is neither true nor false']);
	});
});

describe('a collection', () => {
	const form = [additionalFields(body('note', note), setting(when)), filters(query('min', limit))];

	test('what was added is read', () => {
		expect(made(form, { additionalFields: { note: 'Hi', when: '2026-01-31' }, filters: { limit: '3' } })).toMatchObject({
			body: { note: 'Hi' },
			query: { min: 3 },
			settings: { when: '2026-01-30T23:00:00.000Z' },
		});
	});

	test.each([undefined, null, '', {}])('%j: nothing was added', (added) => {
		expect(made(form, { additionalFields: added, note: 'of another field' })).toMatchObject({ body: {}, settings: {} });
	});

	test('a field that was added may be empty, even one that is required elsewhere', () => {
		expect(made([additionalFields(body('recipient', to))], { additionalFields: { to: '' } }).body).toEqual({});
	});

	test('may be one expression as a whole', () => {
		const raw = { additionalFields: '={{ $json.more }}' };
		expect(made(form, { additionalFields: { note: 'Hi' } }, { raw }).body).toEqual({ note: 'Hi' });
		expect(sentences(form, { additionalFields: { note: 'a\nb' } }, { raw })).toEqual(['Note: "a\\nb" has more than one line']);
	});

	test.each([
		['{"note":"Hi"}', 'is "{"note":"Hi"}", not a set of fields'],
		[5, 'is 5, not a set of fields'],
		[true, 'is true, not a set of fields'],
		[['note'], 'is a list, not a set of fields'],
		[[], 'is a list, not a set of fields'],
	])('%j is none', (added, sentence) => {
		expect(faultsOf(form, { additionalFields: added })).toEqual([
			{ sentence: `Additional Fields: ${sentence}`, advice: 'Give an object whose keys are the names of its fields, or add the fields one by one.' },
		]);
	});

	test.each([{ note: 'Hi', notes: 'Hi' }, { notes: '' }, JSON.parse('{"notes":1,"__proto__":{}}') as Values])('%j: a field that it doesn’t have is refused', (added) => {
		expect(faultsOf(form, { additionalFields: added })).toEqual([
			{ sentence: 'Additional Fields: has no field "notes" in this operation', advice: 'Its fields are note, when.' },
		]);
	});

	test('what every object has was not added', () => {
		const odd = lineField({ displayName: 'Odd', name: 'toString' });
		expect(made([additionalFields(body('odd', odd))], { additionalFields: {} }).body).toEqual({});
	});
});

describe('an expression that gives nothing', () => {
	test.each(['', ' '])('in a switch: %j says neither on nor off', (value) => {
		const expression = { raw: { simplify: '={{ $json.gone }}' } };
		expect(faultsOf([setting(simplify)], { simplify: value }, expression)).toEqual([{ sentence: 'Simplify: is empty', advice: fillIn }]);
		expect(made([setting(simplify)], { simplify: value }).settings).toEqual({});
		expect(made([setting(simplify)], { simplify: false }, expression).settings).toEqual({ simplify: false });
	});

	const nothing = (label: string) => [{ sentence: `${label}: its expression gives nothing for this item`, advice: correctIt }];

	test.each([undefined, null])('as %j: is not taken for a field that was left out', (gone) => {
		const raw = { note: '={{ $json.gone }}', when: '={{ $json.gone }}' };
		expect(faultsOf([body('note', note)], { note: gone }, { raw })).toEqual(nothing('Note'));
		expect(faultsOf([query('q', note)], { note: gone }, { raw })).toEqual(nothing('Note'));
		expect(faultsOf([setting(when)], { when: gone }, { raw })).toEqual(nothing('When (ISO 8601)'));
		expect(faultsOf([body('recipient', to, { optional: true })], { to: gone }, { raw: { to: '={{ $json.gone }}' } })).toEqual(nothing('To'));
	});

	test('nor for one of a collection, or for a collection', () => {
		const form = [additionalFields(body('note', note))];
		expect(faultsOf(form, { additionalFields: { note: undefined } }, { raw: { additionalFields: { note: '={{ $json.gone }}' } } })).toEqual(nothing('Note'));
		for (const gone of [undefined, null]) {
			const raw = { additionalFields: '={{ $json.gone }}' };
			expect(faultsOf(form, { additionalFields: gone }, { raw })).toEqual(nothing('Additional Fields'));
			expect(faultsOf(form, { additionalFields: { note: gone } }, { raw })).toEqual(nothing('Note'));
		}
	});

	test('a required field is empty then', () => {
		expect(faultsOf([body('recipient', to)], { to: undefined }, { raw: { to: '={{ $json.gone }}' } })).toEqual([{ sentence: 'To: is empty', advice: fillIn }]);
	});

	test('an empty text leaves the field out', () => {
		const raw = { note: "={{ '' }}", additionalFields: { note: "={{ '' }}" } };
		expect(made([body('note', note)], { note: '' }, { raw }).body).toEqual({});
		expect(made([additionalFields(body('note', note))], { additionalFields: { note: '' } }, { raw }).body).toEqual({});
		expect(made([additionalFields(body('note', note))], { additionalFields: '' }, { raw: { additionalFields: "={{ '' }}" } }).body).toEqual({});
	});
});

describe('the country of numbers', () => {
	const number = body('phone', phoneNumberField({ displayName: 'Phone', name: 'phone', required: true }));
	const values = { phone: '020 7946 0958' };

	test('the one below the number counts before the credential’s', () => {
		expect(made([number, country], { ...values, country: 'gb' }, { defaultCountry: 'US' })).toMatchObject({ body: { phone: '+442079460958' }, settings: { country: 'GB' } });
		expect(made([number, country], { ...values, country: 'GB' }).body).toEqual({ phone: '+442079460958' });
		expect(made([number, country], values, { defaultCountry: 'GB' }).body).toEqual({ phone: '+442079460958' });
		expect(made([number, country], { ...values, country: '' }, { defaultCountry: 'GB' }).body).toEqual({ phone: '+442079460958' });
		expect(made([number], { ...values, country: 'US' }, { defaultCountry: 'GB' }).body).toEqual({ phone: '+442079460958' });
	});

	test('where there is none, a person is told where to choose it', () => {
		expect(faultsOf([number, country], values)).toEqual([
			{ sentence: 'Phone: "020 7946 0958" needs a country', advice: 'Write the country code (+1 ...), or choose a Country below the number.' },
		]);
		expect(faultsOf([number], values)).toEqual([
			{ sentence: 'Phone: "020 7946 0958" needs a country', advice: 'Write the country code (+1 ...), or choose a Default Country in the credential.' },
		]);
	});

	test('one that is none is refused first, and no number is read by another', () => {
		expect(sentences([number, country], { ...values, country: 'XX' }, { defaultCountry: 'GB' })).toEqual([
			'Country: "XX" is not a country',
			'Phone: "020 7946 0958" needs a country',
		]);
	});

	test('so is one whose expression gives nothing', () => {
		expect(sentences([number, country], { ...values, country: undefined }, { raw: { country: '={{ $json.country }}' } })).toEqual([
			'Country: its expression gives nothing for this item',
			'Phone: "020 7946 0958" needs a country',
		]);
	});

	test('it is found within a branch too', () => {
		const form = [choose({ displayName: 'Send To', name: 'sendTo' }, { phone: branch('Phone', '', [number, country]) })];
		expect(made(form, { ...values, sendTo: 'phone', country: 'GB' }, { defaultCountry: 'US' }).body).toEqual({ phone: '+442079460958' });
	});
});

test('a field knows the settings that stand below it, converted', () => {
	const told: unknown[] = [];
	const curious: Field = { property: note.property, convert: (value, { setting: of }) => (told.push(of('simplify'), of('limit'), of('when'), of('nowhere')), value) };
	const form = [body('note', curious), setting(simplify), setting(limit), setting(when)];
	expect(made(form, { note: 'x', simplify: true, limit: '7', when: '' }).body).toEqual({ note: 'x' });
	expect(told).toEqual([true, 7, undefined, undefined]);
	// One that can't be read is refused once, when it is its turn.
	expect(sentences(form, { note: 'x', simplify: 'yes', limit: 7 })).toEqual(['Simplify: "yes" is neither true nor false']);
});

describe('what n8n’s RoutingNode has made of the parameters', () => {
	const routed: Routed = { body: { note: 'routed', media: 'https://example.com/routed', text: 'routed' }, query: { q: 'routed' } };

	test('is what is sent, wherever it was filled in', () => {
		const form = [body('note', note), additionalFields(body('media', picture)), query('q', lineField({ displayName: 'Q', name: 'q' }))];
		expect(made(form, { note: 'own', q: 'own', additionalFields: { picture: 'https://example.com/own' } }, { routed })).toMatchObject({
			body: { note: 'routed', media: 'https://example.com/routed' },
			query: { q: 'routed' },
		});
		expect(made([body('note', note)], { note: 'own' }, { routed: { body: {}, query: {} } }).body).toEqual({});
	});

	test('is found within an object where the name has a dot', () => {
		const form = [body('address.city', note)];
		expect(made(form, { note: 'own' }).body).toEqual({ address: { city: 'own' } });
		expect(made(form, { note: 'own' }, { routed: { body: { address: { city: 'routed' } }, query: {} } }).body).toEqual({ address: { city: 'routed' } });
		expect(made([query('a.b', note)], { note: 'own' }, { routed: { body: {}, query: { 'a.b': 'routed' } } }).query).toEqual({ 'a.b': 'routed' });
	});

	test('is not asked for the path and for settings', () => {
		const form = [path('note', thing), setting(note)];
		expect(made(form, { thing: 4, note: 'own' }, { routed })).toMatchObject({ ids: { note: '4' }, settings: { note: 'own' } });
	});

	test('is not taken where two fields are sent under one name, of which n8n keeps the last', () => {
		const html = textField({ displayName: 'HTML', name: 'html', required: true });
		const format = choose({ displayName: 'Format', name: 'format' }, {
			text: branch('Text', '', [body('text', text)]),
			html: branch('HTML', '', [body('text', html)]),
		});
		expect(made([format], { format: 'text', text: 'own', html: 'other' }, { routed }).body).toEqual({ text: 'own' });
		expect(made([format], { format: 'html', text: 'own', html: 'other' }, { routed }).body).toEqual({ text: 'other' });
	});

	test('is taken where one field stands in several branches', () => {
		const format = choose({ displayName: 'Format', name: 'format' }, {
			one: branch('One', '', [body('note', note)]),
			other: branch('Other', '', [body('note', note)]),
		});
		expect(made([format], { format: 'one', note: 'own' }, { routed }).body).toEqual({ note: 'routed' });
	});
});
