import { changeDelivery } from '../../shared/form/delivery';
import { body, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, member } from '../fields';
import { byPeople, changedRow, stored } from './stored';

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
	readFirst: { ...stored, body: (read, { body: { user_id } }) => ({ ...byPeople(read), user_id }) },
	rows: changedRow,
	howToCheck: 'Look at it with Conversation > Get.',
});
