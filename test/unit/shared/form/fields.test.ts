import { z } from '../../../../nodes/shared/libraries';
import { adviceOf, field, type Field } from '../../../../nodes/shared/form/fields';

function issuesOf(schema: z.ZodMiniType, value: unknown) {
	const result = schema.safeParse(value);
	if (result.success) throw new Error(`Was taken as ${JSON.stringify(result.data)}`);
	return result.error.issues.map((issue) => ({ path: issue.path, message: issue.message, help: adviceOf(issue) }));
}

const someUuid = '8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e';
const someObjectId = '6b00b5af8483d6948a805bd2';
const timezone = 'Europe/Berlin';

const kinds: Array<[kind: string, schema: Field<unknown>, good: unknown, made: unknown, bad: unknown, message: string, help: RegExp]> = [
	['emailAddresses', field.emailAddresses(), 'Anna <anna@example.com>', ['anna@example.com'], 'anna@', '"anna@" is not an email address', /^Write name@domain/],
	['oneEmailAddress', field.oneEmailAddress(), 'Anna <anna@example.com>', 'anna@example.com', 'a@example.com, b@example.com', '"a@example.com, b@example.com" names more than one email address', /^Give one/],
	['phoneNumber', field.phoneNumber(), '1 415 555 0134'.replaceAll(' ', ''), '+14155550134', '555 0134', '"555 0134" needs a country', /^Add the country code/],
	['phoneNumber, digits only', field.phoneNumber({ country: 'US', plus: false }), '(415) 555-0134', '14155550134', 'x', '"x" is not a phone number', /^Write it/],
	['phoneNumbers', field.phoneNumbers({ country: 'US' }), '(415) 555-0134', ['+14155550134'], 'anna', '"anna" is not a phone number', /^Write it/],
	['phoneNumbers, two', field.phoneNumbers({ plus: false, atLeast: 2 }), ['+14155550134', '+14155550199'], ['14155550134', '14155550199'], '+14155550134, 14155550134', '+14155550134 is only 1 phone number', /^Give at least 2/],
	['singleLine', field.singleLine({ max: 10 }), ' Hello ', 'Hello', 'a\nb', '"a\\nb" has more than one line', /one line/],
	['singleLine, too long', field.singleLine({ max: 4 }), 'Hell ', 'Hell', 'Hello', 'is 5 characters long, 1 too many', /^Shorten it to 4/],
	['text', field.text({ max: 4 }), 'a\nb ', 'a\nb ', 'Hello', 'is 5 characters long, 1 too many', /^Shorten it to 4/],
	['integerId', field.integerId(), '42', 42, 'x', '"x" is not an ID', /number/],
	['uuid', field.uuid(), someUuid, someUuid, 'x', '"x" is not an ID', /UUID/],
	['objectId24', field.objectId24(), someObjectId, someObjectId, 'x', '"x" is not an ID', /24/],
	['httpUrl', field.httpUrl(), 'https://example.com', 'https://example.com/', 'x', '"x" is not a web address', /^Write the whole/],
	['httpUrls', field.httpUrls(), 'https://example.com', ['https://example.com/'], 'x', '"x" is not a web address', /^Write the whole/],
	['dateTime', field.dateTime({ timezone }), '2026-01-31T14:30', '2026-01-31T13:30:00.000Z', 'x', '"x" is not a date and time', /calendar/],
	['futureDateTime', field.futureDateTime({ timezone }), '2096-01-31T14:30', '2096-01-31T13:30:00.000Z', '2025-12-31', '2025-12-30T23:00:00.000Z has passed', /future/],
	['unixTime', field.unixTime({ timezone }), '2026-01-31T14:30:00.999', Date.UTC(2026, 0, 31, 13, 30) / 1000, 'x', '"x" is not a date and time', /calendar/],
	['wholeNumber', field.wholeNumber({ min: 1, max: 5 }), ' 1', 1, 0, '0 is not a whole number of 1 to 5', /^Give/],
	['flag', field.flag(), ' True', true, 'yes', '"yes" is neither true nor false', /^Switch/],
	['flag, off in words', field.flag(), 'FALSE ', false, 'off', '"off" is neither true nor false', /^Switch/],
	['flag, off', field.flag(), false, false, 0, '0 is neither true nor false', /^Switch/],
	['oneOf', field.oneOf(['open', 'closed']), 'open ', 'open', 'opened', '"opened" is not one of the choices', /open, closed/],
	['oneOf, in part', field.oneOf(['open', 'closed']), 'closed', 'closed', 'close', '"close" is not one of the choices', /open, closed/],
	['strings', field.strings({ max: 5 }), 'a, b; a\nc', ['a', 'b', 'c'], ['a', 'b\nc, ddddddd'], 'is 7 characters long, 2 too many', /^Shorten/],
	['strings, objects', field.strings(), ['a', 5], ['a', '5'], [{}], 'is an object, not text', /^Choose/],
];

test.each(kinds)('%s', (_, schema, good, made, bad, message, help) => {
	expect(schema.safeParse(good)).toEqual({ success: true, data: made });
	const [issue, ...others] = issuesOf(schema, bad);
	expect(others).toEqual([]);
	expect(issue.message).toBe(message);
	expect(issue.help).toMatch(help);
});

test.each(kinds)('%s is required, and may be made optional', (_, schema, good, made, bad, message) => {
	for (const left of [undefined, null, '', ' ', []]) {
		expect(issuesOf(schema, left)[0].message).toBe('is empty');
		expect(field.optional(schema).safeParse(left)).toEqual({ success: true, data: undefined });
	}
	expect(field.optional(schema).safeParse(good)).toEqual({ success: true, data: made });
	expect(issuesOf(field.optional(schema), bad)[0].message).toBe(message);
});

describe('in an object', () => {
	const body = z.strictObject({ to: field.emailAddresses(), subject: field.optional(field.singleLine()) });

	test('each issue has its property, also of one that is missing', () => {
		expect(issuesOf(body, { subject: 'a\nb' })).toEqual([
			expect.objectContaining({ path: ['to'], message: 'is empty' }),
			expect.objectContaining({ path: ['subject'], message: '"a\\nb" has more than one line' }),
		]);
	});

	test('an optional one may be missing', () => {
		const made: { to: string[]; subject?: string | undefined } = body.parse({ to: 'anna@example.com' });
		expect(JSON.stringify(made)).toBe('{"to":["anna@example.com"]}');
	});
});

test('an issue that is none of ours has no advice', () => {
	expect(issuesOf(z.literal('5'), 5)[0].help).toBeUndefined();
});
