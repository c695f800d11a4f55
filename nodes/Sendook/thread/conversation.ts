import type { IDataObject } from 'n8n-workflow';
import { wordsOfMail, type Message } from '../../shared/conversation/message';
import type { About } from '../../shared/conversation/transcript';
import type { Read } from '../../shared/operation';
import { directionOf } from '../message/simplified';
import { othersIn, type Mail } from './simplified';

/** The messages of a thread as rows, the newest first, so that a limit keeps those. */
export function messagesIn(thread: unknown): unknown {
	const { messages } = (thread ?? {}) as IDataObject;
	return Array.isArray(messages) ? messages.toReversed() : thread;
}

/** A message of a thread. Sendook keeps of a received one what is new in it, and its address alone. */
function messageOf(mail: IDataObject, includeQuoted: unknown): Message {
	const { _id, createdAt, from, subject, attachments = [] } = mail;
	return {
		id: String(_id),
		date: String(createdAt),
		direction: directionOf(mail),
		name: String(from),
		subject: subject as string | undefined,
		text: wordsOfMail(mail, includeQuoted === true),
		files: (attachments as Array<IDataObject | null>).map((file) => String(file?.name ?? 'unnamed file')),
	};
}

/** What the shared parts make their rows of: the messages, and whom the thread is with. */
export function conversationOf(mails: IDataObject[], { content: { ids, settings } }: Read): [Message[], About] {
	const people = { email: othersIn(mails as Mail[]), subject: mails.at(-1)?.subject };
	return [mails.map((mail) => messageOf(mail, settings.includeQuoted)), { people, ids: { threadId: ids.threadId, inboxId: ids.inboxId } }];
}
