import { dateTimeField, oneOfField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contactId, conversationFilter } from '../fields';
import { byCursor } from '../pages';

const after = dateTimeField({ displayName: 'After', name: 'after', description: 'Only messages after this time' });

const before = dateTimeField({ displayName: 'Before', name: 'before', description: 'Only messages before this time' });

const type = oneOfField(
	{ displayName: 'Type', name: 'messageType', description: 'Only messages of this kind' },
	{ call: 'Call', email: 'Email', fax: 'Fax', mms: 'MMS', note: 'Note', sms: 'SMS', whatsapp: 'WhatsApp' },
);

const deliveryStatus = oneOfField(
	{ displayName: 'Delivery Status', name: 'deliveryStatus', description: 'Only messages of which the channel says this' },
	{ delivered: 'Delivered', delivery_unconfirmed: 'Delivery Unconfirmed', failed: 'Failed', pending: 'Pending', queued: 'Queued', webhook_delivered: 'Received' },
);

/** GET /v1/messages/list: pages behind a cursor. Whippy has no order from the newest on. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many messages',
	description: 'Get the messages of all conversations, the oldest first; After leaves out what is older',
	effect: 'read',
	request: 'GET /v1/messages/list',
	page: byCursor,
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			query('after', after),
			query('before', before),
			query('contact_id', contactId),
			query('conversation_id', conversationFilter),
			query('delivery_status', deliveryStatus),
			query('type', type),
		),
	],
	simplified: ['created_at', 'direction', 'from', 'to', 'body', 'type', 'delivery_status', 'conversation_id', 'contact_id', 'id'],
});
