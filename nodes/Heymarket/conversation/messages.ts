import type { IDataObject } from 'n8n-workflow';
import { wordsOfBody, type Direction, type Message } from '../../shared/conversation/message';
import type { About } from '../../shared/conversation/transcript';
import type { Read } from '../../shared/operation';
import { shownNumber } from '../../shared/values/phone';
import { idIn, peopleNamed } from '../fields';
import { conversationRead, messagesOfConversation } from '../message/ofConversation';

/** What is read before the messages: whom the conversation is with, and who has it. */
export const readBefore = { reads: { conversation: conversationRead }, into: messagesOfConversation };

const conversationOf = ({ before }: Read): IDataObject => before.conversation?.[0] ?? {};

/** Whom a conversation is with. */
export function aboutOf(read: Read): About {
	const { id, inbox, ...conversation } = conversationOf(read);
	return { people: { name: conversation.name, with: peopleNamed(conversation).join(', ') }, ids: { inbox: idIn(inbox), conversation: id } };
}

/** Whether a member of the team has it. */
export function isTaken(read: Read): boolean {
	return idIn(conversationOf(read).assigned) !== undefined;
}

/** Comments are of a type of their own, whose name is not documented. A message has a `user` where a member of the team sent it (inferred; providers/heymarket.md section 5.6). */
export function directionOf({ type, user }: IDataObject): Direction {
	if (/comment|note|private|internal/i.test(String(type))) return 'internal';
	return user ? 'outbound' : 'inbound';
}

/** Whether the person got it as an answer: a text to a whole list answers nobody, and what did not go out neither. */
export function isAnswer(row: IDataObject): boolean {
	return directionOf(row) === 'outbound' && !row.broadcast_id && !row.raw_error;
}

/** The messages of a conversation, as people tell them apart. */
export function messagesOf(rows: IDataObject[], read: Read): Message[] {
	const { name, channel } = conversationOf(read);
	return rows.map((row) => {
		const direction = directionOf(row);
		const written = String(row.text ?? '');
		const isMail = channel === 'email' || row.type === 'email';
		return {
			id: row.id as number,
			date: String(row.date),
			direction,
			name: nameAmong(direction === 'inbound' ? [row.author, name, ...peopleNamed(row)] : [row.author, 'Team']),
			text: isMail ? wordsOfBody(written, read.content.settings.includeQuoted === true) : written,
			files: row.media ? [String(row.media)] : [],
		};
	});
}

/** The first of what may be a name that says something; a number as people write it. */
function nameAmong(names: unknown[]): string {
	const found = names.find((one) => typeof one === 'string' && one.trim() !== '') as string | undefined;
	return found === undefined ? 'Unknown' : shownNumber(found);
}
