/** One thing each: a class in brackets, an escape, another character. */
const parts = /\[\^?(?:\\[^]|[^\\\]])+\]|\\[^]|[^]/g;

/** What JavaScript reads and PCRE refuses. */
const refused = [/\\[uUlL]/, /^\[\^?\]$/, /\\[iIjJmMoOqTyY]/];

/** What PCRE reads and JavaScript refuses, or takes for something else. */
const different = [
	/\\[aceghHvVkKpPRXNCGQEoz0]/,
	/\[\^?\]/,
	/\[[^\]]*\[[:.=]/,
	/[*+?}]\+/,
	/\(\?(?![:=!]|<[=!A-Za-z_])/,
	/\(\?<[=!][^)]*[*+?{]/,
	/\(\*/,
	/\{,/,
	/\\x(?![\da-fA-F]{2})/,
];

/** The few parts that JavaScript has under another name. A dollar also stands before a line break that ends the text. */
const inJavaScript: Record<string, string> = { '\\A': '^', '\\Z': '(?=\\n?$)', '\\z': '$', $: '(?=\\n?$)', '.': '[^\\n]' };

/** An expression without the signs that stand for themselves, such as \\ and \[: both read those alike. */
const judged = (expression: string) => expression.replace(/\\[^]/g, (escape) => (/\w/.test(escape[1]!) ? escape : '_'));

/**
 * The database behind Sendook searches by PCRE, which differs from JavaScript's expressions. This reads what both read in the
 * same way, and a few things more.
 * @returns undefined for an expression that the database refuses
 * @throws Error for one of which only the database knows what it finds
 */
export function expressionOf(query: string): RegExp | undefined {
	// The search ignores case anyway.
	const asked = query.replace(/^\(\?i\)/, '');
	const own = asked.replace(parts, (part) => inJavaScript[part] ?? part);
	if (refused.some((pattern) => pattern.test(judged(asked)))) return undefined;
	if (different.some((pattern) => pattern.test(judged(own)))) {
		throw new Error(`The sandbox can't tell what PCRE finds by ${query}. See sandbox/sendook/expression.ts.`);
	}
	try {
		return new RegExp(own, 'i');
	} catch {
		return undefined;
	}
}
