import type { IDataObject } from 'n8n-workflow';
import { isObject } from './objects';

/** The value at a dotted path; undefined where nothing is. */
export function valueAt(row: IDataObject, dotted: string): unknown {
	return dotted.split('.').reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), row);
}

/**
 * Puts a value at a dotted path, in objects that are made where there are none.
 *
 * @param dotted a name that the package itself has for it: a person's words never become keys
 */
export function putAt(target: object, dotted: string, value: unknown): void {
	const keys = dotted.split('.');
	const last = keys.pop()!;
	const inner = keys.reduce<IDataObject>((object, key) => (object[key] ??= {}) as IDataObject, target as IDataObject);
	inner[last] = value as IDataObject;
}
