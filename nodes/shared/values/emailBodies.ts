import { htmlLibrary } from '../libraries';
import { InvalidValue, labelled } from './invalid';

/** The HTML version of a text: escaped, a paragraph per blank line, line breaks kept. */
export function htmlOf(text: string): string {
	const escaped = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
	return escaped
		.split(/(?:\r?\n){2,}/)
		.map((paragraph) => `<p>${paragraph.replace(/\r?\n/g, '<br>')}</p>`)
		.join('\n');
}

/** Elements whose text nobody reads. */
const UNREAD = new Set(['head', 'script', 'style', 'template', 'title']);

/** Elements that stand on lines of their own, with a blank line around those that are paragraphs. */
const LINES = new Set([
	'address', 'article', 'aside', 'caption', 'center', 'dd', 'div', 'dt', 'figcaption', 'figure', 'footer', 'header', 'hr',
	'li', 'main', 'nav', 'section', 'tr',
]);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre']);

const withSingleBlanks = (words: string) => words.replace(/[ \t\r\n]+/g, ' ');

/** Elements that change what is read; of the others the parser needs not remember which are open. */
const READ_APART = new Set([...UNREAD, ...LINES, ...PARAGRAPHS, 'a', 'td', 'th']);

/** No mail is made so; the parser looks through all open elements for each one that is closed. */
const MOST_OPEN = 1_000;

type Parser = InstanceType<ReturnType<typeof htmlLibrary>['HtmlParser']>;

/** Made where it is needed, since the library is loaded then. */
function mailParser(handler: ConstructorParameters<ReturnType<typeof htmlLibrary>['HtmlParser']>[0]): Parser {
	const { HtmlParser } = htmlLibrary();
	class MailParser extends HtmlParser {
		override isVoidElement(name: string): boolean {
			return !READ_APART.has(name) || super.isVoidElement(name);
		}
	}
	return new MailParser(handler);
}

/**
 * The text version of HTML: what is read, lines as a reader sees them, the address of a link behind its words, the words
 * that stand for a picture. The time it takes grows with the length only.
 *
 * @throws InvalidValue where a thousand elements are open at a time
 */
export function textOf(html: string): string {
	const parts: string[] = [];
	let unread = 0;
	let open = 0;
	const addresses: Array<string | undefined> = [];
	const lineAround = (name: string) => {
		if (PARAGRAPHS.has(name)) parts.push('\n\n');
		else if (LINES.has(name)) parts.push('\n');
	};
	const parser = mailParser({
		onopentag(name, attributes) {
			open += 1;
			if (open > MOST_OPEN) {
				const message = `has more than ${MOST_OPEN.toLocaleString('en-US')} elements within one another`;
				throw new InvalidValue(message, 'Close its tags, or choose Both as Email Format and write the text too.');
			}
			if (UNREAD.has(name)) unread += 1;
			if (name === 'a') addresses.push(attributes.href);
			if (name === 'img' && attributes.alt && unread === 0) parts.push(` ${withSingleBlanks(attributes.alt)} `);
			if (name === 'br') parts.push('\n');
			else if (name === 'li') parts.push('\n- ');
			else lineAround(name);
		},
		ontext(words) {
			if (unread === 0) parts.push(withSingleBlanks(words));
		},
		onclosetag(name) {
			open -= 1;
			if (UNREAD.has(name)) unread -= 1;
			const address = name === 'a' ? addresses.pop() : undefined;
			if (address && /^https?:/.test(address) && !endOf(parts, address.length).endsWith(address)) parts.push(` (${address})`);
			if (name === 'td' || name === 'th') parts.push(' ');
			else if (name !== 'li') lineAround(name);
		},
	});
	parser.end(html);
	const read = parts
		.join('')
		.replace(/ {2,}/g, ' ')
		.replace(/ ?\n ?/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
	// The server takes no empty text, and an email may be a picture only.
	return read || 'This message has no text version.';
}

/** The last of the parts, none of them empty, so many that they have `length` characters together. */
function endOf(parts: string[], length: number): string {
	let missing = length;
	let from = parts.length;
	while (from > 0 && missing > 0) {
		from -= 1;
		missing -= parts[from].length;
	}
	return parts.slice(from).join('');
}

/** The text and the HTML of an email, each made of the other where only one was written. @throws InvalidValue as `textOf` */
export function bothBodies({ text, html }: { text?: string; html?: string }): { text: string; html: string } {
	return { text: text ?? labelled('HTML', () => textOf(html ?? '')), html: html ?? htmlOf(text ?? '') };
}
