import { empty, InvalidValue, isBlank } from './invalid';
import { refuseUnmeant } from './meant';

const deepest = 3;

/** Enough for some hundred addresses with their names. */
const LONGEST_TEXT = 10_000;

/** No message has so many recipients, and checking each entry takes time. */
const MOST_ENTRIES = 1_000;

/** How a list is read that isn't one text. */
interface ListReading {
	/** The most characters of one text; all texts of a list together may have ten times as many. */
	longest?: number;
	/** Divides a text that is an entry of a list already. Left out, such a text is one entry, whatever signs it holds. */
	inList?: (text: string) => string[];
}

/**
 * The entries of a list, which may be a list, JSON text of a list, or text that `split` divides. Blank entries are dropped.
 *
 * @returns at least one entry: trimmed texts, and other values as they are
 * @throws InvalidValue if there is no entry, or too much text or too many entries
 */
export function entriesOf(
	value: unknown,
	split: (text: string) => string[],
	{ longest = LONGEST_TEXT, inList = (text) => [text] }: ListReading = {},
): unknown[] {
	const entries: unknown[] = [];
	let left = longest * 10;
	const add = (part: unknown, depth: number) => {
		if (part === undefined || part === null) return;
		const parsed = typeof part === 'string' ? fromJson(within(part, Math.min(longest, left))) : part;
		if (typeof part === 'string') left -= part.length;
		// Nobody writes lists in lists so deep. Such a list becomes an entry, and the conversion refuses it.
		if (Array.isArray(parsed) && depth < deepest) for (const entry of parsed) add(entry, depth + 1);
		else if (typeof parsed !== 'string') entries.push(parsed);
		else for (const entry of depth === 0 ? split(parsed) : inList(parsed)) if (!isBlank(entry)) entries.push(entry.trim());
		if (entries.length > MOST_ENTRIES) {
			throw new InvalidValue(`has more than ${MOST_ENTRIES.toLocaleString('en-US')} entries`, 'Divide it among several items.');
		}
	};
	add(value, 0);
	if (entries.length === 0) throw empty();
	return entries;
}

function within(text: string, longest: number): string {
	refuseUnmeant(text);
	if (text.length <= longest) return text;
	throw new InvalidValue('is too long for a list', 'Give a list from an expression, or divide it among several items.');
}

/** Parses JSON text of a list or an object; gives other text unchanged. */
function fromJson(text: string): unknown {
	if (!/^\s*(?:\[[^]*\]|\{[^]*\})\s*$/.test(text)) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

/** Divides text at commas, semicolons and line breaks. */
export function separated(text: string): string[] {
	return text.split(/[,;\n\r]/);
}

/** The first entry of each key, in the given order. */
export function withoutDuplicates<Entry>(entries: Entry[], key: (entry: Entry) => string): Entry[] {
	const firsts = new Map<string, Entry>();
	for (const entry of entries) if (!firsts.has(key(entry))) firsts.set(key(entry), entry);
	return [...firsts.values()];
}
