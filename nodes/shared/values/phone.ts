import { phoneLibrary, type CountryCode, type PhoneNumber } from '../libraries';
import { countries } from './countries';
import { attempt, each, empty, invalid, isLeftOut, type InvalidValue } from './invalid';
import { entriesOf, separated, withoutDuplicates } from './lists';

const help = 'Write it with the country code, such as +1 415 555 0134.';

/** What decides how a number is read that is written without a country code. */
export interface NumberContext {
	/** ISO 3166 code (`US`) of its country; undefined where nobody chose one. */
	country?: string | undefined;
	/** Where a person chooses the country, as the end of a sentence: `choose a Country below the number`. */
	countryHelp?: string;
}

/** No number is longer, however it is written. */
const LONGEST_SPELLING = 40;

/** ITU-T E.164 section 6: calling code and all. Metadata has some countries' numbers longer. */
const MOST_DIGITS = 15;

/**
 * A phone number in E.164, with plus, from any spelling that people use: `+1 (415) 555-0134`, `001 415 ...`, `tel:+1...`,
 * Arabic digits, and `15112345678.0`, as spreadsheets write numbers. It must be of a possible length for its country, not of
 * a known range: ranges are opened faster than the metadata is updated.
 *
 * Digits alone are a national number of the context's country where there is one (but see `nationalUnless`). Otherwise 11 to
 * 15 digits that are valid with their country code are international, as APIs that leave the plus out write them (14155550134).
 *
 * Every digit counts: what would have to be left out (an extension, a second number, a fraction) is refused.
 *
 * @throws InvalidValue
 */
export function phoneNumber(value: unknown, { country: chosen, countryHelp }: NumberContext = {}): string {
	const written = spelling(value);
	const country = chosen === undefined ? undefined : (countryCode(chosen) as CountryCode);
	const missingCountry = ['Write the country code (+1 ...)', countryHelp].filter(Boolean).join(', or ');
	const { number } = readNumber(value, written, country, `${missingCountry}.`);
	// An extension may stand like this (German switchboards end in "-0"), or a fraction.
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
	if (/^[1-9]\d{10,14}$/.test(written)) {
		const international = parsePhoneNumberFromString(`+${written}`);
		if (international?.isValid()) return international;
	}
	if (country) return possible(value, written, country);
	throw invalid(value, 'needs a country', missingCountry);
}

/**
 * Whether a number is of a possible length, and all that was written. Argentina's mobile prefix and Brazil's carrier codes
 * are written otherwise than dialled from abroad, and a zero in parentheses is left out in some countries only: then the
 * number has to be of a known range too.
 */
function isWhole(number: PhoneNumber, written: string): boolean {
	if (number.ext || !number.isPossible() || number.number.length > 1 + MOST_DIGITS || dividesNumbers(written)) return false;
	const isPlain = !written.includes('(0)') && written.replace(/\D/g, '').endsWith(number.nationalNumber);
	return isPlain || number.isValid();
}

/** Whether a slash stands elsewhere than behind the area code (030/123456) or in short groups (0475/12/34/56). */
function dividesNumbers(written: string): boolean {
	const [area, ...groups] = written.split('/').map((part) => part.replace(/\D/g, '').replace(/^0+/, '').length);
	return groups.length > 0 && (area > (/^(?:\+|00)/.test(written) ? 7 : 5) || groups.slice(0, -1).some((group) => group > 3));
}

/** Fewer digits are no international number, calling code included, that anyone texts. */
const FEWEST_INTERNATIONAL_DIGITS = 11;

/**
 * Where national numbers have no fixed length (Germany, Finland, Indonesia, Kosovo), the digits of an international number
 * that was written without plus may pass for a national one: 491711234567 for 0491 711234567. That would be another person's
 * number, so of a number that may be both
 *
 * - a mobile number of the default country is national (15123456789 in Germany, 13912345678 in China): most countries write
 *   those without a leading 0;
 * - what begins with the calling code of the default country and is a mobile number behind it is international: the national
 *   reading is a landline then, of more digits than landlines have;
 * - what is valid in the default country, and valid abroad as well, is national, as the person chose;
 * - anything else is refused: two landlines (49531123456), or a number of another country that is merely of a possible length
 *   in this one (14155550134 in Germany), since ranges are opened faster than the metadata is updated.
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

/** A list of phone numbers as `phoneNumber` takes them: see `entriesOf`. Duplicates drop. Every bad one is named. */
export function phoneNumbers(value: unknown, context: NumberContext = {}): string[] {
	const numbers = each(entriesOf(value, separated), (entry) => phoneNumber(entry, context));
	return withoutDuplicates(numbers, (number) => number);
}

/** E.164 as APIs take it that want digits only. */
export function withoutPlus(number: string): string {
	return number.replace(/^\+/, '');
}

/** Digits in ASCII and the signs between them, one spelling of plus, no `tel:`, no marks that only set the direction of writing. */
function spelling(value: unknown): string {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
	if (typeof value !== 'string') throw invalid(value, 'is not a phone number', help);
	if (value.trim().length > LONGEST_SPELLING) throw severalIn(value, value) ?? invalid(value, 'is too long for a phone number', help);
	// Phones' address books copy numbers with such marks around them.
	const visible = value.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').trim();
	// The ² of a footnote would become a digit.
	if (/[\p{No}\p{Nl}]/u.test(visible)) throw invalid(value, 'is not a phone number', help);
	const plain = visible.normalize('NFKC').trim().replace(/^tel:/i, '').replace(/\p{Pd}/gu, '-').trim()
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
		.replace(/^\(\s*\+\s*(\d{1,3})\s*\)/, '+$1 ');
	const written = withoutFraction(value, plain);
	if (/^\+?[\d ().[\]/-]+$/.test(written) && /\d/.test(written) && !severalIn(value, written)) return written;
	if (/\d\s*(?:;\s*ext\s*=|,?\s*ext\.?|x|#)\s*\d+$/i.test(written)) {
		throw invalid(value, 'has an extension', 'A message reaches a whole number only. Leave the extension out.');
	}
	throw severalIn(value, plain) ?? invalid(value, 'is not a phone number', help);
}

/** Spreadsheets write `15112345678.0` or `1.5112345678E+10` for the number 15112345678. */
function withoutFraction(value: unknown, written: string): string {
	if (/^\+?\d(?:[.,]\d+)?e\+?\d+$/i.test(written)) {
		throw invalid(value, 'is in scientific notation', 'Format the column as text in the spreadsheet, or write all digits.');
	}
	const [, whole, fraction] = /^(\+?[1-9]\d{6,})[.,](0+|\d{1,2})$/.exec(written) ?? [];
	if (whole === undefined) return written;
	if (/[1-9]/.test(fraction)) throw invalid(value, 'has a decimal fraction', 'Format the column as text in the spreadsheet.');
	return whole;
}

/** The refusal of what holds several numbers, whatever stands between them. */
function severalIn(value: string, written: string): InvalidValue | undefined {
	const numbers = written.slice(0, 200).split(/[^\d\s().[\]/-]+|[\n\r\t]|\s\/\s/).filter((part) => part.replace(/\D/g, '').length > 5);
	return numbers.length > 1 ? invalid(value, 'holds more than one phone number', 'Give one number here.') : undefined;
}

const codes = new Set(countries.map(([code]) => code));

/** A country's ISO 3166 code, in upper case. @throws InvalidValue */
export function countryCode(value: unknown): string {
	// An expression may give anything; what isn't text may not even have a text form.
	const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
	if (!codes.has(code)) throw invalid(value, 'is not a country', 'Choose one from the list, or give its code of two letters, such as US.');
	return code;
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
