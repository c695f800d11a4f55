import { emailLibrary } from '../libraries';
import { asciiDomain } from './domains';
import { each, empty, invalid, isLeftOut } from './invalid';
import { entriesOf, withoutDuplicates } from './lists';

/** An email address and the name that stood with it. */
export interface EmailAddress {
	/** `local@domain`. A domain that isn't ASCII is in its ASCII form (`xn--...`), which every mail server takes. */
	address: string;
	name: string | undefined;
}

const reason = 'is not an email address';
const help = 'Write name@domain, or several separated by commas.';

// RFC 5321 section 4.5.3.1 and RFC 3696 erratum 1690, in octets.
const longestLocalPart = 64;
const longestAddress = 254;
// The parser calls itself for each part of its input, so a long text would overflow the stack. No address with a name is longer.
const longestEntry = 320;
// The parser's time grows with the cube of the number of quotation marks and parentheses.
const mostQuotes = 8;

/**
 * Reads email addresses from any usual spelling. A text may separate them by commas, semicolons or lines, with names
 * (`"Doe, Jane" <jane@example.com>`), as `mailto:` or as a group (`Team: a@example.com, b@example.com;`). They may also be a
 * list, JSON text of a list, or objects with `address` or `email`, and `name`. Duplicates are dropped; case doesn't matter.
 *
 * @throws InvalidValue that names every entry that isn't an address, or says that there is none
 */
export function emailAddresses(value: unknown): EmailAddress[] {
	return withoutDuplicates(each(entriesOf(expanded(value), split), oneAddress), ({ address }) => address.toLowerCase());
}

/** Reads exactly one address, in any spelling that `emailAddresses` reads. @throws InvalidValue */
export function emailAddress(value: unknown): EmailAddress {
	const [first, ...others] = emailAddresses(value);
	if (others.length > 0) throw invalid(value, 'names more than one email address', 'Give one address here.');
	return first;
}

/** n8n's email trigger gives the addresses of a header as an object whose `value` is the list. */
function expanded(value: unknown): unknown {
	return isRecord(value) && Array.isArray(value.value) ? value.value : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
	const end = (at: number) => {
		entries.push(text.slice(start, at));
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

function oneAddress(entry: unknown): EmailAddress {
	if (isRecord(entry)) {
		const address = [entry.address, entry.email].find((candidate) => typeof candidate === 'string');
		if (address === undefined) throw invalid(entry, 'has no address in it', 'An object needs address or email.');
		const bare = parsed(address);
		return { address: bare.address, name: typeof entry.name === 'string' ? nameOf(entry.name) : bare.name };
	}
	if (isLeftOut(entry)) throw empty();
	return parsed(entry);
}

function parsed(entry: unknown): EmailAddress {
	const input = typeof entry === 'string' ? entry.trim() : '';
	const isReadable = input.length <= longestEntry && input.includes('@') && (input.match(/["(]/g) ?? []).length <= mostQuotes;
	if (!isReadable || /\p{Cc}/u.test(input)) throw invalid(entry, reason, help);
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
