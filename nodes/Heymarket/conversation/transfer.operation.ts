import { changeDelivery } from '../../shared/form/delivery';
import { body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, transferTo } from '../fields';
import { changedRow } from './stored';

/** POST /v1/conversations/transfer. */
export const transfer = operation({
	name: 'Transfer',
	value: 'transfer',
	action: 'Transfer conversation',
	description: 'Move a conversation to another inbox',
	effect: 'write',
	request: 'POST /v1/conversations/transfer',
	form: [body('conversation_id', conversation), body('transfer_inbox_id', transferTo), changeDelivery],
	reaches: ({ body: { conversation_id } }) => ({ conversation: String(conversation_id) }),
	rows: changedRow,
	howToCheck: 'Look at it with Conversation > Get.',
});
