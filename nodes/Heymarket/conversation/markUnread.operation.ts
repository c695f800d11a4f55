import { changeDelivery } from '../../shared/form/delivery';
import { body, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, member } from '../fields';
import { byPeople, changedRow, stored } from './stored';

/** POST /v1/conversations/unread names a conversation by its inbox and its numbers, so these are read first. */
export const markUnread = operation({
	name: 'Mark as Unread',
	value: 'markUnread',
	action: 'Mark conversation as unread',
	description: 'Mark a conversation as not read by a member of the team',
	effect: 'write',
	request: 'POST /v1/conversations/unread',
	form: [setting(conversation), body('user_id', member), changeDelivery],
	reaches: ({ settings }) => ({ conversation: String(settings.conversation) }),
	readFirst: { ...stored, body: (read, { body: { user_id } }) => ({ ...byPeople(read), user_id }) },
	rows: changedRow,
	howToCheck: 'Look at it with Conversation > Get.',
});
