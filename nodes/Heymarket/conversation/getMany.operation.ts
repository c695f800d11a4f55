import { dateTimeField, oneOfField, switchField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { body, filters, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversationFilters, idIn } from '../fields';
import { byDate } from '../pages';
import { simplifiedConversation } from './simplified';

const status = oneOfField(
	{ displayName: 'Conversation Status', name: 'conversationStatus', description: 'Only conversations that have it' },
	{ open: 'Open', closed: 'Closed' },
);

const unread = switchField({ displayName: 'Unread', name: 'unread', default: true, description: 'Whether to get unread conversations only, rather than those that were read' });

const after = dateTimeField({ displayName: 'After', name: 'after', description: 'Only conversations in which something changed from this time on' });

/** POST /v1/conversations: pages behind a date cursor, those changed last first. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many conversations',
	description: 'Get the conversations of the team, those changed last first',
	effect: 'read',
	request: 'POST /v1/conversations',
	page: { ...byDate('date', 'updated'), time: 'updated' },
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			setting(after),
			setting(conversationFilters.assignedTo),
			setting(conversationFilters.inbox),
			setting(status),
			setting(unread),
			body('id', conversationFilters.visibleTo),
		),
	],
	// That 0 stands for all inboxes is read into an example (providers/heymarket.md section 6).
	finish: ({ body: { id = 0 }, settings: { inbox, conversationStatus, unread: isUnread } }) => ({
		id,
		filters: {
			...(inbox !== undefined && { inboxes: [inbox] }),
			...(conversationStatus !== undefined && { closed: conversationStatus === 'closed' }),
			...(isUnread !== undefined && { unread: isUnread }),
		},
	}),
	// The newer page of Heymarket's reference has no filters, and nobody knows one for the member.
	isWanted: (row, { assignedTo, inbox, conversationStatus, unread: isUnread }) =>
		(assignedTo === undefined || idIn(row.assigned) === assignedTo) &&
		(inbox === undefined || row.inbox === undefined || idIn(row.inbox) === inbox) &&
		(conversationStatus === undefined || row.status === undefined || (row.status === 'closed') === (conversationStatus === 'closed')) &&
		(isUnread === undefined || row.unread === undefined || row.unread === isUnread),
	simplified: simplifiedConversation,
});
