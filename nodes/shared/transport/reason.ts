/* Why a provider refused, in its own words. What the answer of a refusal looks like is hardly documented by any provider. */

/** Words are shown whole up to this length. */
const LONGEST = 500;

/** What is read of an answer: nobody reads more reasons, and an answer can be of any depth. */
const MOST_REASONS = 20;
const DEEPEST = 8;

/** Keys whose value says what is wrong: a sentence, a list of them, or an object by field. */
const SPEAKING = /^(messages?|msg|description|details?|reasons?|title|explanation|fault(string)?|errors?|error_?(msg|text|messages?|description))$/i;

/** Keys whose value is a name for what is wrong. It is shown where there are no words, and behind them. */
const CODE = /^(error_?)?code$/i;

/** Keys whose value names the field that is wrong. */
const FIELD = /^(field|path|param|parameter|property|attribute|pointer|loc)$/i;

/** Keys that say nothing about what is wrong. */
const SILENT = /^(id|type|value|location|instance|success|ok|stack|timestamp|(http_?)?status(_?code)?|http_?code|.*(request|trace|correlation)_?id|.*_?url)$/i;

/** What an answer, or a part of it, says is wrong. */
interface Said {
	words: string[];
	codes: string[];
}

/**
 * The words of an answer that say what is wrong, wherever they stand in it. If there are none, the answer itself is shown.
 * A web page is never shown: it comes from a proxy, and people can't use it. Long words are cut.
 *
 * @returns undefined if the answer says nothing
 */
export function reasonIn(body: unknown): string | undefined {
	const answer = parsed(body);
	if (typeof answer !== 'object' || answer === null) return typeof answer === 'string' ? cut(answer) : undefined;
	const { words, codes } = said(answer, { depth: 0, isFault: Array.isArray(answer) });
	const shown = [...new Set(words)].slice(0, MOST_REASONS).join('; ');
	const names = [...new Set(codes)].filter((code) => !words.includes(code)).slice(0, MOST_REASONS).join(', ');
	const reason = shown && names ? `${shown} (${names})` : shown || names;
	return cut(reason || asItIs(answer));
}

/** Whether the words are HTML or XML. */
export function isPage(body: unknown): boolean {
	return typeof body === 'string' && /^\s*</.test(body);
}

/** Whether an answer is a web page, or has one where its words would stand. */
export function holdsPage(body: unknown): boolean {
	const pages = (part: unknown, depth: number): boolean =>
		typeof part === 'object' && part !== null && depth <= DEEPEST
			? Object.values(part).slice(0, MOST_REASONS).some((inner) => pages(inner, depth + 1))
			: isPage(part);
	return reasonIn(body) === undefined && pages(parsed(body), 0);
}

/** An answer that n8n took for text may be JSON. */
function parsed(body: unknown): unknown {
	if (typeof body !== 'string' || !/^\s*[[{"]/.test(body)) return body;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return body;
	}
}

interface Place {
	depth: number;
	/** The field that this part is about. */
	field?: string;
	/** Whether this part is about what is wrong, so that its other keys are names of fields. */
	isFault: boolean;
}

function said(part: unknown, { depth, field, isFault }: Place): Said {
	const all: Said = { words: [], codes: [] };
	if (typeof part === 'string') {
		const words = isPage(part) ? '' : part.trim();
		return { ...all, words: words && isFault ? [field ? `${field}: ${words}` : words] : [] };
	}
	if (typeof part !== 'object' || part === null || depth > DEEPEST) return all;
	const add = ({ words, codes }: Said) => {
		all.words.push(...words);
		all.codes.push(...codes);
	};
	if (Array.isArray(part)) {
		for (const one of part.slice(0, MOST_REASONS)) add(said(one, { depth: depth + 1, field, isFault }));
		return all;
	}
	const entries = Object.entries(part).slice(0, 10 * MOST_REASONS);
	const named = entries.flatMap(([key, value]) => (FIELD.test(key) && (isFault || key !== 'path') ? nameIn(value) : []))[0] ?? field;
	for (const [key, value] of entries) {
		if (SPEAKING.test(key)) {
			const inside = said(value, { depth: depth + 1, field: named, isFault: true });
			// One word such as `bad_data` is a name, if there are others beside it.
			if (typeof value === 'string' && /^error$/i.test(key) && !/\s/.test(value.trim())) all.codes.push(...inside.words);
			else add(inside);
		} else if (CODE.test(key) && typeof value === 'string' && value.trim()) all.codes.push(value.trim());
	}
	const hasWords = all.words.length > 0;
	for (const [key, value] of entries) {
		if (SPEAKING.test(key) || CODE.test(key) || FIELD.test(key) || SILENT.test(key)) continue;
		// Beside words, a text is a detail such as the value that was sent.
		if (typeof value === 'string' && hasWords) continue;
		add(said(value, { depth: depth + 1, field: isFault ? [named, key].filter(Boolean).join('.') : undefined, isFault }));
	}
	if (all.words.length > 0 || !isFault || !named) return all;
	return { words: all.codes.map((code) => `${named}: ${code}`), codes: [] };
}

function nameIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.length > 0 ? [value.join('.')] : [];
	return typeof value === 'string' && value.trim() ? [value.trim()] : [];
}

/** An answer as JSON, unless nothing in it could say anything. */
function asItIs(answer: object): string {
	const tells = (value: unknown): boolean =>
		typeof value === 'object' && value !== null
			? Object.entries(value).some(([key, inner]) => !SILENT.test(key) && tells(inner))
			: value !== null && value !== false && value !== '' && !isPage(value);
	try {
		return tells(answer) ? JSON.stringify(answer, (_key, value: unknown) => (isPage(value) ? undefined : value)) : '';
	} catch {
		// It is too deep.
		return '';
	}
}

function cut(text: string): string | undefined {
	const words = text.trim();
	if (words === '' || isPage(words)) return undefined;
	if (words.length <= LONGEST) return words;
	// The last word is dropped, because it may be a part of a key. `withoutSecrets` finds only whole keys.
	const beginning = words.slice(0, LONGEST).replace(/[!#-~]+$/, '');
	return beginning ? `${beginning}…` : undefined;
}
