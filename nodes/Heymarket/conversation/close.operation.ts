import { changeDelivery } from '../../shared/form/delivery';
import { body, notice, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, member } from '../fields';
import { changedRow, inboxOf, stored } from './stored';

/** POST /v1/conversations/close wants the inbox of the conversation, so this is read first. */
export const close = operation({
	name: 'Close',
	value: 'close',
	action: 'Close conversation',
	description: 'Close a conversation',
	effect: 'write',
	request: 'POST /v1/conversations/close',
	form: [
		setting(conversation),
		body('user_id', member),
		notice('closeNotice', 'An automation of your team may send a message or a survey when a conversation is closed.'),
		changeDelivery,
	],
	reaches: ({ settings }) => ({ conversation: String(settings.conversation) }),
	readFirst: { ...stored, body: (read, { body: { user_id }, settings }) => ({ inbox_id: inboxOf(read), user_id, chat_id: settings.conversation }) },
	rows: changedRow,
	howToCheck: 'Look at it with Conversation > Get.',
});
