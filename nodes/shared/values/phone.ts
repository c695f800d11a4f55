import { phoneLibrary, type CountryCode, type PhoneNumber } from '../libraries';
import { countries } from './countries';
import { attempt, each, empty, invalid, InvalidValue, isLeftOut } from './invalid';
import { entriesOf, separated, withoutDuplicates } from './lists';

const help = 'Write it with the country code, such as +1 415 555 0134.';
const ONE_NUMBER = 'Give one number here.';

/** How to read a number that is written without a country code. */
export interface NumberContext {
	/** ISO 3166 code (`US`) of its country; undefined if nobody chose one. */
	country?: string | undefined;
	/** How a person can choose the country, as the end of a sentence: `choose a Country below the number`. */
	countryHelp?: string;
	/** Whether other numbers may stand beside it, so that two without a comma between them are to be separated. */
	isOneOfSeveral?: boolean;
}

/** The most characters that a phone number is written in. */
const LONGEST_SPELLING = 40;

/** The most digits with the country code, by ITU-T E.164 section 6. The library's metadata has longer ones for some countries. */
const MOST_DIGITS = 15;

/**
 * A phone number in E.164, with plus, from any usual spelling: `+1 (415) 555-0134`, `001 415 ...`, `tel:+1...`, Arabic
 * digits, or `15112345678.0`, as spreadsheets write numbers. Its length must be possible in its country. It need not be in a
 * known range of numbers, because new ranges are in use before the library's metadata has them.
 *
 * With a country in the context, digits alone are a national number of that country (but see `nationalUnless`). Otherwise, 11
 * to 15 digits that are valid with their country code are international, as APIs write them that leave out the plus
 * (14155550134), and as people do if they set the country code apart (1-415-555-0134).
 *
 * No digit is ever dropped: a number with an extension, a second number or a fraction is refused.
 *
 * @throws InvalidValue
 */
export function phoneNumber(value: unknown, { country: chosen, countryHelp, isOneOfSeveral = false }: NumberContext = {}): string {
	if (Array.isArray(value) && value.length > 0) {
		if (value.length === 1) return phoneNumber(value[0], { country: chosen, countryHelp });
		throw new InvalidValue(`${value.length === 2 ? 'two' : value.length} numbers, but this takes one`, ONE_NUMBER);
	}
	const written = spelling(value, isOneOfSeveral ? 'Separate them by commas.' : ONE_NUMBER);
	const country = chosen === undefined ? undefined : (countryCode(chosen) as CountryCode);
	const missingCountry = ['Write the country code (+1 ...)', countryHelp].filter(Boolean).join(', or ');
	const { number } = readNumber(value, written, country, `${missingCountry}.`);
	// A single digit at the end may be an extension (German switchboards end in "-0") or a fraction.
	const [, before] = /^(.*\d\)?)[\s./-]+\d$/.exec(written) ?? [];
	const shorter = before === undefined ? undefined : attempt(() => readNumber(value, before, country, help));
	if (shorter && !shorter.fault) {
		throw invalid(value, `may be ${shorter.good.number} or ${number}`, 'Write the one that is meant in one piece.');
	}
	return number;
}

/** The number that digits and signs between them stand for. */
function readNumber(value: unknown, written: string, country: CountryCode | undefined, missingCountry: string): PhoneNumber {
	const { parsePhoneNumberFromString } = phoneLibrary();
	if (written.startsWith('+')) return possible(value, written);
	const national = country && parsePhoneNumberFromString(written, { defaultCountry: country, extract: false });
	if (national && isWhole(national, written)) {
		return nationalUnless(value, national, parsePhoneNumberFromString(`+${written}`, { extract: false }));
	}
	if (written.startsWith('00')) return possible(value, `+${written.slice(2)}`);
	const digits = written.replace(/\D/g, '');
	if (/^[1-9]\d{10,14}$/.test(digits)) {
		const international = parsePhoneNumberFromString(`+${digits}`);
		if (international?.isValid() && mayBegin(written, international.countryCallingCode)) return international;
	}
	if (country) return possible(value, written, country);
	if (digits.length < FEWEST_DIGITS) throw invalid(value, 'is too short for a phone number', help);
	throw invalid(value, 'needs a country', missingCountry);
}

/** With fewer digits, no country makes a number of them that can be texted. */
const FEWEST_DIGITS = 6;

/** Whether the calling code may stand at the beginning: in one piece with the other digits, or set apart from them (1-415-555-0134). */
function mayBegin(written: string, callingCode: string): boolean {
	const [, first] = /^(\d+|\(\d+\))[ .-]/.exec(written) ?? [];
	return first === undefined ? /^\d+$/.test(written) : first.replace(/\D/g, '') === callingCode;
}

/**
 * Whether a number has a possible length and holds every digit that was written. Some digits rightly differ: Argentina's
 * mobile prefix and Brazil's carrier codes are not dialled from abroad, and some countries drop a zero in parentheses. If
 * digits differ, the number must also be in a known range.
 */
function isWhole(number: PhoneNumber, written: string): boolean {
	if (number.ext || !number.isPossible() || number.number.length > 1 + MOST_DIGITS || dividesNumbers(written)) return false;
	const isPlain = !written.includes('(0)') && written.replace(/\D/g, '').endsWith(number.nationalNumber);
	return isPlain || number.isValid();
}

/** Whether a slash divides two numbers. It may also stand after the area code (030/123456) or in short groups (0475/12/34/56). */
function dividesNumbers(written: string): boolean {
	const [area, ...groups] = written.split('/').map((part) => part.replace(/\D/g, '').replace(/^0+/, '').length);
	return groups.length > 0 && (area > (/^(?:\+|00)/.test(written) ? 7 : 5) || groups.slice(0, -1).some((group) => group > 3));
}

/** With fewer digits, country code included, a number is never read as international. */
const FEWEST_INTERNATIONAL_DIGITS = 11;

/**
 * Decides between a national and an international reading of the same digits. In countries whose numbers have no fixed length
 * (Germany, Finland, Indonesia, Kosovo), the digits of an international number written without plus may also be a national
 * number: 491711234567 may be 0491 711234567, which is another person's. The first rule that fits decides:
 *
 * - A mobile number of the default country is national (15123456789 in Germany, 13912345678 in China), since most countries
 *   write those without a leading 0.
 * - If the digits begin with the default country's own calling code, they are international if that gives a mobile number
 *   (nationally they would be a landline with too many digits), or if the national reading is not valid.
 * - If the digits are valid in the default country, and also valid in another one, they are national, as the person chose
 *   that country.
 * - Anything else is refused: two landlines (49531123456), or a number of another country whose length is only possible in
 *   this one (14155550134 in Germany). It could be in a new range that the library's metadata doesn't have yet.
 *
 * A number written with its national prefix (0491 ...) has no international reading: no calling code begins with 0.
 */
function nationalUnless(value: unknown, national: PhoneNumber, international: PhoneNumber | undefined): PhoneNumber {
	if (!international?.isValid() || international.number === national.number) return national;
	if (international.number.length <= FEWEST_INTERNATIONAL_DIGITS || isMobile(national)) return national;
	const isOwn = international.countryCallingCode === national.countryCallingCode;
	if (isOwn && (isMobile(international) || !national.isValid())) return international;
	if (!isOwn && national.isValid()) return national;
	const either = `${international.formatInternational()} or ${national.formatInternational()}`;
	throw invalid(value, `may be ${either}`, 'Write the one that is meant with + and its country code.');
}

function isMobile(number: PhoneNumber): boolean {
	return number.getType()?.includes('MOBILE') ?? false;
}

/** A list of phone numbers, each read by `phoneNumber`. Duplicates are dropped. @throws InvalidValue that names every bad one */
export function phoneNumbers(value: unknown, context: NumberContext = {}): string[] {
	const numbers = each(entriesOf(value, separated, { inList: separated }), (entry) => phoneNumber(entry, { country: context.country, countryHelp: context.countryHelp, isOneOfSeveral: true }));
	return withoutDuplicates(numbers, (number) => number);
}

/** A number in digits, with or without plus, as people write it: `+1 415 555 0134`. Other text stays as it is. */
export function shownNumber(written: string): string {
	if (!/^\+?\d{7,15}$/.test(written)) return written;
	const parsed = phoneLibrary().parsePhoneNumberFromString(`+${withoutPlus(written)}`, { extract: false });
	return parsed?.isPossible() ? parsed.formatInternational() : written;
}

/** The number for APIs that want digits only. */
export function withoutPlus(number: string): string {
	return number.replace(/^\+/, '');
}

/** The number with ASCII digits, the signs between them and one kind of plus, without `tel:` and marks that can't be seen. */
function spelling(value: unknown, several: string): string {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
	if (typeof value === 'object') throw invalid(value, 'is not a phone number', 'Choose the one of its fields that holds the number, in the expression.');
	if (typeof value !== 'string') throw invalid(value, 'is not a phone number', help);
	if (value.trim().length > LONGEST_SPELLING) throw severalIn(value, value, several) ?? invalid(value, 'is too long for a phone number', help);
	// Numbers copied from a phone's address book have such marks around them.
	const visible = value.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').trim();
	// Normalising would turn the ² of a footnote into a digit.
	if (/[\p{No}\p{Nl}]/u.test(visible)) throw invalid(value, 'is not a phone number', help);
	const plain = visible.normalize('NFKC').trim()
		// A spreadsheet has an apostrophe before what is text, and exports of other programs say what kind of number it is.
		.replace(/^(["'])(.*)\1$/, '$2').replace(/^'/, '').replace(/^(?:tel|sms|p|whatsapp):/i, '').replace(/(?<=\d)\s*[,;]$/, '')
		.replace(/\p{Pd}/gu, '-').trim()
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
		.replace(/^\(\s*\+\s*(\d{1,3})\s*\)/, '+$1 ');
	const written = withoutFraction(value, plain);
	if (/^\+?[\d ().[\]/-]+$/.test(written) && /\d/.test(written) && !severalIn(value, written, several)) return written;
	if (/\d\s*(?:;\s*ext\s*=|,?\s*ext\.?|x|#)\s*\d+$/i.test(written)) {
		throw invalid(value, 'has an extension', 'A message reaches a whole number only. Leave the extension out.');
	}
	const alone = plain.replace(/\D/g, '').length > FEWEST_DIGITS ? 'Write the number alone, with the country code, such as +1 415 555 0134.' : help;
	throw severalIn(value, plain, several) ?? invalid(value, 'is not a phone number', alone);
}

/** Removes the `.0` that spreadsheets write behind a number, and refuses other fractions and `1.5112345678E+10`. */
function withoutFraction(value: unknown, written: string): string {
	if (/^\+?\d(?:[.,]\d+)?e\+?\d+$/i.test(written)) {
		throw invalid(value, 'is in scientific notation', 'Format the column as text in the spreadsheet, or write all digits.');
	}
	const [, whole, fraction] = /^(\+?[1-9]\d{6,})[.,](0+|\d{1,2})$/.exec(written) ?? [];
	if (whole === undefined) return written;
	if (/[1-9]/.test(fraction)) throw invalid(value, 'has a decimal fraction', 'Format the column as text in the spreadsheet.');
	return whole;
}

/** The refusal of a text that holds several numbers, with any signs between them; undefined if it holds one. */
function severalIn(value: string, written: string, advice: string): InvalidValue | undefined {
	const numbers = written.slice(0, 200).split(/[^\d\s().[\]/-]+|[\n\r\t]|\s\/\s/).filter((part) => part.replace(/\D/g, '').length > 5);
	return numbers.length > 1 ? invalid(value, 'holds more than one phone number', advice) : undefined;
}

const codes = new Set(countries.map(([code]) => code));

/** A country's ISO 3166 code, in upper case. @throws InvalidValue */
export function countryCode(value: unknown): string {
	// An expression may give any value, also one that can't be turned into text.
	const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
	if (codes.has(code)) return code;
	const meant = code === '' ? undefined : meantBy(code);
	const help = 'Choose one from the list, or give its code of two letters, such as US.';
	throw invalid(value, 'is not a country', meant ? `Do you mean ${meant[0]}, ${meant[1]}? ${help}` : help);
}

/** What people write for a country's code. */
const OTHER_NAMES: Record<string, string> = { UK: 'GB', 'GREAT BRITAIN': 'GB', ENGLAND: 'GB', USA: 'US', 'UNITED STATES OF AMERICA': 'US', UAE: 'AE' };

/** The country that a person calls by its name. */
function meantBy(name: string): [code: string, name: string] | undefined {
	return countries.find(([code, full]) => code === OTHER_NAMES[name] || full.toUpperCase().startsWith(`${name} (`));
}

function possible(value: unknown, written: string, country?: CountryCode): PhoneNumber {
	const { parsePhoneNumberFromString, validatePhoneNumberLength } = phoneLibrary();
	const settings = { extract: false, ...(country && { defaultCountry: country }) } as const;
	const parsed = parsePhoneNumberFromString(written, settings);
	if (parsed && isWhole(parsed, written)) return parsed;
	const where = country ? ` in ${country}` : '';
	const length = parsed && parsed.number.length > 1 + MOST_DIGITS ? 'TOO_LONG' : validatePhoneNumberLength(written, settings);
	switch (length) {
		case 'TOO_SHORT':
			throw invalid(value, `is too short for a phone number${where}`, help);
		case 'TOO_LONG':
			throw invalid(value, `is too long for a phone number${where}`, help);
		default:
			throw invalid(value, 'is not a phone number', help);
	}
}
