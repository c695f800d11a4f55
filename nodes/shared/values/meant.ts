import { InvalidValue, quoted } from './invalid';

/** What helps where a field holds an expression as words. Where the field is an expression already, the form knows what does. */
export const SWITCH_TO_EXPRESSION = 'Switch the field to Expression.';

/**
 * Refuses text that nobody means to send: an n8n expression that was not evaluated, because its field is in fixed mode;
 * `[object Object]`, which JavaScript makes of an object in a text; and half of a character, where a text was cut within one.
 *
 * Double braces without `$` are accepted, because providers have merge tokens such as `{{first_name}}`.
 *
 * @throws InvalidValue
 */
export function refuseUnmeant(text: string): void {
	const expression = expressionIn(text);
	if (expression !== undefined) {
		throw new InvalidValue(`contains ${quoted(expression)} as it stands`, SWITCH_TO_EXPRESSION);
	}
	const [object] = /\[object [A-Z]\w{0,40}\]/.exec(text) ?? [];
	if (object !== undefined) {
		throw new InvalidValue(`contains "${object}"`, 'The expression gives an object there. Choose one of the object’s fields in the expression.');
	}
	if (/\p{Cs}/u.test(text)) {
		const help = 'The text was cut within a character. In an expression, Array.from(text).slice(0, 100).join("") cuts between characters.';
		throw new InvalidValue('contains half an emoji', help);
	}
}

/** The first double braces that hold something of n8n's: `$json`, `$('Node')`, `$now`. */
function expressionIn(text: string): string | undefined {
	// A match never contains opening braces, so the time grows only with the length of the text.
	for (const [braces] of text.matchAll(/\{\{(?:(?!\{\{|\}\})[^])*\}\}/g)) {
		if (/\$[a-z_(]/i.test(braces)) return braces;
	}
	return undefined;
}
