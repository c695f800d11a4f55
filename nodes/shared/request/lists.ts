import { empty } from './invalid';

const deepest = 3;

/**
 * The entries of a list however it is written: as a list, as JSON text of one, or as text that `split` takes apart.
 * Entries of a list are read the same way, so a list of comma-separated strings works. Blank entries drop.
 *
 * @returns text, trimmed, and values that are neither text nor list as they are; at least one entry
 * @throws InvalidValue where nothing is left
 */
export function entriesOf(value: unknown, split: (text: string) => string[]): unknown[] {
	const entries = flat(value, split, 0);
	if (entries.length === 0) throw empty();
	return entries;
}

function flat(value: unknown, split: (text: string) => string[], depth: number): unknown[] {
	if (value === undefined || value === null) return [];
	const parsed = typeof value === 'string' ? fromJson(value) : value;
	// Deeper than anybody writes a list, it is left to the conversion to refuse.
	if (Array.isArray(parsed) && depth < deepest) return parsed.flatMap((entry) => flat(entry, split, depth + 1));
	if (typeof parsed !== 'string') return [parsed];
	return split(parsed)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
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
