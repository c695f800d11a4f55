import { changeDelivery } from '../../shared/form/delivery';
import { body, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { conversation, member, peopleOf } from '../fields';

/** POST /v1/conversations/read names a conversation by its inbox and its numbers, so these are read first. */
export const markRead = operation({
	name: 'Mark as Read',
	value: 'markRead',
	action: 'Mark conversation as read',
	description: 'Mark a conversation as read by a member of the team',
	effect: 'write',
	request: 'POST /v1/conversations/read',
	form: [setting(conversation), body('user_id', member), changeDelivery],
	reaches: ({ settings }) => ({ conversation: String(settings.conversation) }),
	readFirst: {
		path: '/v1/conversations/{id}',
		ids: ({ settings }) => ({ id: String(settings.conversation) }),
		body(stored, { body: { user_id } }) {
			const [target, ...others] = peopleOf(stored);
			if (!target) throw new InvalidValue('Conversation: Heymarket did not tell whom it is with', 'Open it in Heymarket.');
			return { inbox_id: stored.inbox, user_id, ...(others.length > 0 ? { targets: [target, ...others] } : { target }) };
		},
	},
	rows: (_, { settings }) => ({ success: true, conversation: settings.conversation }),
	howToCheck: 'Look at it in Heymarket.',
});
