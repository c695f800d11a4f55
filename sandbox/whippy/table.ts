import type { Collection, Operate } from '../collections.ts';
import { allAtOnce, pageByCursor, pageByOffset } from '../pages.ts';
import type { Order, Page, Place } from '../pages.ts';
import type { Call } from '../provider.ts';
import { agents } from './agents.ts';
import * as contacts from './contacts.ts';
import * as conversations from './conversations.ts';
import { customObjects } from './customObjects.ts';
import { asStored, house, inData } from './house.ts';
import * as messages from './messages.ts';
import { developers } from './developers.ts';
import { outreach } from './outreach.ts';
import { asQuery, number } from './query.ts';
import { invalid } from './refusals.ts';
import * as team from './team.ts';
import type { AutomationTemplate, Tag, User } from './team.ts';
import type { Channel, Contact, Conversation, Message, WhippyState } from './state.ts';

const { record, list, get, create, update, remove } = house;

const byOffset = (rows: Conversation[], { query }: Call): Page<Conversation> =>
	pageByOffset(rows.toSorted(conversations.newestFirst), number(query, 'offset', 0), number(query, 'limit', 50));

/** By cursor or by offset. `direction` is among the names of a list that leads on in both directions. */
function byCursor<Row, At extends Place>(order: Order<Row, At>) {
	return (rows: Row[], { query: own, body }: Call): Page<Row> => {
		// A search names its page in the body.
		const query = { ...(body as Call['query'] | undefined), ...own };
		return pageByCursor(
			rows,
			order,
			{
				cursor: query['cursor'] as string | undefined,
				backward: query['direction'] === 'backward',
				offset: number(query, 'offset', 0),
				length: number(query, 'limit', 50),
			},
			() => invalid('cursor is not valid'),
		);
	};
}

function bothWays({ rows: data, next, previous }: Page<unknown>): object {
	return { data, metadata: { next_cursor: next, prev_cursor: previous } };
}

function forward({ rows: data, total, next }: Page<unknown>): object {
	return { data, total, metadata: { next_cursor: next } };
}

const channelRows: Collection<WhippyState, Channel> = { name: 'Channel', rows: ({ channels }) => channels };
const conversationRows: Collection<WhippyState, Conversation> = { name: 'Conversation', rows: (state) => state.conversations };
const messageRows: Collection<WhippyState, Message> = { name: 'Message', rows: (state) => state.messages };
const contactRows: Collection<WhippyState, Contact> = { name: 'Contact', rows: (state) => state.contacts, shown: contacts.shown };
const userRows: Collection<WhippyState, User> = { name: 'User', rows: ({ users }) => users, shown: team.shownUser };
const tagRows: Collection<WhippyState, Tag> = { name: 'Tag', rows: ({ tags }) => tags };
const templateRows: Collection<WhippyState, AutomationTemplate> = { name: 'Automation template', rows: (state) => state.automationTemplates };

/** A list that is asked for by a body. */
const searching =
	(operate: Operate<WhippyState>): Operate<WhippyState> =>
	(state, call) =>
		operate(state, { ...call, query: asQuery(call.body) });

/** Whippy's plain requests, one row for each. */
export const table: Record<string, Operate<WhippyState>> = {
	getOrganization: record(({ organization }) => organization),
	// Unlike other lists, this one has no total.
	getChannels: list(channelRows, allAtOnce, { answer: ({ rows: data }, { organization }) => ({ data, organization_id: organization.id }) }),
	getChannel: get(channelRows),
	getChannelUsers: list(userRows, asStored, { wanted: team.ofChannel }),
	getUsers: list(userRows, asStored, { wanted: team.wantedUser }),
	getTags: list(tagRows, asStored, { wanted: team.wantedTag }),
	createTag: create(tagRows, team.newTag, inData, 201),
	updateTag: update(tagRows, team.changeTag, inData),
	deleteTag: remove(tagRows, inData),
	getAutomationTemplates: list(templateRows, asStored, { wanted: team.wantedTemplate }),
	getConversations: list(conversationRows, byOffset, { wanted: conversations.wanted }),
	searchConversations: searching(list(conversationRows, byOffset, { wanted: conversations.wanted })),
	updateConversation: update(conversationRows, conversations.change, inData),
	searchMessages: searching(list(messageRows, byCursor(messages.byTime), { wanted: messages.wanted, answer: bothWays })),
	getMessages: list(messageRows, byCursor(messages.byTime), { wanted: messages.wanted, answer: bothWays }),
	getContacts: list(contactRows, byCursor(contacts.byName), { wanted: contacts.wanted, answer: forward }),
	searchContacts: list(contactRows, byCursor(contacts.byName), { wanted: contacts.searched, answer: forward }),
	getContact: get(contactRows),
	createContact: contacts.createContact,
	updateContact: contacts.updateContact,
	deleteContact: remove(contactRows, ({ id }) => inData({ id })),
	upsertContacts: contacts.upsertContacts,
	...outreach,
	...customObjects,
	...agents,
	...developers,
};
