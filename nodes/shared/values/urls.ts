import { attempt, each, empty, invalid, InvalidValue, isLeftOut } from './invalid';
import { entriesOf } from './lists';

/** In characters. It is large because the signed address of a file alone may have more than a thousand. */
const LONGEST_LIST = 100_000;

const help = 'Write the whole address, such as https://example.com/picture.jpg.';

/**
 * What an absolute address stands for; undefined for a text that is none. `URL.canParse` is no help: in Node 20 it refuses
 * every address with a letter such as ü after it was called some thousand times.
 */
export function urlOf(address: string): URL | undefined {
	return attempt(() => new URL(address)).good;
}

/**
 * An absolute http or https address, normalised as browsers do.
 *
 * @throws InvalidValue for other schemes, relative addresses, blanks, control characters and backslashes, and for addresses
 * with a user name or password, which every receiver would store
 */
export function httpUrl(value: unknown): string {
	if (isLeftOut(value)) throw empty();
	const written = typeof value === 'string' ? value.trim() : '';
	// URL() accepts missing slashes, backslashes, and line breaks inside. Then the address leads elsewhere than it looks.
	const url = /^https?:\/\/[^\s\p{C}\\/?#][^\s\p{C}\\]*$/iu.test(written) ? urlOf(written) : undefined;
	if (!url) throw invalid(value, 'is not a web address', help);
	if (url.username !== '' || url.password !== '') {
		throw new InvalidValue('holds a user name or password', 'Use an address that needs none.');
	}
	return url.href;
}

/**
 * Several addresses, from a list, JSON text of a list, or text with lines or commas between them. Duplicates are dropped.
 *
 * @throws InvalidValue that names each entry that isn't an address
 */
export function httpUrls(value: unknown): string[] {
	// An address may hold a comma. So a comma separates two addresses only if a blank or `http` follows it.
	const entries = entriesOf(value, (text) => text.split(/[,;]?(?:\s+|$)|[,;](?=https?:\/\/)/i), { longest: LONGEST_LIST });
	return [...new Set(each(entries, httpUrl))];
}
