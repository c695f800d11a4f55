import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';
import { directionOf } from '../message/simplified';

/** A message as far as a thread's row tells of it. */
interface Told extends IDataObject {
	from: string;
	to: string[];
	cc: string[];
	subject: string;
	text: string;
	createdAt: string;
}

/** The messages of a thread, where it has them in full, the oldest first. */
function messagesOf({ messages }: IDataObject): Told[] {
	return (messages as Array<Told | string>).filter((message): message is Told => typeof message === 'object' && message !== null);
}

const isSent = (message: Told) => directionOf(message) === 'sent';

/** With whom the thread is: who wrote to the inbox, and to whom the inbox wrote. Sendook keeps addresses without names. */
function othersIn(thread: IDataObject): string[] {
	const all = messagesOf(thread).flatMap((message) => (isSent(message) ? [...message.to, ...message.cc] : [message.from]));
	return [...new Set(all.map((address) => address.toLowerCase()))];
}

/** How many messages came in since the inbox wrote last. Sendook doesn't know who has read what. */
function unansweredIn(thread: IDataObject): number {
	const messages = messagesOf(thread);
	return messages.length - 1 - messages.findLastIndex(isSent);
}

const last = (thread: IDataObject) => messagesOf(thread).at(-1);

/** Of a thread with its messages in full as well as with their IDs only. */
export const messageCount: Column = ['messageCount', ({ messages }) => (messages as unknown[]).length];

/** What people use of a thread with its messages (providers/sendook.md section 5). A thread itself has no subject. */
export const simplifiedThread: Column[] = [
	['email', othersIn],
	['subject', (thread) => messagesOf(thread)[0]?.subject],
	messageCount,
	['lastMessage', (thread) => last(thread)?.text.trim()],
	['lastDirection', (thread) => directionOf(last(thread)!)],
	['lastMessageAt', (thread) => last(thread)?.createdAt],
	['unanswered', unansweredIn],
	'createdAt',
	'inboxId',
	'_id',
];
