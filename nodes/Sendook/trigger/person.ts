import { isObject } from '../../shared/trigger';
import type { PersonRead } from '../../shared/trigger/person';
import { laterFirst } from '../../shared/values/moments';
import { directionOf } from '../message/simplified';

/** The thread tells whether its inbox has written since. Nobody can take or close a thread. */
export const person: PersonRead = {
	question({ direction, fields: { inbox, thread } }) {
		if (direction === undefined || typeof inbox !== 'string' || typeof thread !== 'string') return undefined;
		return { method: 'GET', path: '/v1/inboxes/{inboxId}/threads/{threadId}', ids: { inboxId: inbox, threadId: thread } };
	},
	seen(answer, { fields }) {
		const messages = isObject(answer) ? answer.messages : undefined;
		if (!Array.isArray(messages)) return {};
		// The oldest first, so what stands behind the message came later.
		const own = messages.findIndex((one) => isObject(one) && one._id === fields.messageId);
		return { answered: messages.some((one, at) => isObject(one) && directionOf(one) === 'outbound' && (own === -1 ? laterFirst(one.createdAt, fields.date) < 0 : at > own)) };
	},
	tellsAnswersOnly: true,
};
