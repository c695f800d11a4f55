import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../values/objects';

export { isObject };

/** So many levels of objects within each other are kept; a provider's record has three or four. */
const DEEPEST = 8;

/** Names under which JavaScript keeps more than data. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A copy of a record that came from outside: without names that JavaScript uses itself, and without what lies deeper than any
 * record of a provider.
 *
 * @param names the only names that are copied at the top; all of them where it is left out, because nobody knows them
 */
export function copyOf(record: IDataObject, names?: readonly string[]): IDataObject {
	const wanted = names ? names.filter((name) => Object.hasOwn(record, name)) : Object.keys(record);
	return copied(Object.fromEntries(wanted.filter((name) => !UNSAFE.has(name)).map((name) => [name, record[name]])), 0) as IDataObject;
}

function copied(value: unknown, depth: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === DEEPEST) return undefined;
	if (Array.isArray(value)) return value.map((entry) => copied(entry, depth + 1)).filter((entry) => entry !== undefined);
	const entries = Object.entries(value)
		.filter(([name]) => !UNSAFE.has(name))
		.map(([name, inner]) => [name, copied(inner, depth + 1)] as const);
	return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

/** The columns that have a value. */
export function withValues(columns: Record<string, unknown>): IDataObject {
	return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined && value !== null && value !== '')) as IDataObject;
}
