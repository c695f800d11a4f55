import { each, empty, invalid, InvalidValue, isLeftOut } from './invalid';
import { entriesOf } from './lists';

/** Signed addresses of files have a thousand characters and more. */
const LONGEST_LIST = 100_000;

const help = 'Write the whole address, such as https://example.com/picture.jpg.';

/**
 * An absolute http or https address, normalised as browsers do.
 *
 * @throws InvalidValue for other schemes, relative addresses, blanks, control characters, backslashes, and addresses that
 * hold a user name or password (they would be stored by whoever receives them)
 */
export function httpUrl(value: unknown): string {
	if (isLeftOut(value)) throw empty();
	const written = typeof value === 'string' ? value.trim() : '';
	// URL() forgives missing slashes, backslashes, and line breaks inside; what a person then reads is not where it leads.
	if (!/^https?:\/\/[^\s\p{C}\\/?#][^\s\p{C}\\]*$/iu.test(written) || !URL.canParse(written)) {
		throw invalid(value, 'is not a web address', help);
	}
	const url = new URL(written);
	if (url.username !== '' || url.password !== '') {
		throw new InvalidValue('holds a user name or password', 'Use an address that needs none.');
	}
	return url.href;
}

/**
 * Several addresses: a list, JSON of a list, or text in lines or with commas between them. Duplicates drop.
 *
 * @throws InvalidValue that names each that is none
 */
export function httpUrls(value: unknown): string[] {
	// A comma may be part of an address, so it only separates before a blank or the next scheme.
	const entries = entriesOf(value, (text) => text.split(/[,;]?(?:\s+|$)|[,;](?=https?:\/\/)/i), LONGEST_LIST);
	return [...new Set(each(entries, httpUrl))];
}
