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
	'address', 'article', 'aside', 'caption', 'center', 'dd', 'div', 'dt', 'figcaption', 'figure', 'footer', 'header',
	'li', 'main', 'nav', 'section', 'tr',
]);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre', 'hr']);

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

/** Writes a text in lines. What divides words or lines is written when the next words come, so that of several only one counts. */
class Lines {
	private readonly parts: string[] = [];

	private breaks = 0;

	private blank = false;

	/** Words in which any white space is one blank. */
	words(text: string): void {
		const [before, words, after] = [/^[ \t\r\n]/.test(text), withSingleBlanks(text).trim(), /[ \t\r\n]$/.test(text)];
		this.blank ||= before;
		if (words === '') return;
		this.add(words);
		this.blank = after;
	}

	/** Text as it stands there. */
	asItIs(text: string): void {
		this.blank = false;
		if (text !== '') this.add(text);
	}

	/** What comes next begins a line; with 2, there is a blank line before it. */
	newLine(breaks: 1 | 2): void {
		this.breaks = Math.max(this.breaks, breaks);
	}

	/** A line break that somebody wrote. More than one blank line are one. */
	lineBreak(): void {
		this.breaks = Math.min(this.breaks + 1, 2);
	}

	gap(): void {
		this.blank = true;
	}

	/** Drops the white space that the text ends with. */
	endText(): void {
		const last = this.parts.pop();
		if (last !== undefined) this.parts.push(last.trimEnd());
	}

	endsWith(text: string): boolean {
		let missing = text.length;
		let from = this.parts.length;
		while (from > 0 && missing > 0) {
			from -= 1;
			missing -= this.parts[from].length;
		}
		return this.parts.slice(from).join('').endsWith(text);
	}

	toString(): string {
		return this.parts.join('');
	}

	private add(text: string): void {
		if (this.parts.length > 0) this.parts.push(this.breaks > 0 ? '\n'.repeat(this.breaks) : this.blank ? ' ' : '');
		this.parts.push(text);
		this.breaks = 0;
		this.blank = false;
	}
}

/**
 * The text version of HTML: the text as a reader sees it, in lines. The address of a link follows its words, and a picture
 * is replaced by its alternative text. The time grows only with the length.
 *
 * @throws InvalidValue if more than a thousand elements are open at the same time
 */
export function textOf(html: string): string {
	const lines = new Lines();
	let unread = 0;
	let open = 0;
	let preformatted = 0;
	let isFirstOfPre = false;
	const addresses: Array<string | undefined> = [];
	const lineAround = (name: string) => {
		if (PARAGRAPHS.has(name)) lines.newLine(2);
		else if (LINES.has(name)) lines.newLine(1);
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
			if (name === 'img' && attributes.alt && unread === 0) lines.words(` ${attributes.alt} `);
			if (name === 'br') lines.lineBreak();
			else lineAround(name);
			if (name === 'li') lines.words('- ');
			if (name === 'pre') preformatted += 1;
			isFirstOfPre = name === 'pre';
		},
		ontext(text) {
			if (unread > 0) return;
			// The line break right after the tag is none of the text's.
			if (preformatted > 0) lines.asItIs(text.replace(/\r\n?/g, '\n').slice(isFirstOfPre && /^\r?\n/.test(text) ? 1 : 0));
			else lines.words(text);
			isFirstOfPre = false;
		},
		onclosetag(name) {
			open -= 1;
			if (UNREAD.has(name)) unread -= 1;
			const address = name === 'a' ? addresses.pop() : undefined;
			if (address && /^https?:/.test(address) && !lines.endsWith(address)) lines.words(` (${address})`);
			if (name === 'pre') {
				preformatted -= 1;
				lines.endText();
			}
			if (name === 'td' || name === 'th') lines.gap();
			else if (name !== 'li') lineAround(name);
		},
	});
	parser.end(html);
	// Sendook refuses an empty text, and an email may have only a picture.
	return lines.toString().trim() || 'This message has no text version.';
}

/** The text and the HTML of an email. If only one is given, the other is made of it. @throws InvalidValue as `textOf` does */
export function bothBodies({ text, html }: { text?: string; html?: string }): { text: string; html: string } {
	return { text: text ?? labelled('HTML', () => textOf(html ?? '')), html: html ?? htmlOf(text ?? '') };
}
