import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { microsecondsOf, pageByDate } from '../pages.ts';
import type { Call } from '../provider.ts';
import { conversations, shownTarget } from './conversations.ts';
import { notFound } from './refusals.ts';
import type { HeymarketState, Message } from './state.ts';
import { pageLength } from './table.ts';

/** A message as clients read it: with its whole conversation. */
export function shown(state: HeymarketState, message: Message): object {
	const { conversationId, ...rest } = message;
	const conversation = state.conversations.find((each) => each.id === conversationId);
	return {
		...rest,
		target: shownTarget(message.target, state),
		conversation: conversation && conversations.shown?.(conversation, state),
	};
}

/** GET /v1/messages: the fifty latest of one conversation. */
export function getMessages(state: HeymarketState, call: Call): Answer {
	const { phoneNumber, inboxID, timestamp } = call.query;
	const { dateCursor, messageOrder } = state.unknowns;
	const inbox = state.inboxes.find((each) => each.id === Number(inboxID));
	if (inbox === undefined) throw notFound(`Inbox ${String(inboxID)} not found`);
	const given = timestamp === undefined || dateCursor === 'ignored' ? Infinity : Number(timestamp);
	const latest = dateCursor === 'exclusive' ? given - 1 : given;
	const found = new Set(
		state.conversations
			.filter((each) => each.inbox === inbox.id && shownTarget(each.target, state) === phoneNumber)
			.map((each) => each.id),
	);
	const rows = state.messages.filter(
		(each) => found.has(each.conversationId) && Math.floor(Date.parse(each.date) / 1_000) <= latest,
	);
	const { rows: fifty } = pageByDate(rows, (row) => row.date, { length: 50 });
	const inOrder = messageOrder === 'newestFirst' ? fifty : fifty.toReversed();
	return json(200, inOrder.map((row) => shown(state, row)));
}

/** POST /v1/messages/all: the messages of the whole team. */
export function getTeamMessages(state: HeymarketState, call: Call): Answer {
	const body = call.body as { created_at?: string; order?: string; ascending?: boolean; limit?: number };
	const { createdAt, dateCursor } = state.unknowns;
	const time = (row: Message) => (body.order === 'updated_at' ? row.updated : row.date);
	const cursor = dateCursor === 'ignored' ? undefined : body.created_at;
	const page = { length: body.limit ?? pageLength, ascending: body.ascending ?? false };
	if (createdAt === 'followsAscending' || cursor === undefined) {
		const { rows } = pageByDate(state.messages, time, { ...page, cursor, edge: dateCursor });
		return json(200, rows.map((row) => shown(state, row)));
	}
	// Here the page says on which side of the time the rows lie, and whether those of the very time are among them.
	const from = microsecondsOf(cursor);
	const wanted = (row: Message) => (createdAt === 'before' ? microsecondsOf(time(row)) < from : microsecondsOf(time(row)) >= from);
	const { rows } = pageByDate(state.messages.filter(wanted), time, page);
	return json(200, rows.map((row) => shown(state, row)));
}
