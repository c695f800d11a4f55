import { invalid } from '../shared/values/invalid';

/** A class in brackets up to its end; a `]` that comes first in it is one of its characters. */
const CLASS = /\[(?:\^?\]|(?!\^?\]))(?:\\[^]|\[([:.=])[^[\]]*\1\]|[^\\\]])*\]/y;

/** What stands for one thing, so that nothing in it is an operator: quoted text, an escape, a comment. */
const WHOLE = /\\Q[^]*?(?:\\E|$)|\\[^]|\(\?#[^)]*\)/y;

/** The beginning of a group with what says of which kind it is, or of a verb such as `(*UTF)`. */
const OPENING = /\((?:\?(?:[-a-zA-Z^]+(?=[:)])|[|:>=!]|<[=!]|P?<\w+>|'\w+'|P[=>]\w+|[+-]?\d+|R|&\w+)?|\*[A-Za-z_]+[^)]*(?=\)))?/y;

const REPEAT = /[*+?][?+]?/y;
const COUNT = /\{(\d+)(?:,(\d*))?\}[?+]?/y;

/** Escapes of JavaScript and of Perl that PCRE has not, each with what to write instead. */
const FOREIGN = /^\\[uUlL]/;

/**
 * What is plainly wrong with an expression. The server's database reads PCRE, so JavaScript can't judge: it refuses `(?i)a`
 * and takes `[^]`. What can't be told from the outline of an expression is left to the server.
 */
function troubleOf(expression: string): string | undefined {
	// With this flag, blanks and comments stand between the parts.
	if (/\(\?[a-zA-Z^]*x/.test(expression)) return undefined;
	let open = 0;
	let canRepeat = false;
	for (let at = 0; at < expression.length; ) {
		const read = (pattern: RegExp) => {
			pattern.lastIndex = at;
			return pattern.exec(expression);
		};
		const [character] = expression.slice(at);
		const whole = read(WHOLE);
		const repeat = read(REPEAT) ?? read(COUNT);
		if (whole) {
			if (FOREIGN.test(whole[0])) return `has ${whole[0]}, which stands for nothing there; write a character by its number as \\x{41}`;
			canRepeat = true;
			at += whole[0].length;
		} else if (character === '\\') {
			return 'ends with a backslash';
		} else if (character === '[') {
			const inBrackets = read(CLASS);
			if (!inBrackets) return 'has a [ without its ]';
			canRepeat = true;
			at += inBrackets[0].length;
		} else if (character === '(') {
			open += 1;
			canRepeat = false;
			at += read(OPENING)![0].length;
		} else if (character === ')') {
			if (open === 0) return 'has a ) without its (';
			open -= 1;
			canRepeat = true;
			at += 1;
		} else if (repeat) {
			if (!canRepeat) return `has nothing before ${repeat[0]} that it could repeat`;
			if (repeat[2] && Number(repeat[2]) < Number(repeat[1])) return `has ${repeat[0]}, which counts down`;
			canRepeat = false;
			at += repeat[0].length;
		} else {
			canRepeat = character !== '|';
			at += 1;
		}
	}
	return open > 0 ? 'has a ( without its )' : undefined;
}

/** The server answers a regular expression that it can't read with a bare failure. @throws InvalidValue */
export function regularExpression(expression: string): string {
	const trouble = troubleOf(expression);
	if (trouble === undefined) return expression;
	throw invalid(expression, `is not a regular expression: it ${trouble}`, 'Mend it, or switch off Use Regular Expression.');
}
