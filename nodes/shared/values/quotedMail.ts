import { quoteLibrary } from '../libraries';

/** A mail's text in two parts. */
export interface SplitMail {
	/** What the sender wrote. */
	text: string;
	/** What the mail repeats of earlier ones; undefined where it repeats nothing, or that can't be told. */
	quoted?: string;
}

/**
 * So many characters at the beginning are judged. The library's time grows with their third power, and with the fourth of the
 * length of a line: a stranger's mail of a few thousand characters would keep n8n busy for minutes.
 */
const MOST_JUDGED = 3_000;

/** No line that stands above a quotation is longer. Longer ones are hidden from the library. */
const LONGEST_LINE = 250;

/** Stands around the number of a hidden line: a character that no mail has, since Unicode gives it no meaning. */
const HIDDEN = '\uE000';

/**
 * Splits off what a mail quotes of earlier ones. In doubt, words count as the sender's own: a mail that would have nothing
 * else is left whole. A signature is the sender's own too. Of several blank lines one is kept.
 */
export function splitMail(mail: string): SplitMail {
	const whole = mail.replace(/\r\n?/g, '\n').trim();
	if (whole.includes(HIDDEN)) return { text: whole };
	const long: string[] = [];
	const hidden = (line: string) => (line.length > LONGEST_LINE ? `${HIDDEN}${long.push(line) - 1}${HIDDEN}` : line.trimEnd());
	const lines = whole.split('\n').map(hidden).join('\n').replaceAll(/\n{3,}/g, '\n\n');
	const restored = (text: string) => text.replaceAll(/\uE000(\d+)\uE000/g, (_, index: string) => long[Number(index)]);
	const end = lines.length > MOST_JUDGED ? lines.lastIndexOf('\n', MOST_JUDGED) : lines.length;
	const fragments = new (quoteLibrary().EmailReplyParser)().read(lines.slice(0, end)).getFragments();
	// What goes on behind the part that is judged is of the same kind as its end.
	const rest = { isQuoted: fragments.at(-1)?.isQuoted() ?? false, text: lines.slice(end).trim() };
	const parts = [...fragments.map((one) => ({ isQuoted: one.isQuoted(), text: one.getContent().trim() })), rest];
	const joined = (isQuoted: boolean) => restored(parts.filter((part) => part.isQuoted === isQuoted && part.text).map(({ text }) => text).join('\n\n'));
	const [text, quoted] = [joined(false), joined(true)];
	return text === '' || quoted === '' ? { text: whole } : { text, quoted };
}
