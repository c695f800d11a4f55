import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { pageByDate } from '../collections.ts';
import type { Call } from '../provider.ts';
import { notFound } from './refusals.ts';
import { senderIn } from './sending.ts';
import type { HeymarketState, Message } from './state.ts';
import { pageLength } from './table.ts';

function shown(state: HeymarketState, message: Message): object {
	const { conversationId, ...rest } = message;
	return { ...rest, conversation: state.conversations.find((each) => each.id === conversationId) };
}

/** GET /v1/messages: the fifty latest of one conversation. */
export function getMessages(state: HeymarketState, call: Call): Answer {
	const { phoneNumber, inboxID, timestamp } = call.query;
	const inbox = state.inboxes.find((each) => each.id === Number(inboxID));
	if (inbox === undefined) throw notFound(`Inbox ${String(inboxID)} not found`);
	const latest = timestamp === undefined ? Infinity : Number(timestamp);
	const conversations = new Set(
		state.conversations.filter((each) => each.inbox === inbox.id && each.target === phoneNumber).map((each) => each.id),
	);
	const rows = state.messages.filter(
		(each) => conversations.has(each.conversationId) && Math.floor(Date.parse(each.date) / 1_000) <= latest,
	);
	const { rows: latestFifty } = pageByDate(rows, (row) => row.date, { length: 50 });
	return json(200, latestFifty.map((row) => shown(state, row)));
}

/** POST /v1/messages/all: the messages of the whole team. */
export function getTeamMessages(state: HeymarketState, call: Call): Answer {
	const body = call.body as { created_at?: string; order?: string; ascending?: boolean; limit?: number };
	const time = (row: Message) => (body.order === 'updated_at' ? row.updated : row.date);
	const { rows } = pageByDate(state.messages, time, {
		cursor: body.created_at,
		length: body.limit ?? pageLength,
		ascending: body.ascending ?? false,
		edge: state.unknowns.dateCursor,
	});
	return json(200, rows.map((row) => shown(state, row)));
}

export function getTeam(state: HeymarketState): Answer {
	return json(200, state.team);
}

/** POST /v1/conversations/read */
export function markConversationRead(state: HeymarketState, call: Call): Answer {
	const { inbox_id, user_id, target, targets } = call.body as { inbox_id: number; user_id: number; target?: string; targets?: string[] };
	senderIn(state, inbox_id, user_id, 'inbox_id');
	const people = sameFor(targets ?? [target ?? '']);
	const found = state.conversations.find((each) => each.inbox === inbox_id && sameFor(each.target.split(',')) === people);
	if (found === undefined) throw notFound(`No conversation with ${people} in inbox ${inbox_id}`);
	found.unread = false;
	found.unread_users = (found.unread_users ?? []).filter((id) => id !== user_id);
	return json(200, 'ok');
}

/** The members of a conversation in an order of their own, so that two lists of the same people are equal. */
function sameFor(people: string[]): string {
	return people.flatMap((each) => each.split(',')).map((each) => each.trim()).toSorted().join(',');
}
