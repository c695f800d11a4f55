import { emailLibrary } from '../libraries';
import { asciiDomain } from './domains';
import { attempt, each, empty, invalid, InvalidValue, isLeftOut, trimmed } from './invalid';
import { entriesOf, withoutDuplicates } from './lists';
import { isObject } from './objects';

/** An email address and the name that stood with it. */
export interface EmailAddress {
	/** `local@domain`. A domain that isn't ASCII is in its ASCII form (`xn--...`), which every mail server takes. */
	address: string;
	name: string | undefined;
}

const reason = 'is not an email address';

/** What to do, where several addresses may be given and where only one. */
const SEVERAL = 'Write name@domain, or several separated by commas.';
const ONE = 'Write name@domain.';

// RFC 5321 section 4.5.3.1 and RFC 3696 erratum 1690, in octets.
const longestLocalPart = 64;
const longestAddress = 254;
// The parser calls itself for each part of its input, so a long text would overflow the stack. No address with a name is longer.
const longestEntry = 320;
// The parser's time grows with the cube of the number of quotation marks and parentheses.
const mostQuotes = 8;

/**
 * Reads email addresses from any usual spelling. A text may separate them by commas, semicolons or lines, with names
 * (`"Doe, Jane" <jane@example.com>`, and as Outlook writes it, `Doe, Jane <jane@example.com>`), as `mailto:` or as a group
 * (`Team: a@example.com, b@example.com;`). They may also be a list, JSON text of a list, or objects with `address` or `email`,
 * and `name`. Duplicates are dropped; case doesn't matter.
 *
 * @throws InvalidValue that names every entry that isn't an address, or says that there is none
 */
export function emailAddresses(value: unknown): EmailAddress[] {
	return addressesIn(value, SEVERAL);
}

/** Reads exactly one address, in any spelling that `emailAddresses` reads. @throws InvalidValue */
export function emailAddress(value: unknown): EmailAddress {
	const addresses = addressesIn(value, ONE);
	if (addresses.length === 1) return addresses[0];
	const count = addresses.length === 2 ? 'two' : String(addresses.length);
	throw new InvalidValue(`${count} addresses, but this takes one`, 'Give one address here.');
}

function addressesIn(value: unknown, help: string): EmailAddress[] {
	const entries = entriesOf(expanded(value), split, { inList: wholeOrSplit });
	return withoutDuplicates(each(entries, (entry) => oneAddress(entry, help)), ({ address }) => address.toLowerCase());
}

/** An entry of a list is one address with its name, whatever signs the name holds, unless it can only be read as several. */
function wholeOrSplit(text: string): string[] {
	return attempt(() => oneAddress(text, ONE)).fault ? split(text) : [text];
}

/** The recipients of an email, each in one place only. */
interface Recipients {
	to: string | string[];
	cc?: string[];
	bcc?: string[];
}

/**
 * Drops from CC and BCC whoever stands in To or CC already, since a provider may mail an address as often as it is named.
 * A field of which nobody is left is left out.
 */
export function eachOnce<All extends Recipients>({ to, cc, bcc, ...others }: All): Omit<All, 'cc' | 'bcc'> & Pick<Recipients, 'cc' | 'bcc'> {
	const known = new Set([to].flat().map((address) => address.toLowerCase()));
	const fresh = (addresses: string[] = []) => {
		const left = addresses.filter((address) => !known.has(address.toLowerCase()));
		for (const address of left) known.add(address.toLowerCase());
		return left;
	};
	const left = { cc: fresh(cc), bcc: fresh(bcc) };
	return { ...others, to, ...(left.cc.length > 0 && { cc: left.cc }), ...(left.bcc.length > 0 && { bcc: left.bcc }) } as never;
}

/** n8n's email trigger gives the addresses of a header as an object whose `value` is the list. */
function expanded(value: unknown): unknown {
	return isObject(value) && Array.isArray(value.value) ? value.value : value;
}

/** A name in front of an address in angle brackets, of which the first part may stand before a comma: `Maria <maria@example.com>`. */
const restOfName = /^[^"<>@:]*[^"<>@:\s][^"<>@:]*<[^<>]*@[^<>]*>\s*$/;

/**
 * Divides a text at commas, semicolons and line breaks outside quotation marks, brackets and parentheses. `mailto:` is
 * dropped, and so is the name of a group, which stands before a colon. A semicolon ends a group (RFC 5322 section 3.4).
 */
function split(text: string): string[] {
	const entries: string[] = [];
	const open: string[] = [];
	let start = 0;
	let groupEnd = -1;
	/** Whether a semicolon ends the group. The search is remembered, so that many colons don't each search the whole text. */
	const endsAsGroup = (from: number) => {
		if (groupEnd < from) {
			const length = text.slice(from).search(/[;\n\r]/);
			groupEnd = length === -1 ? text.length : from + length;
		}
		return text[groupEnd] === ';';
	};
	/** Whether the last entry is no address, and may be a family name: Outlook writes `Garcia, Maria <maria@example.com>`. */
	let mayBeName = false;
	const end = (at: number) => {
		const piece = text.slice(start, at);
		if (mayBeName && piece.length <= longestEntry && restOfName.test(piece)) {
			entries.push(`${entries.pop()!},${piece}`);
			mayBeName = false;
		} else {
			entries.push(piece);
			mayBeName = text[at] === ',' && piece.trim() !== '' && !/[@"<>:]/.test(piece);
		}
		start = at + 1;
	};
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at];
		const closing = open.at(-1);
		if (character === '\\' && (closing === '"' || closing === ')')) at += 1;
		else if (character === closing) open.pop();
		else if (closing === '"') continue;
		else if (character === '(') open.push(')');
		else if (closing === ')') continue;
		else if (character === '"') open.push('"');
		else if (character === '<' && closing === undefined) open.push('>');
		else if (closing === undefined && /[,;\n\r]/.test(character)) end(at);
		else if (closing === undefined && character === ':' && at - start <= longestEntry) {
			const name = text.slice(start, at).trim();
			if (/^mailto$/i.test(name) || (name !== '' && !name.includes('@') && endsAsGroup(at))) start = at + 1;
		}
	}
	end(text.length);
	return entries;
}

function oneAddress(entry: unknown, help: string): EmailAddress {
	if (isObject(entry)) {
		const address = [entry.address, entry.email].find((candidate) => typeof candidate === 'string');
		if (address === undefined) throw invalid(entry, 'has no address in it', 'An object needs address or email.');
		const bare = parsed(address, help);
		return { address: bare.address, name: typeof entry.name === 'string' ? nameOf(entry.name) : bare.name };
	}
	if (isLeftOut(entry)) throw empty();
	return parsed(entry, help);
}

function parsed(entry: unknown, help: string): EmailAddress {
	const written = typeof entry === 'string' && entry.length <= longestEntry ? trimmed(entry) : '';
	if ((written.match(wholeAddress) ?? []).length > 1 && !/[<"]/.test(written)) {
		throw invalid(entry, 'holds more than one email address', help === ONE ? 'Give one address here.' : 'Separate them by commas.');
	}
	if (!written.includes('@') || /\p{Cc}/u.test(written)) throw invalid(entry, reason, help);
	const [, before, inner] = /^([^]*)<([^<>]*)>$/.exec(written) ?? [];
	const isNamed = inner !== undefined && isName(before);
	// Spreadsheets and programs put quotation marks around the whole.
	const [, , unquoted] = /^(["'])([^"']*)\1$/.exec(written) ?? [];
	const bare = trimmed(isNamed ? inner : (unquoted ?? written)).replace(/^mailto:\s*/i, '');
	const { address, name } = bareAddress(entry, bare, help);
	if (!isNamed) return { address, name };
	if (addressesNamed(before).some((named) => named !== address.toLowerCase())) {
		throw invalid(entry, 'holds two different addresses', 'Write the one that is meant.');
	}
	return { address, name: nameOf(before.replace(quotedPart, (part) => part.slice(1, -1).replace(/\\(.)/g, '$1'))) };
}

/** What looks like an address, with anything but a comma between it and another. */
const wholeAddress = /(?<=^|[\s|/&+])[^\s@|/(]+@[^\s@|/(]+\.[^\s@|/(]+(?=$|[\s|/&+])/g;

const quotedPart = /"(?:[^"\\]|\\.)*"/g;

/** Whether a text may be the name before an address. Signs that are odd in a name may stand in it, but none that begins another part of a mail's header. */
function isName(text: string): boolean {
	return !/["<>;:]/.test(text.replace(quotedPart, ''));
}

/** The addresses that stand in a name. Some programs repeat the address as its own name. */
function addressesNamed(name: string): string[] {
	const words = name.replace(quotedPart, ' ').toLowerCase().split(/[\s,()[\]]+/);
	return words.map((word) => word.replace(/^'+|'+$/g, '')).filter((word) => /.@./.test(word));
}

function bareAddress(entry: unknown, input: string, help: string): EmailAddress {
	if ((input.match(/["(]/g) ?? []).length > mostQuotes) throw invalid(entry, reason, help);
	const found = emailLibrary().emailAddressParser.parseOneAddress({ input, rfc6532: true });
	if (found?.type !== 'mailbox') throw invalid(entry, reason, help);
	const { local, domain } = found;
	// RFC 5322 also allows quoted local parts, IP addresses and blanks around the dots; providers don't.
	if (!/^[^\s\p{C}\p{Z}"(),:;<>@[\\\]]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) throw invalid(entry, reason, help);
	if (/[^\x21-\x7e]/.test(local)) {
		// Only servers with SMTPUTF8 (RFC 6531) take such addresses, and no provider documents that it does. Besides, one
		// letter may look like another, so that a message would go to somebody else.
		throw invalid(entry, 'has characters before the @ that few mail servers take', 'Write that part in a-z, 0-9 and signs such as . or +.');
	}
	const ascii = asciiDomain(domain);
	if (ascii === undefined) throw invalid(entry, reason, help);
	const address = `${local}@${ascii}`;
	if (Buffer.byteLength(local) > longestLocalPart || Buffer.byteLength(address) > longestAddress) {
		throw invalid(entry, 'is too long for an email address', help);
	}
	return { address, name: found.name === null ? undefined : nameOf(found.name) };
}

function nameOf(name: string): string | undefined {
	// People read names, and marks that change the direction of writing could make one name look like another.
	return name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim() || undefined;
}
