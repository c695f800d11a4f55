import { InvalidValue, quoted } from './invalid';

/**
 * Refuses text that nobody means to send: an n8n expression that was not evaluated, since its field is in fixed mode; what
 * JavaScript makes of an object in a text; half of a character, as text cut at a number of units ends in.
 *
 * Double braces without `$` are left alone: providers have merge tokens such as `{{first_name}}`.
 *
 * @throws InvalidValue
 */
export function refuseUnmeant(text: string): void {
	const expression = expressionIn(text);
	if (expression !== undefined) {
		throw new InvalidValue(`contains ${quoted(expression)} as it stands`, 'Switch the field to Expression.');
	}
	const [object] = /\[object [A-Z]\w{0,40}\]/.exec(text) ?? [];
	if (object !== undefined) {
		throw new InvalidValue(`contains "${object}"`, 'An object stands in it as text: choose one of its fields in the expression.');
	}
	if (/\p{Cs}/u.test(text)) {
		const help = 'The text was cut within a character. In an expression, Array.from(text).slice(0, 100).join("") cuts between characters.';
		throw new InvalidValue('contains half an emoji', help);
	}
}

/** The first double braces that hold what only n8n knows: `$json`, `$('Node')`, `$now`. */
function expressionIn(text: string): string | undefined {
	// Where braces open within braces, it begins anew, so that the time is bounded by the length.
	for (const [braces] of text.matchAll(/\{\{(?:(?!\{\{|\}\})[^])*\}\}/g)) {
		if (/\$[a-z_(]/i.test(braces)) return braces;
	}
	return undefined;
}
