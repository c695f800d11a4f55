import { empty, invalid, InvalidValue, isLeftOut, quoted, trimmed } from './invalid';

/**
 * Text from a value that an expression gave: text stays as it is, and numbers and booleans are written out.
 *
 * @throws InvalidValue for objects, lists and other values that have no sensible text, and for the character NUL
 */
export function text(value: unknown): string {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value !== 'string') {
		if (isDate(value)) throw new InvalidValue('is a date, not text', 'Turn it into text in the expression, for example with .toFormat("yyyy-MM-dd").');
		const help = 'Choose one of its fields, or turn it into text in the expression.';
		throw new InvalidValue(`is ${quoted(value)}, not text`, help);
	}
	if (value.includes('\0')) throw invalid(value, 'holds the character NUL', 'Remove it from the text.');
	return value;
}

/** Whether a value is a date of JavaScript, or a luxon DateTime, which n8n's expressions give. */
function isDate(value: unknown): boolean {
	return value instanceof Date || (typeof value === 'object' && value !== null && 'toISO' in value);
}

/**
 * Text of one line, without the blanks around it. It is for subjects and names: a line break in them could begin another
 * header of the mail.
 *
 * @throws InvalidValue as `text` does, and for a line break inside
 */
export function singleLine(value: unknown): string {
	const line = text(value).trim();
	if (/[\n\r\v\f\u0085\u2028\u2029]/.test(line)) {
		throw invalid(line, 'has more than one line', 'Write it in one line.');
	}
	return line;
}

/**
 * @returns the text itself
 * @throws InvalidValue for a text of more than `max` characters (an emoji of one code point is one character)
 */
export function withinLength(value: string, max: number): string {
	// There are never more code points than UTF-16 units, so they need counting only if the units are too many.
	if (value.length <= max) return value;
	const length = Array.from(value).length;
	if (length <= max) return value;
	const message = `is ${grouped(length)} characters long, ${grouped(length - max)} too many`;
	throw new InvalidValue(message, `Shorten it to ${grouped(max)} characters.`);
}

/**
 * @returns the choice that the text names; blanks around it and capitals don't matter
 * @throws InvalidValue if it names none
 */
export function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[]): Choice {
	const written = trimmed(text(value)).toLowerCase();
	const choice = choices.find((candidate) => candidate.toLowerCase() === written);
	if (choice === undefined) throw invalid(value, 'is not one of the choices', `Choose one of: ${choices.join(', ')}.`);
	return choice;
}

function grouped(count: number): string {
	return count.toLocaleString('en-US');
}
