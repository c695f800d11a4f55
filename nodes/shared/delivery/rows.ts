import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Answer, Provider } from '../provider';

/**
 * The rows of an answer: an object as it is, an array as one row each, a bare string such as `"ok"` as
 * `{ "success": true }`, nothing as no row.
 */
export function rowsOf(provider: Provider, operation: Operation, { body }: Answer): IDataObject[] {
	const unwrapped = provider.unwrap(body);
	const answer = operation.rows ? operation.rows(unwrapped) : unwrapped;
	const isRead = operation.effect === 'read';
	// A changed or sent thing whose receipt is a word, empty, cut or unreadable was accepted all the same.
	if (Array.isArray(answer) && (isRead || answer.length > 0)) {
		return answer.map((row) => (isObject(row) ? row : { value: row as string }));
	}
	if (isObject(answer)) return [answer];
	return isRead && (answer === null || answer === undefined || answer === '') ? [] : [{ success: true }];
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Keeps the operation's most useful keys, in its order; keys that a row doesn't have are left out. A receipt that has none
 * of them (`{ "success": true }`) stays as it is.
 */
export function simplified({ simplified: keys }: Operation, row: IDataObject): IDataObject {
	if (!keys) return row;
	const held = keys.filter((key) => Object.hasOwn(row, key));
	return held.length === 0 ? row : Object.fromEntries(held.map((key) => [key, row[key]]));
}

/**
 * Output items, paired with the input item that they come from. A key `error` leaves as `errorText`: n8n tries a node again
 * (Retry On Fail), or takes an item for a failed one, where it finds such a key.
 */
export function asOutput(rows: IDataObject[], item: number): INodeExecutionData[] {
	return rows.map((row) => ({ json: Object.hasOwn(row, 'error') ? withErrorText(row) : row, pairedItem: { item } }));
}

function withErrorText({ error, ...others }: IDataObject): IDataObject {
	return { ...others, errorText: others.errorText ?? error };
}
