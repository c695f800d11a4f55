import { dateTimeField, locatorField, oneOfField } from '../../shared/form/field';
import { integerId, uuid } from '../../shared/values/ids';

/* What limits a list of messages, the same in Get Many and Search. */

export const after = dateTimeField({ displayName: 'After', name: 'after', description: 'Only messages after this time' });

export const before = dateTimeField({ displayName: 'Before', name: 'before', description: 'Only messages before this time' });

export const channel = locatorField({
	displayName: 'Channel',
	name: 'channel',
	description: 'Only messages over this channel',
	search: 'searchChannels',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

export const user = locatorField({
	displayName: 'User',
	name: 'user',
	description: 'Only messages that this user wrote',
	search: 'searchUsers',
	placeholder: 'e.g. 12',
	convert: integerId,
});

export const type = oneOfField(
	{ displayName: 'Type', name: 'messageType', description: 'Only messages of this kind' },
	{ call: 'Call', email: 'Email', fax: 'Fax', mms: 'MMS', note: 'Note', sms: 'SMS', whatsapp: 'WhatsApp' },
);

export const deliveryStatus = oneOfField(
	{ displayName: 'Delivery Status', name: 'deliveryStatus', description: 'Only messages of which the channel says this' },
	{ delivered: 'Delivered', delivery_unconfirmed: 'Delivery Unconfirmed', failed: 'Failed', pending: 'Pending', queued: 'Queued', webhook_delivered: 'Received' },
);
