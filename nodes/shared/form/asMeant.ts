import type { ItemForm } from './read';

/** Whether an AI model gave a value: n8n asks it by `$fromAI`, for a field, or for a collection as a whole. */
export function isFromModel({ isTool, raw }: ItemForm, path: string): boolean {
	const names = isTool ? path.split('.') : [];
	return names.some((_, index) => isAsked(raw(names.slice(0, index + 1).join('.'))));
}

function isAsked(raw: unknown): boolean {
	return typeof raw === 'string' && raw.startsWith('=') && /\$fromAI\s*\(/i.test(raw);
}

/**
 * A value of an optional field. A model has to give something for every field that is left to it, and says "none" or "null"
 * where it means nothing; an empty text leaves a field out.
 */
export function asMeant(item: ItemForm, path: string, value: unknown): unknown {
	const isNothing = value === undefined || value === null || (typeof value === 'string' && /^\s*(?:none|null)?\s*$/i.test(value));
	return isNothing && isFromModel(item, path) ? '' : value;
}
