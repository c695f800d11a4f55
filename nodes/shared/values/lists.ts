import { empty, InvalidValue } from './invalid';
import { refuseUnmeant } from './meant';

const deepest = 3;

/** A text that lists several: some hundred addresses with their names. */
const LONGEST_TEXT = 10_000;

/** More entries than any message has recipients; each costs a while to check. */
const MOST_ENTRIES = 1_000;

/**
 * The entries of a list however it is written: as a list, as JSON text of one, or as text that `split` takes apart.
 * Entries of a list are read the same way, so a list of comma-separated strings works. Blank entries drop.
 *
 * @param longest characters of one text; all texts of a list may have ten times as many
 * @returns text, trimmed, and values that are neither text nor list as they are; at least one entry
 * @throws InvalidValue where nothing is left, or too much
 */
export function entriesOf(value: unknown, split: (text: string) => string[], longest = LONGEST_TEXT): unknown[] {
	const entries: unknown[] = [];
	let left = longest * 10;
	const add = (part: unknown, depth: number) => {
		if (part === undefined || part === null) return;
		const parsed = typeof part === 'string' ? fromJson(within(part, Math.min(longest, left))) : part;
		if (typeof part === 'string') left -= part.length;
		// Deeper than anybody writes a list, it is left to the conversion to refuse.
		if (Array.isArray(parsed) && depth < deepest) for (const entry of parsed) add(entry, depth + 1);
		else if (typeof parsed !== 'string') entries.push(parsed);
		else for (const entry of split(parsed)) if (entry.trim() !== '') entries.push(entry.trim());
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

/** What JSON text of a list or an object stands for; other text unchanged. */
function fromJson(text: string): unknown {
	if (!/^\s*(?:\[[^]*\]|\{[^]*\})\s*$/.test(text)) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

/** Takes text apart at commas, semicolons and line breaks. */
export function separated(text: string): string[] {
	return text.split(/[,;\n\r]/);
}

/** Without the entries whose key was there before; the first one stays. */
export function withoutDuplicates<Entry>(entries: Entry[], key: (entry: Entry) => string): Entry[] {
	const firsts = new Map<string, Entry>();
	for (const entry of entries) if (!firsts.has(key(entry))) firsts.set(key(entry), entry);
	return [...firsts.values()];
}
