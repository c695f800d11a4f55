import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';
import { directionOf } from '../message/simplified';

/** A message in full, as far as a thread tells of it. */
export interface Mail extends IDataObject {
	_id: string;
	from: string;
	to: string[];
	cc: string[];
	subject: string;
	text: string;
	createdAt: string;
}

/** The messages of a thread that it has in full, the oldest first. */
function mailsOf({ messages }: IDataObject): Mail[] {
	return (messages as Array<Mail | string>).filter((message): message is Mail => typeof message === 'object' && message !== null);
}

const isSent = (mail: Mail) => directionOf(mail) === 'outbound';

/** With whom mails are exchanged: who wrote to the inbox, and to whom the inbox wrote. Sendook keeps addresses without names. */
export function othersIn(mails: Mail[]): string {
	const all = mails.flatMap((mail) => (isSent(mail) ? [...mail.to, ...mail.cc] : [mail.from]));
	return [...new Set(all.map((address) => address.toLowerCase()))].join(', ');
}

/** How many messages came in since the inbox wrote last. Sendook doesn't know who has read what. */
function unansweredIn(thread: IDataObject): number {
	const mails = mailsOf(thread);
	return mails.length - 1 - mails.findLastIndex(isSent);
}

const last = (thread: IDataObject) => mailsOf(thread).at(-1);

/** What people use of a thread with its messages (providers/sendook.md section 5). A thread itself has no subject. */
export const simplifiedThread: Column[] = [
	['email', (thread) => othersIn(mailsOf(thread))],
	['subject', (thread) => mailsOf(thread)[0]?.subject],
	['messages', (thread) => (thread.messages as unknown[]).length],
	['unanswered', unansweredIn],
	['lastMessage', (thread) => last(thread)?.createdAt],
	['direction', (thread) => directionOf(last(thread)!)],
	['text', (thread) => last(thread)?.text.trim()],
	'createdAt',
	'inboxId',
	'_id',
];
