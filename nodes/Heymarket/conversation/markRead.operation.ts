import { changeDelivery } from '../../shared/form/delivery';
import { body, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { conversation, member } from '../fields';

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
		body({ inbox, target }, { body: { user_id } }) {
			if (typeof target !== 'string' || target === '') throw new InvalidValue('Conversation: Heymarket did not tell whom it is with', 'Open it in Heymarket.');
			// A group's target is its numbers joined by commas.
			const numbers = target.split(',').map((one) => one.trim());
			return { inbox_id: inbox, user_id, ...(numbers.length > 1 ? { targets: numbers } : { target }) };
		},
	},
	rows: (_, { settings }) => ({ success: true, conversation: settings.conversation }),
	howToCheck: 'Look at it in Heymarket.',
});
