import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Content } from '../content';
import type { Operation } from '../operation';
import type { Answer, Provider } from '../provider';
import { localTime } from '../values/dates';
import { attempt } from '../values/invalid';
import { valueAt } from '../values/nested';
import { isObject } from '../values/objects';
import type { CheckedItem } from './item';

/**
 * The rows of an answer. An object is one row, and an array has a row for each entry. A read without content has no rows.
 * Everything else, such as the bare string `"ok"` of a send, becomes `{ "success": true }`.
 */
export function rowsOf(provider: Provider, operation: Operation, { body }: Answer, content: Content): IDataObject[] {
	const isRead = operation.effect === 'read';
	const unwrapped = provider.unwrap(body);
	// What an operation makes of a list, it makes of objects.
	const given = isRead && Array.isArray(unwrapped) ? unwrapped.map(asRow) : unwrapped;
	const answer = operation.rows ? operation.rows(given, content) : given;
	// A send or change was accepted even if its receipt is a word, empty, cut or unreadable. So it always has a row.
	if (Array.isArray(answer) && (isRead || answer.length > 0)) return answer.map(asRow);
	if (isObject(answer)) return [answer];
	return isRead && (answer === null || answer === undefined || answer === '') ? [] : [{ success: true }];
}

function asRow(entry: unknown): IDataObject {
	return isObject(entry) ? entry : { value: entry as string };
}

/**
 * A row with only the operation's columns. A column without a value in the row is left out. A row that has none of their
 * keys, such as `{ "success": true }`, stays as it is.
 */
export function simplified({ simplified: columns = [] }: Operation, row: IDataObject): IDataObject {
	const found = columns.map((column) => (typeof column === 'string' ? ([column, column] as const) : column)).flatMap(([name, value]) => {
		// A provider's row may have any shape, so the column's function may throw.
		const made: unknown = typeof value === 'string' ? valueAt(row, value) : attempt(() => value(row)).good;
		return made === undefined ? [] : [{ name, value: flat(made), isOwn: typeof value === 'string' }];
	});
	return found.some(({ isOwn }) => isOwn) ? Object.fromEntries(found.map(({ name, value }) => [name, value])) : row;
}

/** Turns a list of words or numbers into one text, since n8n's table shows a list badly. */
function flat(value: unknown): IDataObject[string] {
	const isPlain = Array.isArray(value) && value.every((entry) => typeof entry !== 'object' || entry === null);
	return isPlain ? value.join(', ') : (value as IDataObject[string]);
}

/** The first columns of a sent or previewed row: the recipients and the content. */
export interface ReportColumns {
	to?: string;
	subject?: string;
	text?: string;
	segments?: number;
	/** `2026-11-28 09:00 America/New_York` */
	scheduled?: string;
}

/** The first columns of an item's row. Columns without a value are left out. */
export function reportColumns({ recipients, to = recipients.join(', '), said, segments }: CheckedItem, timezone: string): ReportColumns {
	const { subject, text, scheduledAt } = said;
	const columns = { to: to || undefined, subject, text, segments, scheduled: scheduledAt && localTime(scheduledAt, timezone) };
	return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** The row of a sent message: recipients and content, then the provider's receipt. So a report of sent messages needs no Merge node. */
export function sentRow(operation: Operation, item: CheckedItem, receipt: IDataObject, timezone: string): IDataObject {
	const { scheduled, ...said } = reportColumns(item, timezone);
	const { status, text, ...others } = simplified(operation, receipt);
	// A text that the item leaves as it is stands in the receipt only. Its column is the same one.
	const isKept = said.text === undefined && text !== undefined;
	return { ...said, ...(isKept && { text }), status: status ?? 'accepted', ...(scheduled !== undefined && { scheduled }), ...without(others, Object.keys(said)) };
}

function without(row: IDataObject, keys: string[]): IDataObject {
	return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));
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
