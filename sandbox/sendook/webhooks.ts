import { json } from '../answer.ts';
import type { Operate } from '../collections.ts';
import type { Page } from '../pages.ts';
import type { SendookState } from './state.ts';

/** The last ten, newest first. */
export function lastOf<Row extends { timestamp?: string }>(rows: Row[]): Page<Row> {
	const newest = rows.toSorted((one, other) => String(other.timestamp).localeCompare(String(one.timestamp))).slice(0, 10);
	return { rows: newest, total: rows.length };
}

/** As on the real server, the test goes to all that are told of new messages, of those with one address to the oldest, and the answer is the same whatever happened. */
export function test(find: Operate<SendookState>): Operate<SendookState> {
	return (state, call) => {
		find(state, call);
		state.tell({ event: 'message.received', payload: { test: 'test' } });
		return json(200, { success: true });
	};
}
