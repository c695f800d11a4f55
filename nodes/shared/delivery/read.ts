import type { IDataObject } from 'n8n-workflow';
import type { Content } from '../provider';
import { attempt, type Attempt, type Effort, type Result } from './attempt';
import { prepareRequest } from './exchange';
import type { Failure } from './failure';
import { rowsOf } from './rows';

/** All rows that were asked for, or why there are none. */
export type Rows = { rows: IDataObject[]; effort: Effort } | { failure: Failure };

/** Reads page by page until the limit is reached, the pages end, or a page brings nothing new (a cursor in a circle). */
export async function readRows(all: Omit<Attempt, 'request'>, content: Content): Promise<Rows> {
	const { provider, operation, item } = all;
	const { page } = operation;
	const most = Number(item.requestData.maxResults ?? Number.POSITIVE_INFINITY);
	const wanted = Number.isFinite(most) ? most : undefined;
	const rows: IDataObject[] = [];
	const seen = new Set<unknown>();
	const effort: Effort = { tries: 0, waitedMs: 0 };
	const isWanted = sinceOf(all);
	let next: Content | undefined = page?.first?.(content, wanted) ?? content;
	while (next && rows.length < most) {
		const request = prepareRequest(operation.request, next);
		const result: Result = await attempt({ ...all, request });
		effort.tries += result.effort.tries;
		effort.waitedMs += result.effort.waitedMs;
		if ('failure' in result) return { failure: result.failure };
		const found = rowsOf(provider, operation, result.answer);
		const fresh = page ? found.filter((row) => !seen.has(row[page.id])) : found;
		// One by one: spreading a page of many thousand rows into `push` would overflow the stack.
		const wantedRows = fresh.filter(isWanted);
		for (const row of wantedRows) {
			seen.add(page && row[page.id]);
			rows.push(row);
		}
		next = page && fresh.length > 0 && wantedRows.length === fresh.length ? page.next(next, found, result.answer.body) : undefined;
	}
	return { rows: rows.slice(0, most), effort };
}

/** Whether a row is recent enough; always, where the person named no time or one that can't be read. */
function sinceOf({ operation: { since }, item }: Pick<Attempt, 'operation' | 'item'>): (row: IDataObject) => boolean {
	const from = since ? Date.parse(String(item.form.parameter(since.parameter) ?? '')) : Number.NaN;
	return Number.isNaN(from) ? () => true : (row) => Date.parse(String(row[since!.row])) >= from;
}
