import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { ask, beginning, called, chosenFirst, chosenIn, matching, rowsFor, searchPages, type ListSearches } from '../../shared/listSearch';
import { pathOf } from '../../shared/security/path';
import { isBlank } from '../../shared/values/invalid';
import { endsOf, justAfter, laterFirst } from '../../shared/values/moments';
import { objectOrNone, objectsIn } from '../../shared/values/objects';
import { shownNumber } from '../../shared/values/phone';
import { nameOf, uuidOf } from '../contact/simplified';
import { idIn, peopleNamed } from '../fields';
import { messagesOfConversation } from '../message/ofConversation';
import { ofTeam } from '../message/pages';
import { MOST_ROWS } from '../pages';
import { heymarket } from '../provider';

async function inboxes(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	return await rowsFor(context, heymarket, { method: 'GET', path: '/v1/inboxes' });
}

/** Whether the form is for a reply to an email, which has no inbox of its own. */
function isEmailReply(context: ILoadOptionsFunctions): boolean {
	return context.getCurrentNodeParameter('resource') === 'email' && context.getCurrentNodeParameter('operation') === 'reply';
}

/** The inbox chosen in the form. A form without the field may still hold what was chosen before in another one. */
function chosenInbox(context: ILoadOptionsFunctions): string | undefined {
	const isOfTeam = ['contact', 'conversation'].includes(String(context.getCurrentNodeParameter('resource')));
	// The messages of a conversation are chosen by it alone.
	const operation = context.getCurrentNodeParameter('operation');
	const isOfConversation = operation === 'get' || (operation === 'getMany' && context.getCurrentNodeParameter('source') === 'conversation');
	return isOfTeam || isEmailReply(context) || isOfConversation ? undefined : chosenIn(context, 'inbox');
}

/**
 * A row by its name; without one by the details, or by its ID.
 * @param others by which it is known too: a number or an address
 */
function named(row: IDataObject, details: unknown, ...others: unknown[]): INodeListSearchItems {
	const name = typeof row.name === 'string' && !isBlank(row.name) ? row.name.trim() : undefined;
	const known = details ? String(details) : undefined;
	const entry = { name: name && known ? `${name} (${known})` : (name ?? known ?? String(row.id)), value: String(row.id) };
	return called(entry, name, ...others);
}

/** A conversation by its name and by whom it is with, whose numbers Heymarket also gives as the name where it knows no other. */
function conversationEntry(row: IDataObject): INodeListSearchItems {
	const people = peopleNamed(row).map(shownNumber);
	const isNumbers = typeof row.name === 'string' && /^[\d\s+(),.-]*$/.test(row.name);
	// A group is not known by the number of one of its people.
	return named({ ...row, name: isNumbers ? '' : row.name }, people.join(', '), people.length === 1 ? people[0] : undefined);
}

/** The number of an inbox; empty where it is for email. */
function numberOf({ phone, phones }: IDataObject): string {
	return String(phone || (phones as string[] | undefined)?.[0] || '');
}

function inboxEntry(row: IDataObject): INodeListSearchItems {
	const number = shownNumber(numberOf(row));
	return named(row, number || 'email only', number);
}

interface DatedList {
	path: string;
	entry: (row: IDataObject) => INodeListSearchItems;
	body?: IDataObject;
	isOffered?: (row: IDataObject) => boolean;
}

/** Where the next page begins. Rows of the page before may come again (see `justAfter`), so they are named. */
interface Cursor {
	date?: string;
	shown: unknown[];
}

/** A list that comes page by page behind a date cursor: `updated` of its last row. */
async function searchByDate(
	context: ILoadOptionsFunctions,
	{ path, entry, body = {}, isOffered = () => true }: DatedList,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	return await searchPages(
		async (token) => {
			const { date, shown }: Cursor = token ? (JSON.parse(token) as Cursor) : { shown: [] };
			const rows = await rowsFor(context, heymarket, { method: 'POST', path, body: date ? { ...body, date } : body });
			const fresh = rows.filter(({ id }) => !shown.includes(id));
			const last = endsOf(rows.map(({ updated }) => updated))?.earliest;
			const next: Cursor | undefined =
				fresh.length > 0 && last !== undefined ? { date: justAfter(last), shown: rows.map(({ id }) => id) } : undefined;
			return { entries: fresh.filter(isOffered).map(entry), next: next && JSON.stringify(next) };
		},
		filter,
		paginationToken,
	);
}

const isInUse = ({ archived }: IDataObject) => archived !== true;

const conversations: DatedList = {
	path: '/v1/conversations',
	entry: conversationEntry,
};

/** Whose conversations are listed: those of the member chosen in the form, or of all inboxes, which 0 may stand for (providers/heymarket.md section 6). */
function memberIn(context: ILoadOptionsFunctions): number {
	return Number(['sendAs', 'member'].map((name) => chosenIn(context, name)).find((id) => /^\d+$/.test(String(id))) ?? 0);
}

/** The messages of a conversation. Those of a group or of mail can't be asked for, so the newest of the whole team are looked through. */
async function messagesOf(context: ILoadOptionsFunctions, id: string): Promise<IDataObject[]> {
	const stored = objectOrNone(await ask(context, heymarket, { method: 'GET', path: pathOf('/v1/conversations/{id}', { id }) }));
	const content = { request: ofTeam, ids: {}, query: {}, body: {}, settings: {} };
	const { request, query } = messagesOfConversation(content, { conversation: [stored] });
	const { method, path } = request;
	const rows = await rowsFor(context, heymarket, { method, path, query, body: method === 'POST' ? { limit: MOST_ROWS } : {} });
	return rows.filter((row) => idIn(row.conversation) === Number(id) || (row.conversation === undefined && method === 'GET'));
}

/** What the locators of the Heymarket node search. */
export const listSearch: ListSearches = {
	async searchInboxes(filter) {
		const rows = await inboxes(this);
		const resource = this.getCurrentNodeParameter('resource');
		const fitting = rows.filter((row) => resource === 'conversation' || (numberOf(row) === '') === (resource === 'email'));
		// Whether some teams write emails from inboxes with a number is unknown, so an empty list is never shown for that.
		const offered = fitting.length > 0 ? fitting : rows;
		return { results: matching(offered.map(inboxEntry), filter) };
	},

	/** Members by name: an inbox holds their numbers only, the team their names. */
	async searchMembers(filter) {
		const chosen = chosenInbox(this);
		const team = objectOrNone(await ask(this, heymarket, { method: 'GET', path: '/v1/team' }));
		const inbox = chosen === undefined ? undefined : (await inboxes(this)).find(({ id }) => String(id) === chosen);
		const ofInbox = inbox?.members as number[] | undefined;
		const members = objectsIn(team.members).filter(({ id }) => ofInbox?.includes(Number(id)) ?? true);
		return { results: matching(members.map((member) => named(member, member.role)), filter) };
	},

	async searchTemplates(filter, paginationToken) {
		const entry = (row: IDataObject) => named(row, beginning((row.content as IDataObject | undefined)?.text));
		const list = { path: '/v1/templates', entry, isOffered: isInUse };
		return await searchByDate(this, list, filter, paginationToken);
	},

	async searchTags(filter, paginationToken) {
		return await searchByDate(this, { path: '/v1/tags', entry: (row: IDataObject) => named({ ...row, name: row.tag }, undefined) }, filter, paginationToken);
	},

	async searchLists(filter, paginationToken) {
		const list = { path: '/v1/lists', entry: (row: IDataObject) => named(row, undefined), isOffered: isInUse };
		return await searchByDate(this, list, filter, paginationToken);
	},

	async searchSurveys(filter, paginationToken) {
		return await searchPages(
			async (token) => {
				const page = Number(token ?? 1);
				const rows = await rowsFor(this, heymarket, { method: 'POST', path: '/v1/surveys', body: { limit: 50, page } });
				// Heymarket may give shorter pages than are asked for.
				return { entries: rows.map((row) => named(row, row.type)), next: rows.length === 0 ? undefined : String(page + 1) };
			},
			filter,
			paginationToken,
		);
	},

	async searchContacts(filter, paginationToken) {
		const entry = (row: IDataObject) => {
			const name = nameOf(row);
			return named({ id: row.id, name: name || row.phone || row.email }, name && (row.phone || row.email), row.phone, row.email);
		};
		return await searchByDate(this, { path: '/v1/contacts', entry }, filter, paginationToken);
	},

	/** Contacts whose UUID Heymarket tells. */
	async searchContactUuids(filter, paginationToken) {
		const entry = (row: IDataObject) => {
			const name = nameOf(row);
			return named({ id: uuidOf(row), name: name || row.phone || row.email }, name && (row.phone || row.email), row.phone, row.email);
		};
		const list = { path: '/v2/contacts/list', entry, isOffered: (row: IDataObject) => uuidOf(row) !== undefined };
		return await searchByDate(this, list, filter, paginationToken);
	},

	async searchMessages(filter) {
		const rows = await messagesOf(this, chosenFirst(this, 'conversation'));
		const entries = rows
			.toSorted((one, other) => laterFirst(one.date, other.date))
			.map((row) => ({ name: [beginning(row.text) || 'No text', row.media && 'with a file', row.date].filter(Boolean).join(', '), value: String(row.id) }));
		return { results: matching(entries, filter) };
	},

	/** Those of the chosen inbox, since a message goes out from there; those of email where one is replied to. */
	async searchConversations(filter, paginationToken) {
		const operation = this.getCurrentNodeParameter('operation');
		const inbox = chosenInbox(this) ?? '';
		const hasInbox = /^\d+$/.test(inbox);
		// A text can't go into a conversation of email; anything else may be done in any.
		const isFitting = ({ channel }: IDataObject) => {
			if (isEmailReply(this)) return channel === undefined || channel === 'email';
			return channel !== 'email' || operation !== 'send';
		};
		// Whether Heymarket still honours the filter is unknown: its newer reference page doesn't show it.
		const isOfInbox = (row: IDataObject) => !hasInbox || row.inbox === undefined || String(row.inbox) === inbox;
		const list: DatedList = {
			...conversations,
			body: { id: memberIn(this), filters: hasInbox ? { inboxes: [Number(inbox)] } : {} },
			isOffered: (row) => isFitting(row) && isOfInbox(row),
		};
		return await searchByDate(this, list, filter, paginationToken);
	},
};

/** What the locators of the Heymarket triggers search. A trigger is about inboxes of any kind. */
export const triggerSearch: ListSearches = {
	async searchInboxes(filter) {
		return { results: matching((await inboxes(this)).map(inboxEntry), filter) };
	},
};
