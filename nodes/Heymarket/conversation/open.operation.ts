import { changeDelivery } from '../../shared/form/delivery';
import { body, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, member } from '../fields';
import { changedRow, inboxOf, stored } from './stored';

/** POST /v1/conversations/open wants the inbox of the conversation, so this is read first. */
export const open = operation({
	name: 'Open',
	value: 'open',
	action: 'Open conversation',
	description: 'Open a conversation that was closed',
	effect: 'write',
	request: 'POST /v1/conversations/open',
	form: [setting(conversation), body('user_id', member), changeDelivery],
	reaches: ({ settings }) => ({ conversation: String(settings.conversation) }),
	readFirst: { ...stored, body: (read, { body: { user_id }, settings }) => ({ inbox_id: inboxOf(read), user_id, chat_id: settings.conversation }) },
	rows: changedRow,
	howToCheck: 'Look at it with Conversation > Get.',
});
