import { allAtOnce, pageByDate, pageNumber, plainRequests } from '../collections.ts';
import type { Collection, Operate, Paging } from '../collections.ts';
import type { Call } from '../provider.ts';
import { contacts, rewrite } from './contacts.ts';
import { notFound } from './refusals.ts';
import type { Conversation, HeymarketState } from './state.ts';

/** How many rows a page has if the request can't choose (vendor's reference, templates and tags). */
export const pageLength = 30;

const { list, get, update, remove, count } = plainRequests<HeymarketState, { id: number }>({
	idOf: ({ id }) => String(id),
	missing: (name, id) => notFound(`${name} ${id} not found`),
	listed: ({ rows }) => rows,
	got: (shown) => shown,
});

type Room = 'inboxes' | 'templates' | 'lists' | 'surveys' | 'conversations' | 'contactFields';

function collection<Name extends Room>(room: Name, name: string): Collection<HeymarketState, HeymarketState[Name][number]> {
	return { name, rows: (state) => state[room] };
}

/** The cursor `date` of the body: the updated time of the last row that the client has. */
const byDate: Paging<HeymarketState, { id: number; updated: string }> = (rows, { body }, state) => {
	const { date: cursor } = (body ?? {}) as { date?: string };
	return pageByDate(rows, (row) => row.updated, { cursor, length: pageLength, edge: state.unknowns.dateCursor });
};

const byPage: Paging<HeymarketState, unknown> = (rows, { body }) => {
	const { limit = pageLength, page = 1 } = body as { limit?: number; page?: number };
	return pageNumber(rows, page, limit);
};

/** The conversations in inboxes that a member has access to, and of these the ones that the filters let through. */
function visible({ body }: Call, state: HeymarketState): (row: Conversation) => boolean {
	const { id, filters } = body as { id: number; filters: { inboxes?: number[]; closed?: boolean; unread?: boolean } };
	const open = new Set(state.inboxes.filter((inbox) => id === 0 || inbox.members.includes(id)).map((inbox) => inbox.id));
	return (each) =>
		open.has(each.inbox) &&
		(filters.inboxes === undefined || filters.inboxes.includes(each.inbox)) &&
		(filters.closed === undefined || (each.status === 'closed') === filters.closed) &&
		(filters.unread === undefined || each.unread === filters.unread);
}

const conversations = collection('conversations', 'Conversation');

/** Heymarket's plain requests, one row for each. */
export const table: Record<string, Operate<HeymarketState>> = {
	getInboxes: list(collection('inboxes', 'Inbox'), allAtOnce),
	getTemplates: list(collection('templates', 'Template'), byDate),
	getLists: list(collection('lists', 'List'), byDate),
	getSurveys: list(collection('surveys', 'Survey'), byPage),
	getConversations: list(conversations, byDate, visible),
	getConversation: get(conversations),
	getContactFields: list(collection('contactFields', 'Custom field'), allAtOnce),
	getContacts: list(contacts, byDate),
	countContacts: count(contacts, String),
	getContact: get(contacts),
	updateContact: update(contacts, rewrite, ({ id, rev, uuid }) => ({ id, rev, uuid })),
	deleteContact: remove(contacts, () => 'ok'),
};
