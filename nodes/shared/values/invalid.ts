/**
 * Thrown for a value that can't go into a request. The message is the rest of a sentence that begins with the field's label:
 * the caller puts `To: ` before `"anna@" is not an email address`.
 */
export class InvalidValue extends Error {
	/** What the person can do about it, as a whole sentence; undefined if the message says enough. */
	readonly help: string | undefined;

	constructor(message: string, help?: string) {
		super(message);
		this.name = 'InvalidValue';
		this.help = help;
	}
}

const longestShown = 80;
const mostNamed = 10;

// Characters that a reader can't see or that change how the text beside them is shown: control and format characters,
// separators other than the space, halves of surrogate pairs, and code points without a character.
const unseen = /(?! )[\p{C}\p{Z}]/gu;

function escaped(character: string): string {
	const simple: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
	return simple[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/**
 * A value as messages show it. Text stands in quotation marks, is cut after 80 characters, and has unseen characters escaped.
 * For an object or a list, the message says only that it is one.
 */
export function quoted(value: unknown): string {
	if (typeof value === 'string') {
		// Cut before it is divided into characters, since the text may have megabytes. Half a surrogate pair at the end of this
		// cut is not shown.
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

/** At most ten of the values as `quoted` shows them, and how many more there are. */
export function listed(values: unknown[]): string {
	const shown = values.slice(0, mostNamed).map(quoted).join(', ');
	return values.length > mostNamed ? `${shown} and ${values.length - mostNamed} more` : shown;
}

/** An `InvalidValue` whose message is the quoted value and then the reason. */
export function invalid(value: unknown, reason: string, help?: string): InvalidValue {
	return new InvalidValue(`${quoted(value)} ${reason}`, help);
}

/** One `InvalidValue` for many: it names at most ten faults and how many more there are. The same fault and the same advice are told once. */
export function together(faults: InvalidValue[]): InvalidValue {
	const clauses = [...new Set(faults.map(({ message }) => message))];
	const unnamed = clauses.splice(mostNamed).length;
	if (unnamed > 0) clauses.push(`and ${unnamed} more`);
	const advice = new Set(faults.map(({ help }) => help).filter((help) => help !== undefined));
	return new InvalidValue(clauses.join('; '), [...advice].join(' ') || undefined);
}

/** The value that a conversion made, or why it refused. */
export type Attempt<Value> = { good: Value; fault?: undefined } | { good?: undefined; fault: InvalidValue };

/** Runs a conversion that throws `InvalidValue`. Other errors, which a getter of the value may throw, become `InvalidValue` too. */
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
 * Runs a conversion, and puts a label before the message of its refusal. It is for values that no form labels.
 *
 * @throws InvalidValue with the label in front: `Timeout: "soon" is not a whole number of 1 or more`
 */
export function labelled<Value>(label: string, convert: () => Value): Value {
	const made = attempt(convert);
	if (made.fault) throw new InvalidValue(`${label}: ${made.fault.message}`, made.fault.help);
	return made.good;
}

/** Converts each entry of a list. @throws InvalidValue that names all wrong entries, not only the first */
export function each<Value>(entries: unknown[], convert: (entry: unknown) => Value): Value[] {
	const attempts = entries.map((entry) => attempt(() => convert(entry)));
	const faults = attempts.flatMap(({ fault }) => fault ?? []);
	if (faults.length > 0) throw together(faults);
	return attempts.flatMap((made) => (made.fault ? [] : [made.good]));
}

/** Blanks, and what nobody sees either: marks such as a zero-width space, which copied texts hold, and letters without a drawing. */
const blank = /^[\s\p{Z}\p{Cf}\u2800\u3164]*$/u;

/** Whether a reader sees nothing of a text. */
export function isBlank(text: string): boolean {
	return blank.test(text);
}

/** A text without what nobody sees around it: blanks, and marks that stand around words copied from a web page or an address book. */
export function trimmed(text: string): string {
	return text.replace(/^[\s\p{Z}\p{Cf}]+/u, '').replace(/(?<![\s\p{Z}\p{Cf}])[\s\p{Z}\p{Cf}]+$/u, '');
}

/** Whether a parameter counts as left out: it is undefined, null, blank text or an empty list. */
export function isLeftOut(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return isBlank(value);
	return Array.isArray(value) && value.length === 0;
}

/**
 * The refusal of a required value that was left out or whose expression gives nothing.
 *
 * @param instead the field that may be added instead, by its label in the form
 */
export function empty(instead?: string): InvalidValue {
	const orElse = instead ? `, or add ${instead}` : '';
	return new InvalidValue('is empty', `Fill it in${orElse}; if it is an expression, see that it gives a value for this item.`);
}
