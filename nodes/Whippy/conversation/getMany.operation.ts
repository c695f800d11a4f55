import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { assigneeFilter } from '../fields';
import { byOffset } from '../pages';
import * as by from './filters';
import { contactBeside, includeContact, listedConversation } from './simplified';

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
		includeContact,
		simplify,
		filters(
			query('assigned_users[]', assigneeFilter),
			query('channels[][id]', by.channel),
			query('contacts[][email]', by.contactEmail),
			query('contacts[][id]', by.contact),
			query('contacts[][name]', by.contactName),
			query('contacts[][phone]', by.contactPhone),
			query('created_at[after]', by.createdAfter),
			query('created_at[before]', by.createdBefore),
			query('last_message_date[after]', by.lastMessageAfter),
			query('last_message_date[before]', by.lastMessageBefore),
			query('status[]', by.status),
			query('type[]', by.type),
			query('unread_count', by.unreadCount),
			query('updated_at[after]', by.updatedAfter),
			query('updated_at[before]', by.updatedBefore),
		),
	],
	finish({ query, body }) {
		by.refuseReversedTimes((name, end) => query[`${name}[${end}]`]);
		return body as object;
	},
	beside: contactBeside,
	simplified: listedConversation,
});
