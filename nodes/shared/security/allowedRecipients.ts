import { emailAddress } from '../values/addresses';
import { attempt } from '../values/invalid';
import { separated } from '../values/lists';

/**
 * Makes the check behind a credential's Allowed Recipients.
 *
 * @param text patterns, separated by commas, semicolons or line breaks: addresses and phone numbers with `*` for any
 * characters. Blank: everyone is allowed. A pattern with `@` is for email and compared without regard to case; others
 * are for phone numbers, of which only the digits count. What is neither matches nobody.
 * @returns whether a recipient, an email address or an international phone number, is allowed; false for anything else
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

function patternsIn(text: string): string[] {
	return separated(text).map((pattern) => pattern.normalize('NFKC').trim()).filter(Boolean);
}

/** `@example.com` means everyone there. A domain outside ASCII is compared in its ASCII form, label by label. */
function emailPattern(pattern: string): string {
	const at = pattern.lastIndexOf('@');
	const labels = pattern.slice(at + 1).split('.').map((label) => (/^[\0-\x7f]*$/.test(label) ? label : asciiLabel(label)));
	return lowerCase(`${pattern.slice(0, at) || '*'}@${labels.join('.')}`);
}

function asciiLabel(label: string): string {
	const url = `http://${label}.test`;
	return URL.canParse(url) ? new URL(url).hostname.slice(0, -'.test'.length) : label;
}

function phonePattern(pattern: string): string[] {
	const digits = digitsOf(pattern.replaceAll('*', ''));
	if (digits === undefined && !/^\+\s*\*$/.test(pattern)) return [];
	return [pattern.replace(/[^\d*]/g, '').replace(/^00/, '')];
}

/** The digits of a phone number; undefined for what isn't written as one. */
function digitsOf(recipient: string): string | undefined {
	const written = recipient.normalize('NFKC').trim();
	if (!/^\+?[\d\s()./\p{Pd}]+$/u.test(written) || !/\d/.test(written)) return undefined;
	return written.replace(/\D/g, '').replace(/^00/, '');
}

/** The bare address, or undefined where it isn't exactly one: `a@allowed.example <b@elsewhere.example>` is b's. */
function comparable(recipient: string): string | undefined {
	const made = attempt(() => emailAddress(recipient).address);
	return made.fault ? undefined : lowerCase(made.good);
}

/** ASCII only: the Kelvin sign in lower case is a k, yet another mailbox. */
function lowerCase(address: string): string {
	return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Compares with a pattern in which `*` stands for any characters; the time is bounded whatever the pattern. */
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
