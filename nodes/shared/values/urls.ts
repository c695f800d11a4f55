import { attempt, each, empty, invalid, InvalidValue, isLeftOut, trimmed } from './invalid';
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
	const written = typeof value === 'string' ? trimmed(value) : '';
	// URL() accepts missing slashes, backslashes, and line breaks inside. Then the address leads elsewhere than it looks.
	const url = /^https?:\/\/[^\s\p{C}\\/?#][^\s\p{C}\\]*$/iu.test(written) ? urlOf(written) : undefined;
	if (!url) throw blankIn(value, written) ?? invalid(value, 'is not a web address', help);
	if (url.username !== '' || url.password !== '') {
		throw new InvalidValue('holds a user name or password', 'Use an address that needs none.');
	}
	return url.href;
}

/** The refusal of an address that is one apart from its blanks, with the address as it has to be. */
function blankIn(value: unknown, written: string): InvalidValue | undefined {
	if (/\shttps?:\/\//i.test(written)) return invalid(value, 'holds more than one web address', 'Give one here.');
	if (!/^https?:\/\/[^\s/?#]+[/?#]/i.test(written) || !/[ \u00a0]/.test(written)) return undefined;
	const { good } = attempt(() => httpUrl(written.replace(/[ \u00a0]/g, '%20')));
	return good === undefined ? undefined : invalid(value, 'has a blank in it', `Write %20 for each blank: ${good}`);
}

/**
 * As `httpUrl`, an address that a provider can fetch a file from.
 *
 * @throws InvalidValue also for a name or number that only a private network knows
 */
export function publicUrl(value: unknown): string {
	const address = httpUrl(Array.isArray(value) && value.length === 1 ? value[0] : value);
	const { hostname } = new URL(address);
	if (!isPrivateHost(hostname)) return address;
	throw invalid(value, 'leads into a private network, where the provider can’t fetch it', 'Give an address that opens from anywhere on the internet.');
}

/** Names that no public server has: RFC 6761, RFC 6762, RFC 8375, and what routers and companies use. */
const privateName = /^[^.]+$|\.(?:localhost|local|internal|intranet|lan|home\.arpa|corp|home|private)$/;

/** Numbers that no public server has, by RFC 6890, as `URL` writes them. */
const privateNumber = /^(?:0|10|127)\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.168\./;
const privateNumber6 = /^(?:::1?$|f[cd]|fe[89ab])/;

/** Whether a host, as `URL` writes it, is one that only a private network knows: a name, or a number in brackets or not. */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.replace(/\.$/, '');
	if (/^[\d.]+$/.test(host)) return privateNumber.test(host);
	if (!host.startsWith('[')) return privateName.test(host);
	const number = host.slice(1, -1);
	// An IPv4 address within an IPv6 one: `URL` writes its four numbers as two of 16 bits.
	const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(number) ?? [];
	if (high === undefined) return privateNumber6.test(number);
	const bytes = [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 0xff]);
	return privateNumber.test(bytes.join('.'));
}

/**
 * Several addresses, from a list, JSON text of a list, or text with lines, commas or blanks between them. Duplicates are dropped.
 *
 * @throws InvalidValue that names each entry that isn't an address which a provider can fetch a file from
 */
export function publicUrls(value: unknown): string[] {
	// An address may hold a comma. So a comma separates two addresses only if a blank or `http` follows it. A blank alone does so
	// only before `http`: otherwise it stands in a file name, and the person is told how to write it.
	const split = (text: string) => text.split(/[,;](?=\s|$|https?:\/\/)|[\n\r]|\s(?=https?:\/\/)/i);
	return [...new Set(each(entriesOf(value, split, { longest: LONGEST_LIST }), publicUrl))];
}
