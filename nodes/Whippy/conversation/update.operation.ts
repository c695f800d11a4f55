import { changeDelivery } from '../../shared/form/delivery';
import { locatorField, oneOfField, type Field } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { body, path, updateFields } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { integerId } from '../../shared/values/ids';
import { conversation, conversationStatus } from '../fields';
import { simplifiedConversation } from './simplified';

const assignee = locatorField({
	displayName: 'Assigned To',
	name: 'assignee',
	description: 'The user who answers in this conversation',
	search: 'searchUsers',
	placeholder: 'e.g. 12',
	convert: integerId,
});

const status = conversationStatus({ automated: 'Automated', closed: 'Closed', open: 'Open', spam: 'Spam' }, 'unchanged when not added');

const asText = oneOfField({ displayName: 'Read Status', name: 'readStatus', description: 'What the conversation shows as in Whippy' }, { 0: 'Read', 1: 'Unread' });

/** The API takes the number of unread messages. */
const unread: Field<number, false> = { ...asText, convert: (value, context) => Number(asText.convert(value, context)) };

/** PUT /v1/conversations/{id}: what is left out stays as it is. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update conversation',
	description: 'Close, open or assign a conversation, or mark it as read or unread',
	effect: 'write',
	request: 'PUT /v1/conversations/{id}',
	form: [
		path('id', conversation),
		updateFields(body('status', status), body('assigned_user_id', assignee), body('unread_count', unread)),
		simplify,
		changeDelivery,
	],
	// Whippy's own program names the users in a list, other software the one user: either is dropped where the other is meant.
	finish: ({ body: changed }) => ({ ...changed, ...(changed.assigned_user_id !== undefined && { assigned_users: [changed.assigned_user_id] }) }),
	simplified: simplifiedConversation,
	howToCheck: 'Look at it with Conversation > Get.',
});
