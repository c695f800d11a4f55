import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Content } from '../provider';
import { attempt, type Attempt, type Effort, type Result } from '../transport/attempt';
import { prepareRequest } from '../transport/exchange';
import type { Failure } from '../transport/failure';
import { rowsOf } from './rows';

/** All rows that were asked for, or why there are none. */
export type Rows = { rows: IDataObject[]; effort: Effort } | { failure: Failure };

/** Reads page by page until the limit is reached, the pages end, or a page brings nothing new (a cursor in a circle). */
export async function readRows(all: Omit<Attempt, 'request'> & { operation: Operation }, content: Content): Promise<Rows> {
	const { sender, operation } = all;
	const { page } = operation;
	const { limit = Number.POSITIVE_INFINITY } = content;
	const rows: IDataObject[] = [];
	const seen = new Set<unknown>();
	const effort: Effort = { tries: 0, waitedMs: 0 };
	const isWanted = sinceOf(operation, content);
	let next: Content | undefined = page?.first?.(content, content.limit) ?? content;
	while (next && rows.length < limit) {
		const request = prepareRequest(operation.request, next);
		const result: Result = await attempt({ ...all, request });
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
function sinceOf({ since }: Operation, { since: from }: Content): (row: IDataObject) => boolean {
	return since === undefined || from === undefined ? () => true : (row) => Date.parse(String(row[since.row])) >= from;
}
