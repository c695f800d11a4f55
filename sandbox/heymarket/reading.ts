import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { notFound } from './refusals.ts';
import type { HeymarketState, Message } from './state.ts';

/** How many rows a page has if the request can't choose (vendor's reference, templates and tags). */
const pageLength = 30;

interface Dated {
	id: number;
}

/**
 * The rows from a cursor's time on, one page of them. Rows of exactly that time are in the page, so they come again, and the
 * last page repeats for ever. A client must drop repeated rows, and stop when a page brings no new ones.
 */
function page<Row extends Dated>(
	rows: Row[],
	time: (row: Row) => string,
	cursor: string | undefined,
	{ limit = pageLength, ascending = false } = {},
): Row[] {
	const direction = ascending ? 1 : -1;
	const from = cursor === undefined ? -Infinity : Date.parse(cursor) * direction;
	return rows
		.map((row) => ({ row, at: Date.parse(time(row)) * direction }))
		.filter(({ at }) => at >= from)
		.sort((left, right) => left.at - right.at || (left.row.id - right.row.id) * direction)
		.slice(0, limit)
		.map(({ row }) => row);
}

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
	return json(200, page(rows, (row) => row.date, undefined, { limit: 50 }).map((row) => shown(state, row)));
}

/** POST /v1/messages/all: the messages of the whole team. */
export function getTeamMessages(state: HeymarketState, call: Call): Answer {
	const body = call.body as { created_at?: string; order?: string; ascending?: boolean; limit?: number };
	const time = (row: Message) => (body.order === 'updated_at' ? row.updated : row.date);
	const rows = page(state.messages, time, body.created_at, {
		limit: body.limit ?? pageLength,
		ascending: body.ascending ?? false,
	});
	return json(200, rows.map((row) => shown(state, row)));
}

export function getInboxes(state: HeymarketState): Answer {
	return json(200, state.inboxes);
}

export function getTeam(state: HeymarketState): Answer {
	return json(200, state.team);
}

export function getTemplates(state: HeymarketState, call: Call): Answer {
	return json(200, page(state.templates, (row) => row.updated, (call.body as { date?: string }).date));
}

export function getLists(state: HeymarketState, call: Call): Answer {
	return json(200, page(state.lists, (row) => row.updated, (call.body as { date?: string }).date));
}

export function getSurveys(state: HeymarketState, call: Call): Answer {
	const { limit = pageLength, page: number = 1 } = call.body as { limit?: number; page?: number };
	return json(200, state.surveys.slice((number - 1) * limit, number * limit));
}

export function getConversations(state: HeymarketState, call: Call): Answer {
	const { id, filters, date } = call.body as {
		id: number;
		filters: { inboxes?: number[]; closed?: boolean; unread?: boolean };
		date?: string;
	};
	const visible = new Set(state.inboxes.filter((inbox) => id === 0 || inbox.members.includes(id)).map((inbox) => inbox.id));
	const rows = state.conversations.filter(
		(each) =>
			visible.has(each.inbox) &&
			(filters.inboxes === undefined || filters.inboxes.includes(each.inbox)) &&
			(filters.closed === undefined || (each.status === 'closed') === filters.closed) &&
			(filters.unread === undefined || each.unread === filters.unread),
	);
	return json(200, page(rows, (row) => row.updated, date));
}

export function getConversation(state: HeymarketState, call: Call): Answer {
	const conversation = state.conversations.find((each) => each.id === Number(call.params['id']));
	if (conversation === undefined) throw notFound(`Conversation ${call.params['id']} not found`);
	return json(200, conversation);
}
