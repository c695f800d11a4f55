import { phoneLibrary, type CountryCode, type PhoneNumber } from '../libraries';
import { countries } from './countries';
import { each, empty, invalid, InvalidValue, isLeftOut, quoted } from './invalid';
import { entriesOf, separated, withoutDuplicates } from './lists';

const help = 'Write it with the country code, such as +1 415 555 0134.';
const codeHelp = 'Add the country code (+1 ...).';
const countryHelp = 'Add the country code (+1 ...), or choose a Default Country.';

/**
 * A phone number in E.164, with plus, from any spelling that people use: `+1 (415) 555-0134`, `001 415 ...`, `tel:+1...`,
 * digits of any script. It must be of a possible length for its country, not of a known range: ranges are opened faster
 * than the metadata is updated.
 *
 * Digits alone are a national number of the default country where there is one (but see `nationalUnless`). Otherwise 11 to
 * 15 digits that are valid with their country code are international, as APIs that leave the plus out write them (14155550134).
 *
 * @param defaultCountry ISO 3166 code (`US`) of the country of numbers written without a country code; null where the form
 * has no field for it
 * @throws InvalidValue
 */
export function phoneNumber(value: unknown, defaultCountry?: string | null): string {
	const written = spelling(value);
	const country = countryOf(defaultCountry);
	const { parsePhoneNumberFromString } = phoneLibrary();
	if (/(?:;|ext|x|#)/i.test(written)) {
		if (/\d\s*(?:;\s*ext\s*=|,?\s*ext\.?|x|#)\s*\d+$/i.test(written)) {
			throw invalid(value, 'has an extension', 'A message reaches a whole number only. Leave the extension out.');
		}
		throw invalid(value, 'is not a phone number', help);
	}
	if (written.startsWith('+')) return possible(value, written);
	const national = country && parsePhoneNumberFromString(written, { defaultCountry: country, extract: false });
	if (national?.isPossible()) return nationalUnless(value, national, parsePhoneNumberFromString(`+${written}`, { extract: false }));
	if (written.startsWith('00')) return possible(value, `+${written.slice(2)}`);
	if (/^[1-9]\d{10,14}$/.test(written)) {
		const international = parsePhoneNumberFromString(`+${written}`);
		if (international?.isValid()) return international.number;
	}
	if (country) return possible(value, written, country);
	if (!/\p{Nd}/u.test(written) || !/^[\p{Nd}\p{P}\s~]+$/u.test(written)) throw invalid(value, 'is not a phone number', help);
	throw invalid(value, 'needs a country', defaultCountry === null ? codeHelp : countryHelp);
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
function nationalUnless(value: unknown, national: PhoneNumber, international: PhoneNumber | undefined): string {
	if (!international?.isValid() || international.number === national.number) return national.number;
	if (international.number.length <= FEWEST_INTERNATIONAL_DIGITS || isMobile(national)) return national.number;
	const isOwn = international.countryCallingCode === national.countryCallingCode;
	if (isOwn && (isMobile(international) || !national.isValid())) return international.number;
	if (!isOwn && national.isValid()) return national.number;
	const either = `${international.formatInternational()} or ${national.formatInternational()}`;
	throw invalid(value, `may be ${either}`, 'Write the one that is meant with + and its country code.');
}

function isMobile(number: PhoneNumber): boolean {
	return number.getType()?.includes('MOBILE') ?? false;
}

/** A list of phone numbers as `phoneNumber` takes them: see `entriesOf`. Duplicates drop. Every bad one is named. */
export function phoneNumbers(value: unknown, defaultCountry?: string): string[] {
	const numbers = each(entriesOf(value, separated), (entry) => phoneNumber(entry, defaultCountry));
	return withoutDuplicates(numbers, (number) => number);
}

/** E.164 as APIs take it that want digits only. */
export function withoutPlus(number: string): string {
	return number.replace(/^\+/, '');
}

/** Digits in ASCII, one spelling of plus, no `tel:`, no marks that only set the direction of writing. */
function spelling(value: unknown): string {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
	if (typeof value !== 'string' || value.length > 250) throw invalid(value, 'is not a phone number', help);
	// Phones' address books copy numbers with such marks around them.
	const visible = value.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '');
	if (/\p{Cc}/u.test(visible.trim())) throw invalid(value, 'is not a phone number', help);
	return visible.normalize('NFKC').trim().replace(/^tel:/i, '').replace(/\p{Pd}/gu, '-').trim();
}

const codes = new Set(countries.map(([code]) => code));

function countryOf(code: string | null | undefined): CountryCode | undefined {
	if (isLeftOut(code)) return undefined;
	// An expression may give anything; what isn't text may not even have a text form.
	const country = typeof code === 'string' ? code.trim().toUpperCase() : '';
	if (!codes.has(country)) throw new InvalidValue(`has the Default Country ${quoted(code)}, which is none`, 'Choose one from the list.');
	return country as CountryCode;
}

function possible(value: unknown, written: string, country?: CountryCode): string {
	const { parsePhoneNumberFromString, validatePhoneNumberLength } = phoneLibrary();
	const settings = { extract: false, ...(country && { defaultCountry: country }) } as const;
	const parsed = parsePhoneNumberFromString(written, settings);
	if (parsed?.isPossible() && !parsed.ext) return parsed.number;
	const where = country ? ` in ${country}` : '';
	switch (validatePhoneNumberLength(written, settings)) {
		case 'TOO_SHORT':
			throw invalid(value, `is too short for a phone number${where}`, help);
		case 'TOO_LONG':
			throw invalid(value, `is too long for a phone number${where}`, help);
		default:
			throw invalid(value, 'is not a phone number', help);
	}
}
