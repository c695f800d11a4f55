/**
 * Thrown for a value that can't go into a request. The message is the part of a sentence that follows the label of the
 * field: `"anna@" is not an email address`; the caller puts `To: ` in front.
 */
export class InvalidValue extends Error {
	/** What to do about it, a whole sentence; undefined where the message says all. */
	readonly help: string | undefined;

	constructor(message: string, help?: string) {
		super(message);
		this.name = 'InvalidValue';
		this.help = help;
	}
}

const longestShown = 80;
const mostNamed = 10;

// Control and format characters (which hide or turn the text beside them), separators other than the space, halves of
// surrogate pairs, code points without a character.
const unseen = /(?! )[\p{C}\p{Z}]/gu;

function escaped(character: string): string {
	const simple: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
	return simple[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/**
 * A value as messages show it: text in quotation marks, shortened to 80 characters, what can't be seen escaped. Objects
 * and lists are named, not shown.
 */
export function quoted(value: unknown): string {
	if (typeof value === 'string') {
		// The first cut keeps a text of megabytes from being taken apart; it may leave half a surrogate pair at its end only.
		const characters = Array.from(value.slice(0, 2 * longestShown + 2));
		const shown = characters.length > longestShown ? [...characters.slice(0, longestShown - 1), '…'] : characters;
		return `"${shown.join('').replace(unseen, escaped)}"`;
	}
	if (Array.isArray(value)) return 'a list';
	if (value instanceof Date) return 'a date';
	if (typeof value === 'object' && value !== null) return 'an object';
	if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
	return String(value);
}

/** Ten of the values as `quoted` shows them, and how many more there are. */
export function listed(values: unknown[]): string {
	const shown = values.slice(0, mostNamed).map(quoted).join(', ');
	return values.length > mostNamed ? `${shown} and ${values.length - mostNamed} more` : shown;
}

/** An `InvalidValue` about one value: its quotation, then the reason. */
export function invalid(value: unknown, reason: string, help?: string): InvalidValue {
	return new InvalidValue(`${quoted(value)} ${reason}`, help);
}

/** One `InvalidValue` that names everything that is wrong (ten faults, and how many more), advice given once. */
export function together(faults: InvalidValue[]): InvalidValue {
	const named = faults.slice(0, mostNamed);
	const unnamed = faults.length - named.length;
	const clauses = named.map(({ message }) => message);
	if (unnamed > 0) clauses.push(`and ${unnamed} more`);
	const advice = new Set(named.map(({ help }) => help).filter((help) => help !== undefined));
	return new InvalidValue(clauses.join('; '), [...advice].join(' ') || undefined);
}

/** What a conversion makes, or why it refuses. */
export type Attempt<Value> = { good: Value; fault?: undefined } | { good?: undefined; fault: InvalidValue };

/** Runs a conversion that throws `InvalidValue`. Another error, such as a getter of the value throwing, becomes one too. */
export function attempt<Value>(convert: () => Value): Attempt<Value> {
	try {
		return { good: convert() };
	} catch (error) {
		if (error instanceof InvalidValue) return { fault: error };
		const why = error instanceof Error ? `: ${error.message}` : '';
		return { fault: new InvalidValue(`can't be read${why}`) };
	}
}

/**
 * Runs a conversion whose refusal is to name what it is about, where no form does that.
 *
 * @throws InvalidValue with the label in front: `Timeout: "soon" is not a whole number of 1 or more`
 */
export function labelled<Value>(label: string, convert: () => Value): Value {
	const made = attempt(convert);
	if (made.fault) throw new InvalidValue(`${label}: ${made.fault.message}`, made.fault.help);
	return made.good;
}

/** Converts each entry of a list; names all that are wrong, not only the first. @throws InvalidValue */
export function each<Value>(entries: unknown[], convert: (entry: unknown) => Value): Value[] {
	const attempts = entries.map((entry) => attempt(() => convert(entry)));
	const faults = attempts.flatMap(({ fault }) => fault ?? []);
	if (faults.length > 0) throw together(faults);
	return attempts.flatMap((made) => (made.fault ? [] : [made.good]));
}

/** Whether a parameter was left out: undefined, null, blank text, an empty list. */
export function isLeftOut(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	return Array.isArray(value) && value.length === 0;
}

/**
 * The fault of a required value that was left out, also by an expression that gives nothing.
 *
 * @param instead what may be added in its place, in the words of the form
 */
export function empty(instead?: string): InvalidValue {
	const orElse = instead ? `, or add ${instead}` : '';
	return new InvalidValue('is empty', `Fill it in${orElse}; if it is an expression, see that it gives a value for this item.`);
}
