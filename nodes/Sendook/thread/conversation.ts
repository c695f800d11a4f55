import type { IDataObject } from 'n8n-workflow';
import { wordsOfMail, type Message } from '../../shared/conversation/message';
import type { About } from '../../shared/conversation/transcript';
import type { Read } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { thread } from '../fields';
import { directionOf } from '../message/simplified';
import { othersIn, type Mail } from './simplified';

/** The messages of a thread as rows, the newest first, so that a limit keeps those. */
export function messagesIn(answer: unknown): unknown {
	const { messages } = (answer ?? {}) as IDataObject;
	return Array.isArray(messages) ? messages.toReversed() : answer;
}

/** A message of a thread. Sendook keeps of a received one what is new in it, and its address alone. */
function messageOf(mail: IDataObject, includeQuoted: unknown): Message {
	const { _id, createdAt, from, subject, attachments } = mail;
	return {
		id: String(_id),
		date: String(createdAt),
		direction: directionOf(mail),
		name: String(from),
		subject: subject as string | undefined,
		text: wordsOfMail(mail, includeQuoted === true),
		files: ((attachments ?? []) as Array<IDataObject | null>).map((file) => String(file?.name ?? 'unnamed file')),
	};
}

const isMail = ({ from, createdAt, to, cc }: IDataObject) => typeof from === 'string' && typeof createdAt === 'string' && Array.isArray(to) && Array.isArray(cc);

/**
 * What the shared parts make their rows of: the messages, and whom the thread is with.
 * @throws InvalidValue for an answer of another shape: a transcript of it would have gaps that nobody sees
 */
export function conversationOf(mails: IDataObject[], { content: { ids, settings } }: Read): [Message[], About] {
	if (!mails.every(isMail)) throw new InvalidValue(`${thread.property.displayName}: Sendook did not answer with its messages`, 'Look at it with Thread > Get, with Simplify switched off.');
	const people = { email: othersIn(mails as Mail[]), subject: mails.at(-1)?.subject };
	return [mails.map((mail) => messageOf(mail, settings.includeQuoted)), { people, ids: { threadId: ids.threadId, inboxId: ids.inboxId } }];
}
