import { emailAddressField, phoneNumberField, someOfField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { simplifiedConversation } from './simplified';

const contactEmail = emailAddressField({
	displayName: 'Contact Email',
	name: 'contactEmail',
	placeholder: 'e.g. anna@example.com',
	description: 'Only conversations with the person of this address',
});

const contactPhone = phoneNumberField({
	displayName: 'Contact Phone Number',
	name: 'contactPhone',
	placeholder: 'e.g. +1 415 555 0134',
	description: 'Only conversations with this number. Without a country code, the credential’s Default Country counts.',
});

const status = someOfField(
	{ displayName: 'Status', name: 'status', description: 'Only conversations that have one of these' },
	{ automated: 'Automated', closed: 'Closed', open: 'Open', spam: 'Spam' },
);

const type = someOfField(
	{ displayName: 'Channel Type', name: 'type', description: 'Only conversations over these channels' },
	{ email: 'Email', fax: 'Fax', phone: 'Phone', whatsapp: 'WhatsApp' },
);

/** GET /v1/conversations: pages by offset (docs.whippy.ai/reference/getconversations). */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many conversations',
	description: 'Get the conversations that have messages',
	effect: 'read',
	request: 'GET /v1/conversations',
	page: byOffset,
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			query('contacts[][email]', contactEmail),
			query('contacts[][phone]', contactPhone),
			query('status[]', status),
			query('type[]', type),
		),
	],
	simplified: simplifiedConversation,
});
