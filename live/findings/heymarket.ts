import { isOwnKey } from '../contract.ts';
import { cursorOf, keysIn, orderOf, rowsIn, type Finding, type Row, type Seen } from './seen.ts';

/** The lists with a cursor: the stop that reads behind it, the one that reads from the start, and the key of its time. */
const CURSORS: Record<string, [behind: string, whole: string, key: string, sentAs: string]> = {
	getTemplates: ['cursor of templates', 'template.getMany', 'updated', 'date'],
	getTags: ['cursor of tags', 'tag.getMany', 'updated', 'date'],
	getLists: ['cursor of lists', 'list.getMany', 'updated', 'date'],
	getContacts: ['cursor of contacts', 'contact.getMany', 'updated', 'date'],
	getChannelContacts: ['cursor of contacts with channels', 'contact.getMany with channels', 'updated', 'date'],
	getConversations: ['cursor of conversations', 'conversation.getMany', 'updated', 'date'],
	getTeamMessages: ['cursor of messages', 'message.getMany', 'date', 'created_at'],
};

function behindCursor(seen: Seen, operationId: string): string | undefined {
	const [behind, whole, key, sentAs] = CURSORS[operationId];
	const [asked] = seen.answers(operationId, behind);
	return asked && cursorOf(seen.rows(operationId, whole), rowsIn(asked.body), key, (asked.sent as Row)[sentAs]);
}

function tags(seen: Seen): string | undefined {
	const [first] = ['getContact', 'getContacts'].flatMap((name) => seen.rows(name)).flatMap(({ tags: all }) => (Array.isArray(all) ? (all as unknown[]) : []));
	if (first === undefined) return undefined;
	if (typeof first !== 'object') return 'ids';
	return 'tag_id' in (first as Row) ? 'asWritten' : 'tags';
}

function uuid(seen: Seen): string | undefined {
	const rows = ['getChannelContacts', 'getContactByUuid'].flatMap((name) => seen.rows(name));
	if (rows.length === 0) return undefined;
	if (rows.some((row) => typeof row.uuid === 'string')) return 'shown';
	const channels = rows.flatMap(({ contact_channels: all }) => (Array.isArray(all) ? (all as Row[]) : []));
	return channels.some(({ contact_id: own }) => typeof own === 'string' && own.includes('-')) ? 'inChannels' : 'missing';
}

function filters(seen: Seen): string | undefined {
	const [asked] = seen.answers('getConversations', 'filter of conversations');
	const all = seen.rows('getConversations', 'conversation.getMany');
	if (!asked || !all.some(({ status }) => status !== 'closed')) return undefined;
	return rowsIn(asked.body).every(({ status }) => status === 'closed') ? 'heeded' : 'ignored';
}

function group(seen: Seen): string | undefined {
	const rows = ['getConversations', 'getConversation'].flatMap((name) => seen.answers(name)).flatMap(({ body }) => rowsIn(body));
	// Without a list in the target, a group looks like a person.
	return rows.some(({ target }) => typeof target === 'string' && target.includes(',')) ? 'everybody' : undefined;
}

/** On which side of `created_at` the rows lie, in either direction. */
function createdAt(seen: Seen): string | undefined {
	const [down] = seen.answers('getTeamMessages', 'cursor of messages');
	const [up] = seen.answers('getTeamMessages', 'cursor of messages, ascending');
	if (!down || !up || seen.rows('getTeamMessages', 'message.getMany').length < 3) return undefined;
	const side = ({ sent, body }: typeof down): string => {
		const at = Date.parse(String((sent as Row).created_at));
		const times = rowsIn(body).map(({ date }) => Date.parse(String(date)));
		return times.some((time) => time < at) ? (times.some((time) => time > at) ? 'both' : 'before') : times.some((time) => time > at) ? 'after' : 'none';
	};
	const sides = `${side(down)} ${side(up)}`;
	return { 'before after': 'followsAscending', 'before before': 'before', 'after after': 'onAndAfter' }[sides];
}

function nobody(seen: Seen): string | undefined {
	const asked = seen.asked('number of nobody');
	if (asked?.status === 404) return 'notFound';
	return asked?.status === 200 && rowsIn(asked.body)[0]?.id === 0 ? 'zeros' : undefined;
}

function zero(seen: Seen): string | undefined {
	const asked = seen.asked('conversation.getMany');
	if (asked?.status === 403) return 'refused';
	return asked?.status === 200 && rowsIn(asked.body).length > 0 ? 'everyInbox' : undefined;
}

const countsAsText = (seen: Seen, operationId: string) => {
	const [answer] = seen.answers(operationId);
	return answer && { answer: `It answers with a ${typeof answer.body}`, isAssumed: typeof answer.body === 'string' };
};

/** What the tour can tell of what nobody knows of Heymarket. */
export const heymarketFindings: Finding[] = [
	{ operations: Object.keys(CURSORS), about: 'dateCursor', look: behindCursor },
	{ operations: ['getMessages'], about: 'messageOrder', look: (seen) => orderOf(seen.rows('getMessages', 'message.getMany of a conversation'), 'date') },
	{ operations: ['getContacts', 'getChannelContacts'], about: 'contactOrder', look: (seen, operationId) => orderOf(seen.rows(operationId), 'updated') },
	{ operations: ['getContact'], about: 'contactTags', look: tags },
	{ operations: ['getContactByUuid'], about: 'contactUuid', look: uuid },
	{
		operations: ['getContact'],
		about: 'optedOutShown',
		look: (seen) => {
			const [contact] = seen.rows('getContact');
			return contact && ('is_opted_out' in contact ? 'shown' : 'missing');
		},
	},
	{ operations: ['getConversations'], about: 'conversationFilters', look: filters },
	{ operations: ['getConversations'], about: 'memberZero', look: zero },
	{ operations: ['getConversations', 'getConversation'], about: 'groupTarget', look: group },
	{ operations: ['findContact'], about: 'unknownPhone', look: nobody },
	{ operations: ['getTeamMessages'], about: 'createdAt', look: createdAt },
	{
		operations: ['scheduleMessage'],
		about: 'scheduledPhone',
		look: (seen) => {
			const [row] = seen.rows('getScheduledMessage');
			return row && (row.conversation_id || row.list_id ? undefined : 'nobody');
		},
	},
	{ operations: ['countContacts', 'countConversations'], about: 'That it answers with a string', look: countsAsText },
	{
		operations: ['getLists'],
		about: 'How it pages, how long a page is, and what a row looks like',
		look: (seen) => {
			const rows = seen.rows('getLists');
			return rows.length > 0 ? { answer: `The first page has ${rows.length} rows; a row has ${keysIn(rows, isOwnKey)}` } : undefined;
		},
	},
];
