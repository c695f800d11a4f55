import type { IDataObject } from 'n8n-workflow';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { laterFirst } from '../../shared/values/moments';
import { inbox } from '../fields';
import { simplifiedThread } from './simplified';

/** The threads with their messages in full, in place of the IDs of these. */
function withMessages(threads: IDataObject[], messages: IDataObject[]): IDataObject[] {
	const byId = new Map(messages.map((message) => [message._id, message]));
	return threads.map((thread) => (Array.isArray(thread.messages) ? { ...thread, messages: thread.messages.map((id) => byId.get(id as string) ?? id) } : thread));
}

/** GET /v1/inboxes/{inboxId}/threads: each with the IDs of its messages, so these are read before. A thread is changed by a new message. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many threads',
	description: 'Get the threads of an inbox, those with the newest messages first: with whom each is, its subject, its last message, and how many are not answered yet',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/threads',
	form: [path('inboxId', inbox), returnAllOrLimit, simplify],
	readBefore: { reads: { messages: { path: '/v1/inboxes/{inboxId}/messages', ids: ({ ids }) => ids } } },
	rows: (answer) => (Array.isArray(answer) ? answer.toSorted((one: IDataObject, other: IDataObject) => laterFirst(one.updatedAt, other.updatedAt)) : answer),
	whole: (threads, { before: { messages } }) => withMessages(threads, messages),
	simplified: simplifiedThread,
});
