import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Answer, Provider } from '../provider';

/**
 * The rows of an answer. An object is one row, and an array has a row for each entry. A read without content has no rows.
 * Everything else, such as the bare string `"ok"` of a send, becomes `{ "success": true }`.
 */
export function rowsOf(provider: Provider, operation: Operation, { body }: Answer): IDataObject[] {
	const unwrapped = provider.unwrap(body);
	const answer = operation.rows ? operation.rows(unwrapped) : unwrapped;
	const isRead = operation.effect === 'read';
	// A send or change was accepted even if its receipt is a word, empty, cut or unreadable. So it always has a row.
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
 * Keeps only the operation's most useful keys, in the operation's order. A row that has none of them, such as
 * `{ "success": true }`, stays as it is.
 */
export function simplified({ simplified: keys }: Operation, row: IDataObject): IDataObject {
	if (!keys) return row;
	const held = keys.filter((key) => Object.hasOwn(row, key));
	return held.length === 0 ? row : Object.fromEntries(held.map((key) => [key, row[key]]));
}

/**
 * Output items, paired with the input item that they come from. A key `error` is renamed to `errorText`: with a key `error`,
 * n8n would take the item for a failed one, or run the node again (Retry On Fail).
 */
export function asOutput(rows: IDataObject[], item: number): INodeExecutionData[] {
	return rows.map((row) => ({ json: Object.hasOwn(row, 'error') ? withErrorText(row) : row, pairedItem: { item } }));
}

function withErrorText({ error, ...others }: IDataObject): IDataObject {
	return { ...others, errorText: others.errorText ?? error };
}
