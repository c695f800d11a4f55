import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { body, filters, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { assigneeFilter } from '../fields';
import { byOffset } from '../pages';
import * as by from './filters';
import { contactBeside, includeContact, listedConversation } from './simplified';

/** An object of what a person filled in; undefined where that is nothing. */
function objectOf(values: Record<string, unknown>): object | undefined {
	const given = Object.entries(values).filter(([, value]) => value !== undefined);
	return given.length > 0 ? Object.fromEntries(given) : undefined;
}

/** POST /v1/conversations/search: pages by offset in the body (docs.whippy.ai/reference/searchconversations). */
export const search = operation({
	name: 'Search',
	value: 'search',
	action: 'Search conversations',
	description: 'Find conversations by the person, the channel, the status or the time; one contact filter narrows down the others',
	effect: 'read',
	request: 'POST /v1/conversations/search',
	page: byOffset,
	form: [
		returnAllOrLimit,
		includeContact,
		simplify,
		filters(
			setting(assigneeFilter),
			setting(by.channel),
			setting(by.contactEmail),
			setting(by.contact),
			setting(by.contactName),
			setting(by.contactPhone),
			body('created_at.after', by.createdAfter),
			body('created_at.before', by.createdBefore),
			body('last_message_date.after', by.lastMessageAfter),
			body('last_message_date.before', by.lastMessageBefore),
			body('status', by.status),
			body('type', by.type),
			body('unread_count', by.unreadCount),
			body('updated_at.after', by.updatedAfter),
			body('updated_at.before', by.updatedBefore),
		),
	],
	// Each of them is a list of one. A contact and a channel are named by objects, which several fields of the form make one of.
	finish({ body: named, settings: { assignee, channel, contact, contactEmail, contactName, contactPhone } }) {
		by.refuseReversedTimes((name, end) => named[name]?.[end]);
		const person = objectOf({ id: contact, email: contactEmail, name: contactName, phone: contactPhone });
		return {
			...named,
			...(assignee !== undefined && { assigned_users: [assignee] }),
			...(person && { contacts: [person] }),
			...(channel !== undefined && { channels: [{ id: channel }] }),
		};
	},
	beside: contactBeside,
	simplified: listedConversation,
});
