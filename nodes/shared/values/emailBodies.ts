import { htmlLibrary } from '../libraries';
import { InvalidValue, labelled } from './invalid';

/** The HTML version of a text: it is escaped, blank lines divide paragraphs, and line breaks are kept. */
export function htmlOf(text: string): string {
	const escaped = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
	return escaped
		.split(/(?:\r?\n){2,}/)
		.map((paragraph) => `<p>${paragraph.replace(/\r?\n/g, '<br>')}</p>`)
		.join('\n');
}

/** Elements whose text is not shown. */
const UNREAD = new Set(['head', 'script', 'style', 'template', 'title']);

/** Elements that begin a new line. Those in `PARAGRAPHS` have a blank line around them. */
const LINES = new Set([
	'address', 'article', 'aside', 'caption', 'center', 'dd', 'div', 'dt', 'figcaption', 'figure', 'footer', 'header', 'hr',
	'li', 'main', 'nav', 'section', 'tr',
]);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre']);

const withSingleBlanks = (words: string) => words.replace(/[ \t\r\n]+/g, ' ');

/** Elements that matter for the text. For all others, the parser need not remember whether they are open. */
const READ_APART = new Set([...UNREAD, ...LINES, ...PARAGRAPHS, 'a', 'td', 'th']);

/** No real mail has so many open elements. There is a limit, because the parser searches them all for each one that is closed. */
const MOST_OPEN = 1_000;

type Parser = InstanceType<ReturnType<typeof htmlLibrary>['HtmlParser']>;

/** Makes a parser. The class is made here and not at the start, because it needs the library, which is loaded when it is first used. */
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
 * The text version of HTML: the text as a reader sees it, in lines. The address of a link follows its words, and a picture
 * is replaced by its alternative text. The time grows only with the length.
 *
 * @throws InvalidValue if more than a thousand elements are open at the same time
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
	// Sendook refuses an empty text, and an email may have only a picture.
	return read || 'This message has no text version.';
}

/** The end of all parts joined: at least `length` characters, if there are so many. */
function endOf(parts: string[], length: number): string {
	let missing = length;
	let from = parts.length;
	while (from > 0 && missing > 0) {
		from -= 1;
		missing -= parts[from].length;
	}
	return parts.slice(from).join('');
}

/** The text and the HTML of an email. If only one is given, the other is made of it. @throws InvalidValue as `textOf` does */
export function bothBodies({ text, html }: { text?: string; html?: string }): { text: string; html: string } {
	return { text: text ?? labelled('HTML', () => textOf(html ?? '')), html: html ?? htmlOf(text ?? '') };
}
