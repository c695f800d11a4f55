import { htmlLibrary } from '../shared/libraries';

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

/**
 * The text version of HTML: what is read, lines as a reader sees them, the address of a link behind its words, the words
 * that stand for a picture.
 */
export function textOf(html: string): string {
	let text = '';
	let unread = 0;
	const addresses: Array<string | undefined> = [];
	const lineAround = (name: string) => {
		if (PARAGRAPHS.has(name)) text += '\n\n';
		else if (LINES.has(name)) text += '\n';
	};
	const { HtmlParser } = htmlLibrary();
	const parser = new HtmlParser({
		onopentag(name, attributes) {
			if (UNREAD.has(name)) unread += 1;
			if (name === 'a') addresses.push(attributes.href);
			if (name === 'img' && attributes.alt && unread === 0) text += ` ${withSingleBlanks(attributes.alt)} `;
			if (name === 'br') text += '\n';
			else if (name === 'li') text += '\n- ';
			else lineAround(name);
		},
		ontext(words) {
			if (unread === 0) text += withSingleBlanks(words);
		},
		onclosetag(name) {
			if (UNREAD.has(name)) unread -= 1;
			const address = name === 'a' ? addresses.pop() : undefined;
			if (address && /^https?:/.test(address) && !text.endsWith(address)) text += ` (${address})`;
			if (name === 'td' || name === 'th') text += ' ';
			else if (name !== 'li') lineAround(name);
		},
	});
	parser.end(html);
	const read = text
		.replace(/ {2,}/g, ' ')
		.replace(/ ?\n ?/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
	// The server takes no empty text, and an email may be a picture only.
	return read || 'This message has no text version.';
}
