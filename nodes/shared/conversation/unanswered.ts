import type { IDataObject } from 'n8n-workflow';
import type { Read } from '../operation';
import { newestFirst, type Message } from './message';
import { rowOf, type About } from './transcript';

/** Whether a part of a conversation, its newest messages, reaches back to our last answer. */
export function holdsAnswer(messages: Message[]): boolean {
	return messages.some(({ direction }) => direction === 'outbound');
}

/**
 * The rows of what a person wrote since our last answer, or no rows where nothing is to be answered. The text of one item has
 * a line for each message, and the ID of the newest.
 *
 * @param messages the newest of a conversation, in any order, back to our last answer at least
 * @param isTaken whether somebody of the team has taken the conversation
 */
export function unanswered(messages: Message[], { people, ids }: About, { content: { settings } }: Read, isTaken: boolean): IDataObject[] {
	const ordered = newestFirst(messages);
	const lastAnswer = ordered.findIndex(({ direction }) => direction === 'outbound');
	const since = lastAnswer === -1 ? ordered : ordered.slice(0, lastAnswer);
	const received = since.filter(({ direction }) => direction === 'inbound');
	const [newest] = received;
	if (!newest) return [];
	if (settings.onlyIfNewest !== undefined && String(newest.id) !== settings.onlyIfNewest) return [];
	// A note that is older than all of them says nothing about them.
	const isDealtWith = isTaken || since.slice(0, since.indexOf(received.at(-1)!)).some(({ direction }) => direction === 'internal');
	if (settings.onlyIfNobodyAnswered === true && isDealtWith) return [];
	const oldestFirst = received.toReversed();
	if (settings.outputAs === 'items') return oldestFirst.map((message) => ({ ...rowOf(message), ...ids, messageId: message.id }));
	const { date, subject } = newest;
	const files = oldestFirst.flatMap((message) => message.files ?? []);
	return [
		{
			...people,
			...rowOf({ ...newest, text: oldestFirst.map(({ text }) => text).filter(Boolean).join('\n'), files, subject }),
			messages: oldestFirst.length,
			date,
			...ids,
			messageId: newest.id,
		},
	];
}
