import { getExampleNumber } from 'libphonenumber-js/max';
import mobileNumbers from 'libphonenumber-js/examples.mobile.json';
import { getCountries } from '../../../nodes/shared/libraries';
import { countries, phoneNumber, phoneNumbers, withoutPlus } from '../../../nodes/shared/request/phone';
import { refusal } from './support';

test.each<[unknown, string | undefined]>([
	['+14155550134', undefined],
	['+1 (415) 555-0134', undefined],
	['+1.415.555.0134', undefined],
	['+1 415 555 0134 ', undefined],
	['\u202a+1\u00a0415\u2011555\u20130134\u202c', undefined],
	['001 415 555 0134', undefined],
	['0014155550134', undefined],
	['tel:+1-415-555-0134', undefined],
	['TEL: +1 415 555 0134', undefined],
	['＋１ ４１５ ５５５ ０１３４', undefined],
	['+١٤١٥٥٥٥٠١٣٤', undefined],
	['14155550134', undefined],
	[14155550134, undefined],
	['(415) 555-0134', 'US'],
	['415-555-0134', 'us'],
	['4155550134', 'US'],
	[4155550134, 'US'],
	['1-415-555-0134', 'US'],
	['14155550134', 'US'],
	['14155550134', ''],
	['00 1 415 555 0134', 'DE'],
	['001 415 555 0134', 'US'],
	['011 1 415 555 0134', 'US'],
	['+1 415 555 0134', 'DE'],
])('%j (default country %s) is +1 415 555 0134', (value, country) => {
	expect(phoneNumber(value, country)).toBe('+14155550134');
});

test.each([
	['+33 (0)6 12 34 56 78', undefined, '+33612345678'],
	['06 12 34 56 78', 'FR', '+33612345678'],
	['020 7946 0018', 'GB', '+442079460018'],
	['442079460018', undefined, '+442079460018'],
	['491701234567', 'US', '+491701234567'],
	['+80012345678', undefined, '+80012345678'],
])('%s (default country %s) is %s', (value, country, number) => {
	expect(phoneNumber(value, country)).toBe(number);
});

test('a range that the metadata does not know yet is taken when its country is written', () => {
	expect(phoneNumber('+1 015 555 0134')).toBe('+10155550134');
	expect(refusal(() => phoneNumber('10155550134')).message).toBe('"10155550134" needs a country');
});

test.each(['555 0134', '(415) 555-0134', '4155550134', '415-555-0134', '06 12 34 56 78', '1-415-555-0134', '99999999999'])(
	'%s needs a country',
	(value) => {
		const fault = refusal(() => phoneNumber(value));
		expect(fault.message).toBe(`"${value}" needs a country`);
		expect(fault.help).toBe('Add the country code (+1 ...), or choose a Default Country.');
	},
);

test('where the form asks for no country, nobody is sent to look for it', () => {
	expect(refusal(() => phoneNumber('555 0134', null)).help).toBe('Add the country code (+1 ...).');
});

test.each([
	['555 0134', 'US', '"555 0134" is too short for a phone number in US'],
	['+1 415', undefined, '"+1 415" is too short for a phone number'],
	['+1 415 555 0134 0134', undefined, '"+1 415 555 0134 0134" is too long for a phone number'],
	['anna', undefined, '"anna" is not a phone number'],
	['anna', 'US', '"anna" is not a phone number'],
	['+', undefined, '"+" is not a phone number'],
	['-', undefined, '"-" is not a phone number'],
	['1-800-FLOWERS', 'US', '"1-800-FLOWERS" is not a phone number'],
	['call 415 555 0134 now', 'US', '"call 415 555 0134 now" is not a phone number'],
	['call +14155550134 now', undefined, '"call +14155550134 now" is not a phone number'],
	['+14155550134, +14155550135', undefined, '"+14155550134, +14155550135" is not a phone number'],
	['+1415555\n0134', undefined, '"+1415555\\n0134" is not a phone number'],
	['+1415555\u00000134', undefined, '"+1415555\\u{0}0134" is not a phone number'],
	['+999 123 456 789', undefined, '"+999 123 456 789" is not a phone number'],
	['tel:555-0134;phone-context=+1', undefined, '"tel:555-0134;phone-context=+1" is not a phone number'],
	['+14155550134;isub=5', undefined, '"+14155550134;isub=5" is not a phone number'],
	['+14155550134;ext=5', undefined, '"+14155550134;ext=5" has an extension'],
	['+1 415 555 0134 ext. 5', undefined, '"+1 415 555 0134 ext. 5" has an extension'],
	['(415) 555-0134 x5', 'US', '"(415) 555-0134 x5" has an extension'],
	['+1 415 555 0134 #5', undefined, '"+1 415 555 0134 #5" has an extension'],
	['anna@example.com', undefined, '"anna@example.com" is not a phone number'],
	['', undefined, 'is empty'],
	[undefined, undefined, 'is empty'],
	[{}, undefined, 'an object is not a phone number'],
	[true, undefined, 'true is not a phone number'],
	[1415.5, undefined, '1415.5 is not a phone number'],
	[-14155550134, undefined, '-14155550134 is not a phone number'],
	[1e21, undefined, '1e+21 is not a phone number'],
	['1'.repeat(100_000), undefined, `"${'1'.repeat(79)}…" is not a phone number`],
])('refuses %j (default country %s)', (value, country, message) => {
	expect(refusal(() => phoneNumber(value, country)).message).toBe(message);
});

describe('digits that begin with the calling code of the default country', () => {
	test.each([
		// A mobile number; 0491 is Leer, where no number is that long.
		['491711234567', 'DE', '+491711234567'],
		['49 171 1234567', 'DE', '+491711234567'],
		['49-171-1234567', 'DE', '+491711234567'],
		[491711234567, 'DE', '+491711234567'],
		['٤٩١٧١١٢٣٤٥٦٧', 'DE', '+491711234567'],
		['4915123456789', 'DE', '+4915123456789'],
		['493012345678', 'DE', '+493012345678'],
		['6281234567890', 'ID', '+6281234567890'],
		['38343201234', 'XK', '+38343201234'],
		['358401234567', 'FI', '+358401234567'],
		// A leading 0 makes it national.
		['0491 71123456', 'DE', '+4949171123456'],
		['049171123456', 'DE', '+4949171123456'],
		['0171 1234567', 'DE', '+491711234567'],
		// Too few digits for an international number.
		['491 712345', 'DE', '+49491712345'],
		['278485825', 'ZA', '+27278485825'],
		['53325726', 'CU', '+5353325726'],
		['55987654321', 'BR', '+5555987654321'],
		['3933123456', 'IT', '+393933123456'],
	])('%s (default country %s) is %s', (value, country, number) => {
		expect(phoneNumber(value, country)).toBe(number);
	});

	test.each([
		// Braunschweig or Bunde: both are landlines of a usual length.
		['49531123456', 'DE', '+49 531 123456 or +49 4953 1123456'],
		// No German number begins like that, but ranges are opened faster than the metadata is updated.
		['14155550134', 'DE', '+1 415 555 0134 or +49 14155550134'],
		['14155550134', 'JP', '+1 415 555 0134 or +81 14155550134'],
	])('%s (default country %s) may be %s', (value, country, either) => {
		const { message, help } = refusal(() => phoneNumber(value, country));
		expect(message).toBe(`"${value}" may be ${either}`);
		expect(help).toBe('Write the one that is meant with + and its country code.');
	});

	test.each(getCountries())('the mobile numbers of %s are the same in every spelling', (country) => {
		const { number, countryCallingCode, nationalNumber } = getExampleNumber(country, mobileNumbers)!;
		for (const written of [`${countryCallingCode}${nationalNumber}`, `${countryCallingCode} ${nationalNumber}`, nationalNumber]) {
			expect([written, phoneNumber(written, country)]).toEqual([written, number]);
		}
	});

	test.each([
		['13912345678', 'CN', '+8613912345678'],
		['33987654321', 'BR', '+5533987654321'],
		['15123456789', 'DE', '+4915123456789'],
		['81234567890', 'ID', '+6281234567890'],
		['84951234567', 'RU', '+74951234567'],
	])('%s, which another country has as well, is a national number of %s', (value, country, number) => {
		expect(phoneNumber(value, country)).toBe(number);
	});
});

test('a default country that is none is refused', () => {
	expect(refusal(() => phoneNumber('555 0134', 'XX')).message).toBe('has the Default Country "XX", which is none');
	expect(refusal(() => phoneNumber('555 0134', 1 as never)).message).toBe('has the Default Country 1, which is none');
});

test('lists drop duplicates of any spelling and name every bad entry', () => {
	const value = '+1 415 555 0134; 14155550134\n+1 415 555 0199';
	expect(phoneNumbers(value)).toEqual(['+14155550134', '+14155550199']);
	expect(phoneNumbers(`["+1 415 555 0134", 14155550199]`)).toEqual(['+14155550134', '+14155550199']);
	expect(phoneNumbers('415 555 0134, 415 555 0199', 'US')).toEqual(['+14155550134', '+14155550199']);
	expect(phoneNumbers(14155550134)).toEqual(['+14155550134']);
	expect(refusal(() => phoneNumbers('+14155550134, 555 0134, anna')).message).toBe(
		'"555 0134" needs a country; "anna" is not a phone number',
	);
	expect(refusal(() => phoneNumbers([])).message).toBe('is empty');
});

test('leaves the plus out', () => {
	expect(withoutPlus('+14155550134')).toBe('14155550134');
	expect(withoutPlus('14155550134')).toBe('14155550134');
});

test('offers every country once, by name', () => {
	const options = countries();
	expect(options).toContainEqual({ name: 'France (+33)', value: 'FR' });
	expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
	expect(options.length).toBeGreaterThan(200);
	expect(options.findIndex(({ value }) => value === 'AF')).toBeLessThan(options.findIndex(({ value }) => value === 'ZW'));
});
