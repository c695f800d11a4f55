import { emailAddress } from '../values/addresses';
import { attempt } from '../values/invalid';
import { separated } from '../values/lists';
import { urlOf } from '../values/urls';

/**
 * Makes a function that checks a recipient against a credential's Allowed Recipients.
 *
 * @param text patterns, separated by commas, semicolons or line breaks: email addresses and phone numbers in which `*`
 * stands for any characters. If it is blank, everyone is allowed. A pattern with `@` is for email; it is compared without
 * regard to case. Other patterns are for phone numbers; only their digits count. A pattern that is neither matches nobody.
 * @returns the function. It gives true if the recipient, an email address or an international phone number, is allowed. It
 * gives false for anything else.
 */
export function allowedRecipients(text: string): (recipient: string) => boolean {
	if (allowsEveryone(text)) return () => true;
	const patterns = patternsIn(text);
	const emails = patterns.filter((pattern) => pattern.includes('@')).map(emailPattern);
	const phones = patterns.flatMap(phonePattern);
	return (recipient) => {
		if (recipient.includes('@')) {
			const address = comparable(recipient);
			return address !== undefined && emails.some((pattern) => matches(pattern, address));
		}
		const digits = digitsOf(recipient);
		return digits !== undefined && phones.some((pattern) => matches(pattern, digits));
	};
}

/** Whether Allowed Recipients limit nobody: they are blank, or one of them is `*`. */
export function allowsEveryone(text: string): boolean {
	return text.trim() === '' || patternsIn(text).includes('*');
}

/** Whether a pattern could allow this recipient: it is an email address or a phone number. */
export function mayBeAllowed(recipient: string): boolean {
	return (recipient.includes('@') ? comparable(recipient) : digitsOf(recipient)) !== undefined;
}

function patternsIn(text: string): string[] {
	return separated(text).map((pattern) => pattern.normalize('NFKC').trim()).filter(Boolean);
}

/** `@example.com` means every address there. Parts of the domain that aren't ASCII are compared in their ASCII form. */
function emailPattern(pattern: string): string {
	const at = pattern.lastIndexOf('@');
	const labels = pattern.slice(at + 1).split('.').map((label) => (/^[\0-\x7f]*$/.test(label) ? label : asciiLabel(label)));
	return lowerCase(`${pattern.slice(0, at) || '*'}@${labels.join('.')}`);
}

function asciiLabel(label: string): string {
	return urlOf(`http://${label}.test`)?.hostname.slice(0, -'.test'.length) ?? label;
}

function phonePattern(pattern: string): string[] {
	const digits = digitsOf(pattern.replaceAll('*', ''));
	if (digits === undefined && !/^\+\s*\*$/.test(pattern)) return [];
	return [pattern.replace(/[^\d*]/g, '').replace(/^00/, '')];
}

/** The digits of a phone number; undefined for a text that isn't written as one. */
function digitsOf(recipient: string): string | undefined {
	const written = recipient.normalize('NFKC').trim();
	if (!/^\+?[\d\s()./\p{Pd}]+$/u.test(written) || !/\d/.test(written)) return undefined;
	return written.replace(/\D/g, '').replace(/^00/, '');
}

/**
 * The address alone, without a name; undefined if the text isn't exactly one address. In
 * `a@allowed.example <b@elsewhere.example>` the address is b's.
 */
function comparable(recipient: string): string | undefined {
	const made = attempt(() => emailAddress(recipient).address);
	return made.fault ? undefined : lowerCase(made.good);
}

/** Changes only A to Z. JavaScript would turn the Kelvin sign into a k, which is another mailbox. */
function lowerCase(address: string): string {
	return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Compares with a pattern in which `*` stands for any characters. Unlike a regular expression, no pattern can make it slow. */
function matches(pattern: string, text: string): boolean {
	const [first, ...rest] = pattern.split('*');
	if (rest.length === 0) return text === first;
	const last = rest.pop() ?? '';
	if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
	let from = first.length;
	const end = text.length - last.length;
	for (const part of rest) {
		const found = text.indexOf(part, from);
		if (found === -1 || found + part.length > end) return false;
		from = found + part.length;
	}
	return true;
}
