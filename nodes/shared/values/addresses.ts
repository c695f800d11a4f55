import { emailLibrary } from '../libraries';
import { asciiDomain } from './domains';
import { each, empty, invalid, isLeftOut } from './invalid';
import { entriesOf, withoutDuplicates } from './lists';

/** An email address and the name that stood with it. */
export interface EmailAddress {
	/** `local@domain`; a domain outside ASCII in its ASCII form (`xn--...`), which every mail server takes. */
	address: string;
	name: string | undefined;
}

const reason = 'is not an email address';
const help = 'Write name@domain, or several separated by commas.';

// RFC 5321 section 4.5.3.1 and RFC 3696 erratum 1690, in octets.
const longestLocalPart = 64;
const longestAddress = 254;
// The parser recurses; longer than any address with a name, an entry isn't handed to it.
const longestEntry = 320;
// Its time grows with the cube of the quotation marks and parentheses.
const mostQuotes = 8;

/**
 * Email addresses however a list of them is written: comma, semicolon or line separated, with names
 * (`"Doe, Jane" <jane@example.com>`), as `mailto:`, as a group (`Team: a@example.com, b@example.com;`), as a list, as JSON
 * of one, as objects with `address` or `email` and `name`. Duplicates drop: addresses are compared without regard to case.
 *
 * @throws InvalidValue that names every entry that isn't an address, or says that there is none
 */
export function emailAddresses(value: unknown): EmailAddress[] {
	return withoutDuplicates(each(entriesOf(expanded(value), split), oneAddress), ({ address }) => address.toLowerCase());
}

/** Exactly one address, as `emailAddresses` takes it. @throws InvalidValue */
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
 * Takes a list apart where no quotation marks, brackets or parentheses are open. What stands before a colon drops where it
 * is `mailto` or the name of a group, which a semicolon ends (RFC 5322 section 3.4).
 */
function split(text: string): string[] {
	const entries: string[] = [];
	const open: string[] = [];
	let start = 0;
	let groupEnd = -1;
	/** Whether a semicolon is the next to end an entry; looked for once for all the colons before it. */
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
	// The grammar also knows quoted local parts, IP addresses and blanks around the dots, which providers don't.
	if (!/^[^\s\p{C}\p{Z}"(),:;<>@[\\\]]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) throw invalid(entry, reason, help);
	if (/[^\x21-\x7e]/.test(local)) {
		// Only servers with SMTPUTF8 take it (RFC 6531); no provider documents that, and look-alikes hide so.
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
	// Names are shown to people; marks that turn the direction of writing could make one look like another.
	return name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim() || undefined;
}
