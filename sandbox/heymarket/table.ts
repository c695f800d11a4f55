import { plainRequests } from '../collections.ts';
import type { Collection, Operate, Paging } from '../collections.ts';
import { allAtOnce, pageByDate, pageByNumber } from '../pages.ts';
import { channelContacts, rewriteByUuid } from './channelContacts.ts';
import { contacts, rewrite } from './contacts.ts';
import { conversations, visible } from './conversations.ts';
import { changeList, createList, createTag, createTemplate, deleteTag, receiptOf, rewriteTemplate } from './records.ts';
import { notFound } from './refusals.ts';
import type { HeymarketState } from './state.ts';

/** How many rows a page has if the request can't choose (vendor's reference, templates and tags). */
export const pageLength = 30;

/** Contacts of the second generation are named by their UUIDs. */
const byUuid = plainRequests<HeymarketState, { uuid: string }>({
	idOf: ({ uuid }) => uuid,
	idIn: ({ params }) => params['contactId'] ?? '',
	missing: (name, id) => notFound(`${name} ${id} not found`),
	listed: ({ rows }) => rows,
	got: (shown) => shown,
});

const { record, list, get, create, update, remove, count } = plainRequests<HeymarketState, { id: number }>({
	idOf: ({ id }) => String(id),
	idIn: ({ params }) => params['id'] ?? '',
	missing: (name, id) => notFound(`${name} ${id} not found`),
	listed: ({ rows }) => rows,
	got: (shown) => shown,
});

type Room = 'inboxes' | 'schedules' | 'tags' | 'templates' | 'lists' | 'surveys' | 'contactFields';

function collection<Name extends Room>(room: Name, name: string): Collection<HeymarketState, HeymarketState[Name][number]> {
	return { name, rows: (state) => state[room] };
}

/** The cursor `date` of the body: the updated time of the last row that the client has. */
function byDateIn(ascending: (state: HeymarketState) => boolean): Paging<HeymarketState, { id: number; updated: string }> {
	return (rows, { body }, state) => {
		const { date: cursor, limit: length = pageLength, ascending: asked } = (body ?? {}) as { date?: string; limit?: number; ascending?: boolean };
		const edge = state.unknowns.dateCursor;
		return pageByDate(rows, (row) => row.updated, { cursor, length, ascending: asked ?? ascending(state), edge });
	};
}

const byDate = byDateIn(() => false);

const byPage: Paging<HeymarketState, unknown> = (rows, { body }) => {
	const { limit = pageLength, page = 1 } = body as { limit?: number; page?: number };
	return pageByNumber(rows, page, limit);
};

/** Heymarket's plain requests, one row for each. */
export const table: Record<string, Operate<HeymarketState>> = {
	getTeam: record(({ team }) => team),
	getInboxes: list(collection('inboxes', 'Inbox'), allAtOnce),
	getTemplates: list(collection('templates', 'Template'), byDate),
	getTemplate: get(collection('templates', 'Template')),
	createTemplate: create(collection('templates', 'Template'), createTemplate, receiptOf),
	updateTemplate: update(collection('templates', 'Template'), rewriteTemplate, receiptOf),
	deleteTemplate: remove(collection('templates', 'Template'), () => 'ok'),
	createList: create(collection('lists', 'List'), createList, receiptOf),
	updateList: update(collection('lists', 'List'), changeList, ({ id, rev }) => ({ id, rev })),
	deleteList: remove(collection('lists', 'List'), ({ id }) => ({ deleted: true, id })),
	getLists: list(collection('lists', 'List'), byDate),
	getSurveys: list(collection('surveys', 'Survey'), byPage),
	getSurvey: get(collection('surveys', 'Survey')),
	getScheduledMessage: get(collection('schedules', 'Scheduled message')),
	getTags: list(collection('tags', 'Tag'), byDate),
	getTag: get(collection('tags', 'Tag')),
	createTag: create(collection('tags', 'Tag'), createTag, receiptOf),
	deleteTag: deleteTag(remove(collection('tags', 'Tag'), () => 'ok')),
	getConversations: list(conversations, byDate, { wanted: visible }),
	getConversation: get(conversations),
	countConversations: count(conversations, String),
	countMessages: count({ name: 'Message', rows: ({ messages }) => messages }, String),
	getContactFields: list(collection('contactFields', 'Custom field'), allAtOnce),
	getContacts: list(contacts, byDateIn(({ unknowns }) => unknowns.contactOrder === 'oldestFirst')),
	countContacts: count(contacts, String),
	getContact: get(contacts),
	updateContact: update(contacts, rewrite, ({ id, rev, uuid }) => ({ id, rev, uuid })),
	getContactByUuid: byUuid.get(channelContacts),
	updateContactByUuid: byUuid.change(channelContacts, rewriteByUuid),
	deleteContactByUuid: byUuid.remove(channelContacts, () => 'ok'),
	getChannelContacts: list(channelContacts, byDateIn(({ unknowns }) => unknowns.contactOrder === 'oldestFirst')),
	deleteContact: remove(contacts, () => 'ok'),
};
