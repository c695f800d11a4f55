import type { Content } from '../../shared/content';
import { locatorField, switchField } from '../../shared/form/field';
import type { Column } from '../../shared/operation';
import { objectId24 } from '../../shared/values/ids';

/** The API key that a request is about. */
export const apiKey = locatorField({
	displayName: 'API Key',
	name: 'apiKey',
	required: true,
	description: 'A key of the organization. Keys are listed by their names.',
	search: 'searchApiKeys',
	placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	convert: objectId24,
});

/** n8n keeps what comes out, so a secret only comes out for who wants it. */
export const showWholeKey = switchField({
	displayName: 'Show Whole Key',
	name: 'showWholeKey',
	description: 'Whether the output holds the secret key itself, not only its last four characters. Whoever sees the execution can then use it.',
});

/** The server gives the whole key every time, and may do so in an answer of another shape. What is short would be told by its end. */
function masked(answer: unknown): unknown {
	if (Array.isArray(answer)) return answer.map(masked);
	if (typeof answer !== 'object' || answer === null) return answer;
	return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, name === 'key' ? shownKey(value) : masked(value)]));
}

function shownKey(key: unknown): string {
	return `…${typeof key === 'string' && key.length > 16 ? key.slice(-4) : ''}`;
}

/** API keys as they come out. */
export function keysIn(answer: unknown, { settings }: Pick<Content, 'settings'>): unknown {
	return settings.showWholeKey === true ? answer : masked(answer);
}

/** What people use of an API key (providers/sendook.md section 7). The server has a key `active`, and never looks at it. */
export const simplifiedApiKey: Column[] = ['name', 'key', 'createdAt', 'updatedAt', 'organizationId', '_id'];
