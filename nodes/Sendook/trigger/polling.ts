import type { IDataObject } from 'n8n-workflow';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { keywordFilter, senderFilter } from '../../shared/trigger';
import type { PollDeclaration } from '../../shared/trigger/polling';
import { laterFirst } from '../../shared/values/moments';
import { inbox } from '../fields';
import { directionOf } from '../message/simplified';
import { sendook } from '../provider';
import { messageEvent } from './events';

/** What came in between two times, both included, the newest first. Sendook gives all messages of an inbox in one answer. */
function cameIn(answer: unknown, { after, before }: Record<string, unknown>): unknown {
	if (!Array.isArray(answer)) return answer;
	return (answer as IDataObject[])
		.filter((row) => directionOf(row) === 'inbound' && (after === undefined || laterFirst(row.createdAt, after) <= 0) && (before === undefined || laterFirst(before, row.createdAt) <= 0))
		.sort((one, other) => laterFirst(one.createdAt, other.createdAt));
}

const messages = operation({
	name: 'Get Many',
	value: 'messages',
	action: 'Get many emails',
	description: 'The messages of an inbox',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/messages',
	form: [path('inboxId', inbox)],
	rows: (answer, { settings }) => cameIn(answer, settings),
});

/** The Sendook polling trigger: new messages where no webhook may be set up. */
export const sendookPoll: PollDeclaration = {
	provider: sendook,
	kinds: [
		{
			name: 'New Message',
			value: 'message_received',
			description: 'An email came in; the Sendook Trigger tells that at once',
			operation: messages,
			ids: (settings) => ({ inboxId: settings.of(inbox) ?? '' }),
			id: '_id',
			time: 'createdAt',
			read: (row) => messageEvent('message.received', row),
		},
	],
	fields: [inbox],
	filters: [senderFilter, keywordFilter],
	notice: 'Sendook gives all messages of an inbox each time, with their whole text. Poll a large inbox rarely, or use the Sendook Trigger.',
};
