import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import mobileNumbers from 'libphonenumber-js/examples.mobile.json';
import { countries } from '../../../../nodes/shared/values/countries';
import { countryCode, phoneNumber, phoneNumbers, withoutPlus } from '../../../../nodes/shared/values/phone';
import { refusal } from './support';

const root = path.join(__dirname, '../../../..');
const { node } = jest.requireActual<{ node: string }>(path.join(root, 'demo/install/places.js'));

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
	['(+1) 415 555 0134', undefined],
	['1-415-555-0134', undefined],
	['1.415.555.0134', undefined],
	['1 (415) 555-0134', undefined],
	['(1) 415 555 0134', undefined],
	['1\u00a0415\u2011555\u20110134', undefined],
	['"+14155550134"', undefined],
	["'+1 415 555 0134'", undefined],
	["'14155550134", undefined],
	['+1 415 555 0134;', undefined],
	['+1 415 555 0134, ', undefined],
	['p:+14155550134', undefined],
	['whatsapp:+14155550134', undefined],
	['SMS: +1 415 555 0134', undefined],
	['(415) 555-0134', 'US'],
	['415-555-0134', 'us'],
	['4155550134', 'US'],
	[4155550134, 'US'],
	['1-415-555-0134', 'US'],
	['14155550134', 'US'],
	['00 1 415 555 0134', 'DE'],
	['001 415 555 0134', 'US'],
	['011 1 415 555 0134', 'US'],
	['+1 415 555 0134', 'DE'],
])('%j (country %s) is +1 415 555 0134', (value, country) => {
	expect(phoneNumber(value, { country })).toBe('+14155550134');
});

test.each([
	['+33 (0)6 12 34 56 78', undefined, '+33612345678'],
	['06 12 34 56 78', 'FR', '+33612345678'],
	['020 7946 0018', 'GB', '+442079460018'],
	['442079460018', undefined, '+442079460018'],
	['44 20 7946 0018', undefined, '+442079460018'],
	['(49) 151-12345678', undefined, '+4915112345678'],
	['491701234567', 'US', '+491701234567'],
	['+80012345678', undefined, '+80012345678'],
])('%s (country %s) is %s', (value, country, number) => {
	expect(phoneNumber(value, { country })).toBe(number);
});

test('a number in a range that the metadata doesn’t have yet is accepted with its country code', () => {
	expect(phoneNumber('+1 015 555 0134')).toBe('+10155550134');
	expect(refusal(() => phoneNumber('10155550134')).message).toBe('"10155550134" needs a country');
});

test.each(['555 0134', '(415) 555-0134', '4155550134', '415-555-0134', '06 12 34 56 78', '1415-555-0134', '139-1234-5678', '1-015-555-0134', '99999999999'])(
	'%s needs a country',
	(value) => {
		const fault = refusal(() => phoneNumber(value, { countryHelp: 'choose a Country below the number' }));
		expect(fault.message).toBe(`"${value}" needs a country`);
		expect(fault.help).toBe('Write the country code (+1 ...), or choose a Country below the number.');
	},
);

test('where nobody can choose a country, nobody is sent to look for it', () => {
	for (const context of [undefined, {}, { country: undefined }]) {
		expect(refusal(() => phoneNumber('555 0134', context)).help).toBe('Write the country code (+1 ...).');
	}
});

test.each([
	['12', undefined, '"12" is too short for a phone number'],
	[12, undefined, '12 is too short for a phone number'],
	['1 415', undefined, '"1 415" is too short for a phone number'],
	['0', undefined, '"0" is too short for a phone number'],
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
	['+14155550134, +14155550135', undefined, '"+14155550134, +14155550135" holds more than one phone number'],
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
	['1'.repeat(100_000), undefined, `"${'1'.repeat(79)}…" is too long for a phone number`],
])('refuses %j (country %s)', (value, country, message) => {
	expect(refusal(() => phoneNumber(value, { country })).message).toBe(message);
});

describe('a number as a spreadsheet writes it', () => {
	test.each([
		['DE', '15112345678', '+4915112345678'],
		['AT', '6641234567', '+436641234567'],
		['IT', '3123456789', '+393123456789'],
		['SE', '701234567', '+46701234567'],
		['JP', '9012345678', '+819012345678'],
		['FI', '412345678', '+358412345678'],
		['ID', '81234567890', '+6281234567890'],
		['IN', '8123456789', '+918123456789'],
		['CN', '13123456789', '+8613123456789'],
	])('of %s keeps its digits, and gets no others', (country, digits, number) => {
		for (const end of ['', '.0', '.00', ',0']) {
			expect([end, phoneNumber(digits + end, { country })]).toEqual([end, number]);
			expect([end, phoneNumber(number + end)]).toEqual([end, number]);
		}
		for (const end of [' - 0', '-0', ' 0', '/0', ' - 5']) {
			for (const written of [digits, number]) {
				const fault = refusal(() => phoneNumber(written + end, { country }));
				expect(fault.message).toMatch(new RegExp(`^"${written.replace('+', '\\+')}${end}" (may be |is too long |is not a )`));
			}
		}
	});

	test.each([
		['4.915112345678E+12', 'DE', 'is in scientific notation'],
		['4,91511E+12', undefined, 'is in scientific notation'],
		['1e11', 'US', 'is in scientific notation'],
		['15112345678.5', 'DE', 'has a decimal fraction'],
		['+4915112345678.05', undefined, 'has a decimal fraction'],
	])('%s (country %s) is refused: it %s', (value, country, reason) => {
		const { message, help } = refusal(() => phoneNumber(value, { country }));
		expect(message).toBe(`"${value}" ${reason}`);
		expect(help).toMatch(/^Format the column as text in the spreadsheet/);
	});
});

test.each([
	['4155552001,5552002', 'US'],
	['4155552001;5552002', 'US'],
	['4155552001 or 4155552002', 'US'],
	['4155552001|4155552002', 'US'],
	['4155552001 & 4155552002', 'US'],
	['4155552001\t5552002', 'US'],
	['4155552001\n5552002', 'US'],
	['4155552001 / 4155552002', 'US'],
	['+14155552001 +14155552002', undefined],
	['+14155552001/+14155552002', undefined],
	['030123456,123456', 'DE'],
	['030123456 oder 030123457', 'DE'],
	['030123456 / 030123457', 'DE'],
	[`${'+14155552001, '.repeat(1_000)}`, undefined],
])('%j (country %s) holds more than one', (value, country) => {
	const { message, help } = refusal(() => phoneNumber(value, { country }));
	expect(message).toMatch(/" holds more than one phone number$/);
	expect(help).toBe('Give one number here.');
});

test.each([
	['+49151123456780170', undefined, 'is too long for a phone number'],
	['151123456780170', 'DE', 'is too long for a phone number in DE'],
	['030123456/12345', 'DE', 'is not a phone number'],
	['030/123456/12345', 'DE', 'is not a phone number'],
	['030 1234/1235', 'DE', 'is not a phone number'],
	['+49 30 1234/1235', undefined, 'is not a phone number'],
	['4155552001~5', 'US', 'is not a phone number'],
	['+49 151 1234567²', undefined, 'is not a phone number'],
	['+49 151 1234567①', undefined, 'is not a phone number'],
	['+372 (0)5123456', undefined, 'is not a phone number'],
	['415 555 2001,5', 'US', 'is not a phone number'],
	['4155552001 int 5', 'US', 'is not a phone number'],
	['4155552001 доб 5', 'US', 'is not a phone number'],
	['415 555 0134 - 5#', 'US', 'is not a phone number'],
	['+1 (415) 555-0134                                     ext 5', undefined, 'is too long for a phone number'],
])('%j (country %s) is no number: it %s', (value, country, reason) => {
	expect(refusal(() => phoneNumber(value, { country })).message).toBe(`"${value}" ${reason}`);
});

test.each([
	['030/123456', 'DE', '+4930123456'],
	['415/555/0134', 'US', '+14155550134'],
	['0475/12/34/56', 'BE', '+32475123456'],
	['+49 4953/123456', undefined, '+494953123456'],
	['0049 4953/123456', undefined, '+494953123456'],
	['(+49) 151 12345678', undefined, '+4915112345678'],
	['06 12 34 56 78', 'FR', '+33612345678'],
	['015 11 98765 4321', 'BR', '+5511987654321'],
	['011 15 2345-6789', 'AR', '+5491123456789'],
	['030 123456-12', 'DE', '+493012345612'],
	['415 555 013 4', 'US', '+14155550134'],
])('%s (country %s) is %s', (value, country, number) => {
	expect(phoneNumber(value, { country })).toBe(number);
});

test('no digit is dropped or added, with any signs between, before and after them', () => {
	const signs = ['', ' ', '-', '.', ',', ',,', ';', '/', ' / ', '|', '\t', '\n', ' or ', '~', ':', '#', 'x', ' ext ', ';ext=', '(', ')', '+', '*', '²', '_', "'", '·', '\u00ad', '\u200b', 'e', '٣', '４'];
	const digits = (text: string) => text.replace(/[٣４]/g, (digit) => ({ '٣': '3', '４': '4' })[digit]!).replace(/\D/g, '');
	// Countries whose numbers have other digits at home than abroad are left out: see `isWhole`.
	const countryCodes = getCountries().filter((country) => !['AR', 'BR', 'MX'].includes(country));
	let taken = 0;
	const property = (country: (typeof countryCodes)[number], parts: string[], between: string[], end: string, isInternational: boolean) => {
		const example = getExampleNumber(country, mobileNumbers)!;
		const start = isInternational ? example.number : example.formatNational().replace(/\D/g, '');
		const written = start + parts.map((part, index) => `${between[index]}${part}`).join('') + end;
		let number: string;
		try {
			number = phoneNumber(written, { country });
		} catch {
			return;
		}
		taken += 1;
		// The zero of a decimal fraction is no digit of the number.
		const meant = digits(written.replace(/[\u00ad\u200b]/g, '').trim().replace(/(?<=\d{7})[.,]0+$/, ''));
		const national = number.slice(1 + example.countryCallingCode.length);
		expect([written, number, number === `+${meant}` || meant.endsWith(national)]).toEqual([written, number, true]);
	};
	fc.assert(
		fc.property(
			fc.constantFrom(...countryCodes),
			fc.array(fc.stringMatching(/^\d{0,7}$/), { maxLength: 2 }),
			fc.array(fc.constantFrom(...signs), { minLength: 2, maxLength: 2 }),
			fc.constantFrom(...signs),
			fc.boolean(),
			property,
		),
		{ seed: 9, numRuns: 6_000 },
	);
	expect(taken).toBeGreaterThan(300);
});

test.each(getCountries())('the usual spellings of %s are read rightly', (country) => {
	const example = getExampleNumber(country, mobileNumbers)!;
	for (const written of [example.formatInternational(), example.formatNational(), example.getURI(), `${example.number}.0`]) {
		expect([written, phoneNumber(written, { country })]).toEqual([written, example.number]);
	}
});

describe('digits that begin with the calling code of the default country', () => {
	test.each([
		// This is a mobile number. 0491 is the area code of Leer, where no number is that long.
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
		// These are too few digits for an international number.
		['491 712345', 'DE', '+49491712345'],
		['278485825', 'ZA', '+27278485825'],
		['53325726', 'CU', '+5353325726'],
		['55987654321', 'BR', '+5555987654321'],
		['3933123456', 'IT', '+393933123456'],
	])('%s (country %s) is %s', (value, country, number) => {
		expect(phoneNumber(value, { country })).toBe(number);
	});

	test.each([
		// It may be in Braunschweig or in Bunde: both are landlines of a usual length.
		['49531123456', 'DE', '+49 531 123456 or +49 4953 1123456'],
		// No German number in the metadata begins like that, but a new range may.
		['14155550134', 'DE', '+1 415 555 0134 or +49 14155550134'],
		['14155550134', 'JP', '+1 415 555 0134 or +81 14155550134'],
	])('%s (country %s) may be %s', (value, country, either) => {
		const { message, help } = refusal(() => phoneNumber(value, { country }));
		expect(message).toBe(`"${value}" may be ${either}`);
		expect(help).toBe('Write the one that is meant with + and its country code.');
	});

	test.each(getCountries())('the mobile numbers of %s are the same in every spelling', (country) => {
		const { number, countryCallingCode, nationalNumber } = getExampleNumber(country, mobileNumbers)!;
		for (const written of [`${countryCallingCode}${nationalNumber}`, `${countryCallingCode} ${nationalNumber}`, nationalNumber]) {
			expect([written, phoneNumber(written, { country })]).toEqual([written, number]);
		}
	});

	test.each([
		['13912345678', 'CN', '+8613912345678'],
		['33987654321', 'BR', '+5533987654321'],
		['15123456789', 'DE', '+4915123456789'],
		['81234567890', 'ID', '+6281234567890'],
		['84951234567', 'RU', '+74951234567'],
	])('%s, which another country has as well, is a national number of %s', (value, country, number) => {
		expect(phoneNumber(value, { country })).toBe(number);
	});
});

test('a country that is none is refused', () => {
	expect(refusal(() => phoneNumber('555 0134', { country: 'XX' })).message).toBe('"XX" is not a country');
	expect(refusal(() => phoneNumber('555 0134', { country: 1 as never })).message).toBe('1 is not a country');
	expect(refusal(() => phoneNumbers('+14155550134', { country: '' })).message).toBe('"" is not a country');
});

test('a country’s code is taken in any case, and nothing else is one', () => {
	expect([' us', 'De', 'GB'].map(countryCode)).toEqual(['US', 'DE', 'GB']);
	for (const value of ['USA', 'XX', '', ' ', 'Germany', '+1', 'toString', 1, null, undefined, ['US'], { value: 'US' }, Symbol('US')]) {
		const { message, help } = refusal(() => countryCode(value));
		expect(message).toMatch(/ is not a country$/);
		expect(help).toMatch(/Choose one from the list, or give its code of two letters, such as US\.$/);
	}
	const helpFor = (value: string) => refusal(() => countryCode(value)).help;
	expect(helpFor('uk')).toBe('Do you mean GB, United Kingdom (+44)? Choose one from the list, or give its code of two letters, such as US.');
	expect(helpFor(' Germany')).toMatch(/^Do you mean DE, Germany /);
	expect(helpFor('USA')).toMatch(/^Do you mean US, /);
	expect(helpFor('XX')).toMatch(/^Choose/);
	expect(helpFor('toString')).toMatch(/^Choose/);
});

test('lists drop duplicates of any spelling and name every bad entry', () => {
	const value = '+1 415 555 0134; 14155550134\n+1 415 555 0199';
	expect(phoneNumbers(value)).toEqual(['+14155550134', '+14155550199']);
	expect(phoneNumbers(`["+1 415 555 0134", 14155550199]`)).toEqual(['+14155550134', '+14155550199']);
	expect(phoneNumbers('415 555 0134, 415 555 0199', { country: 'US' })).toEqual(['+14155550134', '+14155550199']);
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

test('the list of countries is current (node_modules/node/bin/node scripts/countryList.js --write)', () => {
	// The names of the Node that the project brings: another Node may call a country by another name.
	const current = execFileSync(node, ['scripts/countryList.js'], { cwd: root, encoding: 'utf8' });
	expect(readFileSync(path.join(root, 'nodes/shared/values/countries.ts'), 'utf8')).toBe(current);
	expect(countries).toContainEqual(['FR', 'France (+33)']);
	expect(countries.map(([code]) => code).sort()).toEqual([...getCountries()].sort());
});

test('a list of one number is that number, and several without a comma are to be separated where several may be', () => {
	expect(phoneNumber(['+14155550134'])).toBe('+14155550134');
	expect(refusal(() => phoneNumber(['+14155550134', '+14155550199']))).toMatchObject({ message: 'two numbers, but this takes one', help: 'Give one number here.' });
	expect(refusal(() => phoneNumbers('+14155550134 and +14155550199')).help).toBe('Separate them by commas.');
	expect(refusal(() => phoneNumber('+14155550134 and +14155550199')).help).toBe('Give one number here.');
});

test('a number among words and an object are told what to do', () => {
	expect(refusal(() => phoneNumber('+1 415 555 0134 (mobile)')).help).toMatch(/^Write the number alone/);
	expect(refusal(() => phoneNumber({ phone: '+14155550134' })).help).toMatch(/^Choose the one of its fields/);
});
