import type { INodePropertyOptions } from 'n8n-workflow';
import fc from 'fast-check';
import { country } from '../../../../nodes/shared/form/country';
import {
	binaryFieldsField, dateTimeField, dayField, emailAddressesField, emailAddressField, futureTimeField, lineField, linesField, locatorField, numberField,
	oneOfField, phoneNumberField, phoneNumbersField, someOfField, switchField, textField, urlField, urlsField, wholeNumberField,
	type Field, type ValueContext,
} from '../../../../nodes/shared/form/field';
import { attempt } from '../../../../nodes/shared/values/invalid';
import { integerId } from '../../../../nodes/shared/values/ids';
import { refusal } from '../values/support';

const look = { displayName: 'Field', name: 'field' };
const choices = { open: 'Open', closed: ['Closed', 'Nobody answers any more'] } as const;
const file = { mimeType: 'image/png', data: '' };

function context(changed: Partial<ValueContext> = {}): ValueContext {
	return { timezone: 'Europe/Berlin', country: 'US', countryHelp: 'choose a Country below the number', setting: () => undefined, input: () => ({}), ...changed };
}

interface Kind {
	field: Field;
	/** A value that it takes, and what it makes of that. */
	takes: [value: unknown, made: unknown];
	/** A value that it refuses, with the sentence and the advice. */
	refuses: [value: unknown, sentence: string, help: RegExp];
}

const kinds: Record<string, Kind> = {
	text: { field: textField({ ...look, max: 4 }), takes: ['a\nb ', 'a\nb '], refuses: ['Hello', 'is 5 characters long, 1 too many', /^Shorten it to 4/] },
	'text of any length': { field: textField(look), takes: [5, '5'], refuses: [{}, 'is an object, not text', /^Choose/] },
	line: { field: lineField(look), takes: [' Hello ', 'Hello'], refuses: ['a\nb', '"a\\nb" has more than one line', /one line/] },
	'line of so many characters': { field: lineField({ ...look, max: 4 }), takes: ['Hell ', 'Hell'], refuses: ['Hello', 'is 5 characters long, 1 too many', /^Shorten/] },
	lines: { field: linesField(look), takes: ['a, b; a\nc', ['a', 'b', 'c']], refuses: [['a', {}], 'is an object, not text', /^Choose/] },
	'lines of a list': { field: linesField(look), takes: [['a, b', 'c;d'], ['a, b', 'c;d']], refuses: [['a\nb'], '"a\\nb" has more than one line', /one line/] },
	'phone number': { field: phoneNumberField(look), takes: ['(415) 555-0134', '+14155550134'], refuses: ['x', '"x" is not a phone number', /^Write it/] },
	'phone number in digits': {
		field: phoneNumberField({ ...look, plus: false }),
		takes: ['(415) 555-0134', '14155550134'],
		refuses: ['x', '"x" is not a phone number', /^Write it/],
	},
	'phone numbers': { field: phoneNumbersField(look), takes: ['(415) 555-0134', ['+14155550134']], refuses: ['anna', '"anna" is not a phone number', /^Write it/] },
	'two phone numbers in digits': {
		field: phoneNumbersField({ ...look, plus: false, atLeast: 2 }),
		takes: [['+14155550134', '+14155550199'], ['14155550134', '14155550199']],
		refuses: ['+14155550134, 415 555 0134', '+14155550134 is only 1 phone number', /^Give at least 2 different ones/],
	},
	'three phone numbers': {
		field: phoneNumbersField({ ...look, atLeast: 3 }),
		takes: ['+14155550134 , +14155550199, +14155550177', ['+14155550134', '+14155550199', '+14155550177']],
		refuses: ['+14155550134, +14155550199', '+14155550134, +14155550199 are only 2 phone numbers', /^Give at least 3/],
	},
	'email address': {
		field: emailAddressField(look),
		takes: ['Anna <anna@example.com>', 'anna@example.com'],
		refuses: ['a@example.com, b@example.com', 'two addresses, but this takes one', /^Give one/],
	},
	'email addresses': {
		field: emailAddressesField(look),
		takes: ['Anna <anna@example.com>', ['anna@example.com']],
		refuses: ['anna@', '"anna@" is not an email address', /^Write name@domain/],
	},
	'web address': { field: urlField(look), takes: ['https://example.com', 'https://example.com/'], refuses: ['x', '"x" is not a web address', /^Write the whole/] },
	'web addresses': { field: urlsField(look), takes: ['https://example.com', ['https://example.com/']], refuses: ['x', '"x" is not a web address', /^Write the whole/] },
	'binary fields': {
		field: binaryFieldsField(look),
		takes: [['data, more', file], ['data, more', file]],
		refuses: [{ name: 'data' }, 'an object is not a file', /^Give the name of a binary field/],
	},
	time: { field: dateTimeField(look), takes: ['2026-01-31T14:30', '2026-01-31T13:30:00.000Z'], refuses: ['x', '"x" is not a date and time', /calendar/] },
	'time to come': {
		field: futureTimeField(look),
		takes: ['2096-01-31T14:30', '2096-01-31T13:30:00.000Z'],
		refuses: ['2025-12-31', '2025-12-31 00:00 Europe/Berlin has passed', /future/],
	},
	'whole number': { field: wholeNumberField({ ...look, min: 1, max: 5, default: 2 }), takes: [' 1', 1], refuses: [0, '0 is not a whole number of 1 to 5', /^Give/] },
	'whole number without an upper bound': {
		field: wholeNumberField({ ...look, min: 1, default: 2 }),
		takes: [9_999, 9_999],
		refuses: [1.5, '1.5 is not a whole number of 1 or more', /^Give/],
	},
	number: { field: numberField({ ...look, min: 0, default: 2 }), takes: ['0.5', 0.5], refuses: [-1, '-1 is not a number of 0 or more', /^Give/] },
	switch: { field: switchField(look), takes: [false, false], refuses: ['false', '"false" is neither true nor false', /not as text/] },
	choice: { field: oneOfField(look, choices), takes: ['closed ', 'closed'], refuses: ['close', '"close" is not one of the choices', /: open, closed\./] },
	'choice of several': {
		field: someOfField(look, choices),
		takes: ['closed, open, closed', ['closed', 'open']],
		refuses: [['open', 'toString'], '"toString" is not one of the choices', /: open, closed\./],
	},
	'choice from a list': {
		field: locatorField({ ...look, search: 'searchThings', placeholder: 'e.g. 42', convert: integerId }),
		takes: ['42', 42],
		refuses: [{ __rl: true, mode: 'id', value: '42' }, 'an object is not an ID', /^Choose from the list, or give the ID\.$/],
	},
	country: { field: country.field, takes: ['us', 'US'], refuses: ['XX', '"XX" is not a country', /two letters/] },
};

const all = Object.entries(kinds);
const withoutLocators = all.filter(([, { field }]) => field.property.type !== 'resourceLocator');

test.each(all)('%s: makes of a value what is sent, and refuses another with what to do', (_, { field, takes: [value, made], refuses: [bad, sentence, help] }) => {
	expect(field.convert(value, context())).toEqual(made);
	const fault = refusal(() => field.convert(bad, context()));
	expect(fault.message).toBe(sentence);
	expect(fault.help).toMatch(help);
});

test.each(all)('%s: takes what it has made, and makes the same of it', (_, { field, takes }) => {
	const isTaken = (value: unknown): boolean => {
		const { good: made, fault } = attempt(() => field.convert(value, context()));
		if (!fault) expect(field.convert(made, context())).toEqual(made);
		return fault === undefined;
	};
	expect(isTaken(takes[0])).toBe(true);
	const samples = Object.values(kinds).flatMap((kind) => [kind.takes[0], kind.refuses[0]]);
	const piece = fc.oneof(fc.constantFrom(...samples), fc.anything({ maxDepth: 2 }), fc.emailAddress(), fc.webUrl(), fc.integer().map(String));
	const value = fc.oneof(piece, fc.array(piece, { maxLength: 3 }));
	fc.assert(fc.property(value, (any) => void isTaken(any)), { seed: 11, numRuns: 150 });
});

test.each(withoutLocators)('%s: what is left out is empty', (_, { field }) => {
	for (const left of [undefined, null, '', ' ', []]) expect(refusal(() => field.convert(left, context())).message).toBe('is empty');
});

test.each(all)('%s: an expression that stands in it as text is named as one', (_, { field }) => {
	const fault = refusal(() => field.convert('{{ $json.it }}', context()));
	expect([fault.message, fault.help]).toEqual(['contains "{{ $json.it }}" as it stands', 'Switch the field to Expression.']);
});

test.each(withoutLocators)('%s: what was chosen from a list for another operation is named as that', (_, { field }) => {
	const fault = refusal(() => field.convert({ __rl: true, mode: 'list', value: '42' }, context()));
	expect([fault.message, fault.help]).toEqual([
		'still holds what was chosen from a list for another operation',
		'Clear the field and fill it in again.',
	]);
});

describe('what a conversion knows beside the value', () => {
	test('the country of a number, and where a person chooses it', () => {
		const { convert } = phoneNumberField(look);
		expect(convert('030 123456', context({ country: 'DE' }))).toBe('+4930123456');
		const fault = refusal(() => convert('030 123456', context({ country: undefined })));
		expect([fault.message, fault.help]).toEqual([
			'"030 123456" needs a country',
			'Write the country code (+1 ...), or choose a Country below the number.',
		]);
		expect(refusal(() => phoneNumbersField(look).convert('030 123456', context({ country: undefined }))).help).toBe(fault.help);
	});

	test('the time zone of the workflow', () => {
		for (const field of [dateTimeField(look), futureTimeField(look)]) {
			expect(field.convert('2096-07-01T12:00', context({ timezone: 'America/New_York' }))).toBe('2096-07-01T16:00:00.000Z');
			expect(field.convert('2096-07-01T12:00Z', context({ timezone: 'America/New_York' }))).toBe('2096-07-01T12:00:00.000Z');
		}
	});
});

describe('what n8n shows of a field', () => {
	test('its type and what it holds at first come from its kind', () => {
		const of = ({ property }: Field) => [property.type, property.default];
		expect(of(lineField(look))).toEqual(['string', '']);
		expect(of(dateTimeField(look))).toEqual(['dateTime', '']);
		expect(dateTimeField(look).property.displayName).toBe('Field (ISO 8601)');
		expect(futureTimeField(look).property.displayName).toBe('Field (ISO 8601)');
		expect(dayField(look).property.displayName).toBe('Field (ISO 8601)');
		expect(of(switchField(look))).toEqual(['boolean', false]);
		expect(of(wholeNumberField({ ...look, min: 1, default: 7 }))).toEqual(['number', 7]);
		expect(of(oneOfField(look, choices))).toEqual(['options', 'open']);
		expect(of(oneOfField({ ...look, default: 'closed' }, choices))).toEqual(['options', 'closed']);
		expect(of(someOfField(look, choices))).toEqual(['multiOptions', []]);
	});

	test('what only the conversion is to know is not shown', () => {
		const own = { ...look, description: 'What it is for', placeholder: 'e.g. 1', required: true } as const;
		const line = { ...own, type: 'string', default: '' };
		expect(textField({ ...own, max: 4, rows: 2 }).property).toEqual({ ...line, typeOptions: { rows: 2 } });
		expect(lineField({ ...own, max: 4 }).property).toEqual(line);
		expect(phoneNumberField({ ...own, plus: false }).property).toEqual(line);
		expect(phoneNumbersField({ ...own, plus: false, atLeast: 2 }).property).toEqual(line);
		const number = { ...own, type: 'number', default: 2 };
		expect(wholeNumberField({ ...own, min: 1, max: 5, default: 2 }).property).toEqual({ ...number, typeOptions: { minValue: 1, maxValue: 5 } });
		expect(numberField({ ...own, min: 0, default: 2 }).property).toEqual({ ...number, typeOptions: { minValue: 0 } });
	});

	test('choices are its options, in their order', () => {
		const options: INodePropertyOptions[] = [
			{ name: 'Open', value: 'open' },
			{ name: 'Closed', value: 'closed', description: 'Nobody answers any more' },
		];
		expect(oneOfField(look, choices).property.options).toEqual(options);
		expect(someOfField(look, choices).property.options).toEqual(options);
	});

	test('a list is searched first, an ID comes last', () => {
		const kind = { ...look, search: 'searchThings', placeholder: 'e.g. 42', convert: integerId };
		expect(locatorField(kind).property).toEqual({
			...look,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: [
				{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchThings', searchable: true } },
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 42' },
			],
		});
		const named = locatorField({ ...kind, idMode: 'By Code', modes: [{ displayName: 'By Name', name: 'name', placeholder: 'e.g. x' }] });
		expect(named.property.modes!.map(({ displayName, type }) => [displayName, type])).toEqual([
			['From List', 'list'],
			['By Name', 'string'],
			['By Code', 'string'],
		]);
	});
});
