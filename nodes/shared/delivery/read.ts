import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Content } from '../content';
import { attempt, type Attempt, type Effort, type Result } from '../transport/attempt';
import { prepareRequest } from '../transport/exchange';
import type { Failure } from '../transport/failure';
import { rowsOf } from './rows';

/** All rows that were asked for, or why there are none. */
export type Rows = { rows: IDataObject[]; effort: Effort } | { failure: Failure };

/** Reads page by page until the limit is reached, the pages end, or a page brings nothing new (a cursor in a circle). */
export async function readRows(all: Omit<Attempt, 'request' | 'target'> & { operation: Operation }, content: Content): Promise<Rows> {
	const { sender, operation } = all;
	const { page } = content.request;
	const { limit } = content.settings as { limit?: number };
	const rows: IDataObject[] = [];
	const seen = new Set<unknown>();
	const effort: Effort = { tries: 0, waitedMs: 0 };
	const isWanted = afterOf(content);
	let next: Content | undefined = page?.first?.(content, limit) ?? content;
	while (next && rows.length < (limit ?? Number.POSITIVE_INFINITY)) {
		const result: Result = await attempt({ ...all, target: next.request, request: prepareRequest(next) });
		effort.tries += result.effort.tries;
		effort.waitedMs += result.effort.waitedMs;
		if ('failure' in result) return { failure: result.failure };
		const found = rowsOf(sender.provider, operation, result.answer);
		const fresh = page ? found.filter((row) => !seen.has(row[page.id])) : found;
		// One by one: spreading a page of many thousand rows into `push` would overflow the stack.
		const wantedRows = fresh.filter(isWanted);
		for (const row of wantedRows) {
			seen.add(page && row[page.id]);
			rows.push(row);
		}
		next = page && fresh.length > 0 && wantedRows.length === fresh.length ? page.next(next, found, result.answer.body) : undefined;
	}
	return { rows: rows.slice(0, limit), effort };
}

/** Whether a row is recent enough; always, where the person named no time. */
function afterOf({ request: { page }, settings }: Content): (row: IDataObject) => boolean {
	const { time } = page ?? {};
	const after = Date.parse(String(settings.after));
	return time === undefined || Number.isNaN(after) ? () => true : (row) => Date.parse(String(row[time])) >= after;
}
