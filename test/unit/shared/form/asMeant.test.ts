import { asMeant, isFromModel } from '../../../../nodes/shared/form/asMeant';
import { switchField } from '../../../../nodes/shared/form/field';
import { additionalFields, body } from '../../../../nodes/shared/form/parts';
import { readForm, type ItemForm } from '../../../../nodes/shared/form/read';
import { itemForm } from '../support';

const ASKED = "={{ $fromAI('key') }}";

/** What a model gave, or a workflow. */
const form = (values: Record<string, unknown>, raw: Record<string, unknown>, isTool = true): ItemForm => ({ ...itemForm(values, raw), ...(isTool && { isTool }) });

test.each([
	['a field that is left to it', 'author', { author: ASKED }, true],
	['a field as n8n’s editor leaves it', 'author', { author: "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('A', ``, 'string') }}" }, true],
	['a part of a text', 'author', { author: "=From {{ $fromai ('key') }}" }, true],
	['a field of a collection', 'fields.author', { fields: { author: ASKED } }, true],
	['a field of a collection that is left to it as a whole', 'fields.author', { fields: ASKED }, true],
	['another field of a collection', 'fields.author', { fields: { author: 'Ana', text: ASKED } }, false],
	['an expression of something else', 'author', { author: '={{ $json.author }}' }, false],
	['words about it', 'author', { author: "$fromAI('key')" }, false],
])('a model gives %s', (_case, path, raw, isGiven) => {
	expect(isFromModel(form({}, raw), path)).toBe(isGiven);
	// In a workflow nobody asks a model.
	expect(isFromModel(form({}, raw, false), path)).toBe(false);
});

test.each(['', '  ', 'none', ' None ', 'NULL', null, undefined])('%j of a model means nothing', (value) => {
	expect(asMeant(form({}, { author: ASKED }), 'author', value)).toBe('');
	expect(asMeant(form({}, { author: 'x' }), 'author', value)).toBe(value);
	expect(asMeant(form({}, { author: ASKED }, false), 'author', value)).toBe(value);
});

test.each(['nobody', 'None of them', 0, false, [], 'undefined'])('%j of a model means something', (value) => {
	expect(asMeant(form({}, { author: ASKED }), 'author', value)).toBe(value);
});

test('a switch that was added can be left out by a model, and by nothing else', () => {
	const optedOut = switchField({ displayName: 'Opted Out', name: 'optedOut' });
	const read = (value: unknown, isTool: boolean) => {
		const item = form({ additionalFields: { optedOut: value } }, { additionalFields: { optedOut: ASKED } }, isTool);
		return readForm([additionalFields(body('opted_out', optedOut))], { method: 'POST', path: '/' }, item, {});
	};
	expect(read('none', true)).toMatchObject({ faults: [], content: { body: {} } });
	expect(read(true, true)).toMatchObject({ faults: [], content: { body: { opted_out: true } } });
	expect(read('none', false).faults).toHaveLength(1);
});
