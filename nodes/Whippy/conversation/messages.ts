import type { IDataObject } from 'n8n-workflow';
import { wordsOfBody, type Direction, type Message } from '../../shared/conversation/message';
import type { About } from '../../shared/conversation/transcript';
import type { Beside, Read } from '../../shared/operation';
import { shownNumber } from '../../shared/values/phone';
import { personOf } from './simplified';

/** The person who wrote a message or got it; of one conversation it is one. */
export const contactOfMessages: Beside = { name: 'contact', by: 'contact_id', path: '/v1/contacts/{id}' };

/** What is read before the messages: who has taken the conversation, and the names of the users who write in it. */
export const readBefore = {
	reads: {
		conversation: {
			path: '/v1/conversations/{id}',
			ids: ({ query: { conversation_id: id } }: { query: { conversation_id: string } }) => ({ id }),
			query: { 'messages[limit]': 1 },
		},
		users: { path: '/v1/users', query: { limit: 500 }, optional: true },
	},
	// The list is the oldest first, and the limit is one of the newest: it is read to its end.
	into: ({ settings: { limit, ...settings }, ...content }: Read['content']) => ({ ...content, settings: { ...settings, newest: limit } }),
} as const;

/** Whom a conversation is with. */
export function aboutOf(rows: IDataObject[], { before: { conversation: [conversation = {}] } }: Read): About {
	const { name, phone, email } = personOf(rows.find(({ contact }) => contact) ?? {});
	return { people: { name, phone, email }, ids: { contact_id: conversation.contact_id, conversation_id: conversation.id } };
}

/** Whether somebody of the team answers in it. */
export function isTaken({ before: { conversation: [conversation = {}] } }: Read): boolean {
	return (conversation.assigned_user_id ?? conversation.assigned_team_id ?? undefined) !== undefined;
}

/** The messages of a conversation, as people tell them apart. */
export function messagesOf(rows: IDataObject[], { before: { users }, content: { settings } }: Read): Message[] {
	const names = new Map(users.map(({ id, name }) => [id, name]));
	return rows.map((row) => {
		const direction = directionOf(row);
		return {
			id: String(row.id),
			date: inUtc(String(row.created_at)),
			direction,
			name: nameOf(row, direction === 'inbound' ? personOf(row).name : names.get(row.user_id)),
			text: textOf(row, settings.includeQuoted === true),
			files: ((row.attachments ?? []) as IDataObject[]).map(({ url }) => String(url)),
		};
	});
}

function directionOf({ source_type, type, direction }: IDataObject): Direction {
	if (source_type === 'NOTE' || type === 'note') return 'internal';
	return direction === 'INBOUND' ? 'inbound' : 'outbound';
}

function nameOf({ from }: IDataObject, name: unknown): string {
	return String(name || (from ? shownNumber(String(from)) : '') || 'Unknown');
}

/** Some of Whippy's times have no zone; they are in UTC. */
export function inUtc(time: string): string {
	return /Z$|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`;
}

/** An email's body is text or HTML. */
function textOf({ body, type }: IDataObject, isQuotedWanted: boolean): string {
	const written = String(body ?? '');
	if (type !== 'email') return written;
	return wordsOfBody(written, isQuotedWanted);
}
