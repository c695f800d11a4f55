import { json } from '../answer.ts';
import type { Operate } from '../collections.ts';
import type { Page } from '../pages.ts';
import { stored, unreachableDomain } from './state.ts';
import type { SendookState, Webhook, WebhookAttempt } from './state.ts';

/** The last ten, newest first. */
export function lastOf<Row extends { timestamp?: string }>(rows: Row[]): Page<Row> {
	const newest = rows.toSorted((one, other) => String(other.timestamp).localeCompare(String(one.timestamp))).slice(0, 10);
	return { rows: newest, total: rows.length };
}

/** What became of an event. The sandbox calls nobody: who can be reached is told by the address. */
function attempt(state: SendookState, { _id, url }: Webhook): WebhookAttempt {
	const isReached = new URL(url).hostname !== unreachableDomain;
	const common = stored(state);
	return {
		...common,
		webhookId: _id,
		payload: { event: 'message.received', payload: { test: 'test' } },
		timestamp: common.createdAt,
		...(isReached ? { status: 200, response: 'ok' } : { status: 500, error: `getaddrinfo ENOTFOUND ${unreachableDomain}` }),
	};
}

/** As on the real server, the test goes to all that are told of new messages, of those with one address to the oldest, and the answer is the same whatever happened. */
export function test(find: Operate<SendookState>): Operate<SendookState> {
	return (state, call) => {
		find(state, call);
		const told = state.webhooks.filter(({ events }) => events.includes('message.received'));
		const once = told.filter(({ url }, at) => told.findIndex((other) => other.url === url) === at);
		state.attempts.push(...once.map((webhook) => attempt(state, webhook)));
		return json(200, { success: true });
	};
}
