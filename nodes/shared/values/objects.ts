import type { IDataObject } from 'n8n-workflow';
import { attempt, empty, InvalidValue, isLeftOut, quoted } from './invalid';

const HELP = 'Write an object, such as {"order": 1042}, or give one from an expression.';

/** An object with whatever fields, or JSON text of one. @throws InvalidValue */
export function anObject(value: unknown): IDataObject {
	if (isLeftOut(value)) throw empty();
	const parsed = typeof value === 'string' ? attempt(() => JSON.parse(value) as unknown) : { good: value };
	if (parsed.fault) throw new InvalidValue('is not JSON', HELP);
	const { good } = parsed;
	if (typeof good !== 'object' || good === null || Array.isArray(good) || good instanceof Date) throw new InvalidValue(`is ${quoted(good)}, not an object`, HELP);
	return good as IDataObject;
}

/** Whether a value is an object with names, as JSON has them. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, or an empty one in place of anything else: what a provider answers may be a bare word, whose letters would become keys. */
export function objectOrNone(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** The objects in a list; none if it is no list. */
export function objectsIn(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}
