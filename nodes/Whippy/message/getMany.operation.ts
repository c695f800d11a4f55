import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { contactId, conversationFilter } from '../fields';
import { byCursor } from '../pages';
import * as by from './filters';
import { simplifiedMessage } from './simplified';

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
			query('after', by.after),
			query('before', by.before),
			query('channel_id', by.channel),
			query('contact_id', contactId),
			query('conversation_id', conversationFilter),
			query('delivery_status', by.deliveryStatus),
			query('type', by.type),
			query('user_id', by.user),
		),
	],
	finish({ query: { after, before }, body }) {
		refuseReversed(after, before);
		return body as object;
	},
	simplified: simplifiedMessage,
});
