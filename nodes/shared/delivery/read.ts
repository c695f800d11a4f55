import type { IDataObject } from 'n8n-workflow';
import { STUCK, type Content, type Pager } from '../content';
import type { Operation, Read } from '../operation';
import { attempt, type Attempt, type Effort, type Result } from '../transport/attempt';
import { prepareRequest } from '../transport/exchange';
import type { Failure } from '../transport/failure';
import { laterFirst } from '../values/moments';
import { objectOrNone } from '../values/objects';
import { rowsOf } from './rows';

/** All rows that were asked for, or why there are none. */
export type Rows = { rows: IDataObject[]; effort: Effort } | { failure: Failure };

/** A list is given up when so many pages in a row bring nothing new. */
const MOST_IDLE_PAGES = 2;

/**
 * Reads page by page until the limit is reached or the pages end. A list that can't be followed to its end is a failure: what
 * was read of it would look like the whole.
 */
export async function readRows(all: Omit<Attempt, 'request' | 'target'> & { operation: Operation }, read: Read): Promise<Rows> {
	const { sender, operation } = all;
	const { content } = read;
	const { page } = content.request;
	const { limit = Number.POSITIVE_INFINITY } = content.settings as { limit?: number };
	const rows: IDataObject[] = [];
	const seen = new Set<unknown>();
	const effort: Effort = { tries: 0, waitedMs: 0 };
	const { isTooOld, isTooNew } = boundsOf(content);
	const isWanted: Judge = (row) => !isTooOld(row) && !isTooNew(row) && (operation.isWanted?.(row, content.settings) ?? true);
	let longest = 0;
	let idle = 0;
	let next: Content | undefined = page?.first?.(content, limit === Number.POSITIVE_INFINITY ? undefined : limit) ?? content;
	while (next) {
		const result: Result = await attempt({ ...all, target: next.request, request: prepareRequest(next) });
		effort.tries += result.effort.tries;
		effort.waitedMs += result.effort.waitedMs;
		if ('failure' in result) return { failure: result.failure };
		const found = inOrder(rowsOf(sender.provider, operation, result.answer, next), page);
		const fresh = page ? found.filter((row) => !seen.has(keyOf(row, page))) : found;
		// One by one: spreading a page of many thousand rows into `push` would overflow the stack.
		for (const row of fresh) if (isWanted(row)) rows.push(row);
		if (!page || fresh.some(isTooOld) || rows.length >= limit) break;
		if (operation.isEnough?.(rows, read)) break;
		for (const row of fresh) seen.add(keyOf(row, page));
		longest = Math.max(longest, found.length);
		idle = fresh.length > 0 ? 0 : idle + 1;
		const following = page.next(next, { rows: found, fresh, longest, body: objectOrNone(result.answer.body) });
		if (following === STUCK || (following && idle === MOST_IDLE_PAGES)) return { failure: stoppedEarly(sender.provider.name, rows.length) };
		next = following;
	}
	return { rows: rows.slice(0, limit), effort };
}

function keyOf(row: IDataObject, { id }: Pager): unknown {
	return row[id] ?? JSON.stringify(row);
}

/** Which way a page's rows are ordered is not known of every list. */
function inOrder(rows: IDataObject[], page: Pager | undefined): IDataObject[] {
	const { time } = page ?? {};
	return time === undefined ? rows : rows.toSorted((one, other) => laterFirst(one[time], other[time]));
}

type Judge = (row: IDataObject) => boolean;

/** Whether a row lies outside of After and Before; none does where the person named no time. */
function boundsOf({ request: { page }, settings: { after, before } }: Content): { isTooOld: Judge; isTooNew: Judge } {
	const timeOf = (row: IDataObject) => Date.parse(String(page?.time === undefined ? undefined : row[page.time]));
	const [from, to] = [after, before].map((bound) => Date.parse(String(bound)));
	return { isTooOld: (row) => timeOf(row) < from, isTooNew: (row) => timeOf(row) > to };
}

function stoppedEarly(provider: string, count: number): Failure {
	const advice = count > 0 ? ` To get the ${count} that came, switch off Return All and set Limit to ${count}.` : '';
	return {
		code: 'stopped_early',
		outcome: 'not_sent',
		message: `This list could not be read to its end: ${provider} gives the same rows again and again`,
		advice: `There may be more rows than those that came.${advice}`,
	};
}
