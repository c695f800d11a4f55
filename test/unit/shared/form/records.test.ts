import { lineField, objectField, wholeNumberField, type ValueContext } from '../../../../nodes/shared/form/field';
import { ownFieldsField, ownTypedFieldsField } from '../../../../nodes/shared/form/ownFields';
import { keysOrRecordsField, recordsField } from '../../../../nodes/shared/form/records';
import { attempt } from '../../../../nodes/shared/values/invalid';

const input = { Plan: 'Gold', 7: 'seven', other: 'x' };
const context: ValueContext = { timezone: 'UTC', country: undefined, countryHelp: '', setting: () => undefined, input: () => input };
const fields = {
	name: lineField({ displayName: 'Name', name: 'name' }),
	age: wholeNumberField({ displayName: 'Age', name: 'age', min: 1, default: 1 }),
};
const records = recordsField({ displayName: 'People', name: 'people', required: true, fields, key: 'name' });
const own = ownFieldsField({ displayName: 'Custom Fields', name: 'customFields', load: 'getFields', words: { singular: 'custom field', plural: 'custom fields' }, id: /^\d+$/ });

describe('a list of records', () => {
	test.each([
		['a list', [{ name: ' Ana ', age: '3' }], [{ name: 'Ana', age: 3 }]],
		['JSON', '[{"name":"Ana"}]', [{ name: 'Ana' }]],
		['one record', { name: 'Ana' }, [{ name: 'Ana' }]],
		['empty values, which are left out', [{ name: 'Ana', age: '', other: null }], [{ name: 'Ana' }]],
	])('is taken from %s', (_, value, made) => {
		expect(records.convert(value, context)).toEqual(made);
	});

	test.each([
		['nothing', '', 'is empty'],
		['an empty list', [], 'is empty'],
		['an empty list as JSON', '[]', 'is empty'],
		['words', 'Ana', 'is not JSON'],
		['words in a list', ['Ana'], 'entry 1 is "Ana", not an object'],
		['a list in a list', [[{ name: 'Ana' }]], 'entry 1 is a list, not an object'],
		['a key that is no field', [{ name: 'Ana', nmae: 1 }], 'entry 1 has "nmae", which is no field of it'],
		['a key that every object has', [JSON.parse('{"name":"Ana","__proto__":"x"}')], 'entry 1 has "__proto__", which is no field of it'],
		['a wrong value', [{ name: 'Ana' }, { name: 'Bob', age: 'old' }], 'entry 2, age: "old" is not a whole number of 1 or more'],
		['two faults of two entries', [{ age: 0 }, { name: 'a\nb' }], 'entry 1, age: 0 is not a whole number of 1 or more; entry 1 has no name; entry 2, name: "a\\nb" has more than one line'],
		['too many', Array.from({ length: 1_001 }, () => ({ name: 'Ana' })), 'has more than 1,000 entries'],
	])('refuses %s', (_, value, message) => {
		expect(attempt(() => records.convert(value, context)).fault?.message).toBe(message);
	});
});

describe('a list of records that needs one of several keys', () => {
	const either = recordsField({ displayName: 'People', name: 'people', required: true, fields, key: ['name', 'age'] });

	test('is taken where each has one of them', () => {
		const people = [{ name: 'Ana' }, { age: 3 }, { name: 'Bob', age: 4 }];
		expect(either.convert(people, context)).toEqual(people);
	});

	test.each([
		['an entry with none of them', [{ name: 'Ana' }, { name: '' }], 'entry 2 has no name or age'],
		['two entries with one of either', [{ name: 'Ana', age: 3 }, { name: 'Ana' }, { age: 3 }], 'entry 2 has the name of entry 1; entry 3 has the age of entry 1'],
	])('refuses %s', (_, value, message) => {
		expect(attempt(() => either.convert(value, context)).fault?.message).toBe(message);
	});
});

test('records of which several may have one key are taken', () => {
	const events = recordsField({ displayName: 'Events', name: 'events', required: true, fields, key: 'name', mayRepeat: true });
	expect(events.convert([{ name: 'Ana' }, { name: 'Ana' }], context)).toEqual([{ name: 'Ana' }, { name: 'Ana' }]);
	expect(attempt(() => events.convert([{ age: 3 }], context)).fault?.message).toBe('entry 1 has no name');
});

describe('a list of keys, or of records', () => {
	const people = keysOrRecordsField({ displayName: 'People', name: 'people', required: true, fields, key: 'name' });

	test.each([
		['words', 'Ana, Bob; Chidi', [{ name: 'Ana' }, { name: 'Bob' }, { name: 'Chidi' }]],
		['a list of words', ['Ana', ' Bob '], [{ name: 'Ana' }, { name: 'Bob' }]],
		['records and words together', [{ name: 'Ana', age: 3 }, 'Bob'], [{ name: 'Ana', age: 3 }, { name: 'Bob' }]],
		['JSON', '[{"name":"Ana","age":3}]', [{ name: 'Ana', age: 3 }]],
		['a number', 7, [{ name: '7' }]],
		['the same twice', 'Ana, Bob, Ana', [{ name: 'Ana' }, { name: 'Bob' }]],
	])('is taken from %s', (_, value, made) => {
		expect(people.convert(value, context)).toEqual(made);
	});

	test.each([
		['nothing', ' ', 'is empty'],
		['two different records of one', ['Ana', { name: 'Ana', age: 3 }], 'entry 2 has the name of entry 1'],
		['an object without the key', [{ age: 3 }], 'entry 1 has no name'],
	])('refuses %s', (_, value, message) => {
		expect(attempt(() => people.convert(value, context)).fault?.message).toBe(message);
	});
});

describe('the account’s own fields, each of its type', () => {
	const typed = ownTypedFieldsField({
		displayName: 'Properties', name: 'properties', load: 'getFields', words: { singular: 'property', plural: 'properties' }, id: /^[a-z_]+$/, dependsOn: 'thing',
	});
	const mapped = (value: unknown) => ({ mappingMode: 'defineBelow', value });

	test('stay what they are, and say on what they depend', () => {
		const values = { a: 'Gold', b: 5, c: false, d: [1, 2], e: { f: 1 } };
		expect(typed.convert(mapped({ ...values, g: null, h: '' }), context)).toEqual(values);
		expect(typed.property.typeOptions?.loadOptionsDependsOn).toEqual(['thing.value']);
		expect(own.property.typeOptions).not.toHaveProperty('loadOptionsDependsOn');
	});

	test.each([
		['a date', new Date(0), 'field a is a date, not text'],
		['a date of an expression', { toISO: () => '' }, 'field a is a date, not text'],
		['what no text can hold', 'a\0', '"a\\u{0}" holds the character NUL'],
	])('refuse %s', (_, value, message) => {
		expect(attempt(() => typed.convert(mapped({ a: value }), context)).fault?.message).toBe(message);
	});
});

describe('an object of whatever fields', () => {
	const any = objectField({ displayName: 'Data', name: 'data' });

	test.each([['JSON', '{"a":[1]}', { a: [1] }], ['an object', { a: [1] }, { a: [1] }], ['an empty one', {}, {}]])('is taken from %s', (_, value, made) => {
		expect(any.convert(value, context)).toEqual(made);
	});

	test.each([
		['nothing', '', 'is empty'],
		['words', 'a: 1', 'is not JSON'],
		['a list', [1], 'is a list, not an object'],
		['a list as JSON', '[1]', 'is a list, not an object'],
		['null as JSON', 'null', 'is null, not an object'],
		['a number', 7, 'is 7, not an object'],
		['a date', new Date(0), 'is a date, not an object'],
	])('refuses %s', (_, value, message) => {
		expect(attempt(() => any.convert(value, context)).fault?.message).toBe(message);
	});
});

describe('the account’s own fields', () => {
	const mapped = (value: unknown) => ({ mappingMode: 'defineBelow', value });
	const schema = [{ id: '1', displayName: 'Plan' }, { id: '7', displayName: 'Seven' }, { id: '8', displayName: 'Not there' }];

	test.each([
		['texts by ID', mapped({ 1: 'Gold', 2: 5, 3: true }), { 1: 'Gold', 2: '5', 3: 'true' }],
		['what it made itself', { 1: 'Gold' }, { 1: 'Gold' }],
		['the item’s data by title or ID', { mappingMode: 'autoMapInputData', value: { 9: 'not this' }, schema }, { 1: 'Gold', 7: 'seven' }],
		['nothing of what is empty', mapped({ 1: '', 2: null, 3: 'x' }), { 3: 'x' }],
	])('are %s', (_, value, made) => {
		expect(own.convert(value, context)).toEqual(made);
	});

	test.each([
		['no field at all', mapped(null), true],
		['only empty ones', mapped({ 1: '', 2: null }), true],
		['one field', mapped({ 1: 'x' }), false],
		['no schema', { mappingMode: 'autoMapInputData', value: {}, schema: null }, true],
		['a schema of nothing', { mappingMode: 'autoMapInputData', value: {}, schema: [null] }, true],
		['no data that fits', { mappingMode: 'autoMapInputData', value: {}, schema: [] }, true],
	])('say whether there is anything: %s', (_, value, isEmpty) => {
		expect(own.isEmpty!(value, context)).toBe(isEmpty);
	});

	test.each([
		['a title in place of an ID', mapped({ Plan: 'x' }), '"Plan" is not the ID of a custom field'],
		['an object', mapped({ 1: { a: 1 } }), 'field 1 is an object, not text'],
		['text', 'Gold', '"Gold" is not a set of fields'],
		['a list', ['Gold'], 'a list is not a set of fields'],
		['text in the mapper', mapped('abc'), '"abc" is not a set of fields'],
	])('refuse %s', (_, value, message) => {
		expect(attempt(() => own.convert(value, context)).fault?.message).toBe(message);
	});
});
