import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../shared/trigger';
import type { PersonRead, PersonSeen } from '../../shared/trigger/person';
import { laterFirst } from '../../shared/values/moments';
import { withoutPlus } from '../../shared/values/phone';
import { idIn } from '../fields';

/**
 * One read tells all: the messages between an inbox and a person, each with its conversation. A group and an email are not
 * listed so; of them only the conversation is read, which doesn't tell whether it was answered since.
 */
export const person: PersonRead = {
	question({ fields: { phoneNumber, inbox, conversation, messageId } }) {
		if (messageId === undefined || conversation === undefined) return undefined;
		if (typeof phoneNumber === 'string' && inbox !== undefined) {
			return { method: 'GET', path: '/v1/messages', query: { inboxID: inbox, phoneNumber: withoutPlus(phoneNumber) } };
		}
		return { method: 'GET', path: '/v1/conversations/{id}', ids: { id: String(conversation) } };
	},
	seen(answer, { fields }) {
		if (!Array.isArray(answer)) return isObject(answer) ? ofConversation(answer) : {};
		const messages = answer.filter(isObject).toSorted((one, other) => laterFirst(one.date, other.date));
		const [newest] = messages;
		// A message has a `user` where a member of the team sent it (inferred; providers/heymarket.md section 5.6).
		const answered = messages.some((message) => Boolean(message.user) && isLater(message, fields));
		return { answered, ...(isObject(newest?.conversation) && ofConversation(newest.conversation)) };
	},
};

function ofConversation({ assigned, status }: IDataObject): PersonSeen {
	const assignedTo = idIn(assigned);
	return { ...(assignedTo !== undefined && { assignedTo }), closed: status === 'closed' };
}

/** Whether a message came after the one that the event is about. Of two at one time, the higher ID is later. */
function isLater(message: IDataObject, { date, messageId }: IDataObject): boolean {
	const order = laterFirst(message.date, date);
	return order < 0 || (order === 0 && Number(idIn(message.id) ?? 0) > Number(messageId));
}
