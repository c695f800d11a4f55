import type { IDataObject } from 'n8n-workflow';
import { operation } from '../../shared/operation';
import { copyOf, filterBy, keywordFilter, senderFilter, withValues } from '../../shared/trigger';
import type { ReportedEvent } from '../../shared/trigger/event';
import type { PollDeclaration } from '../../shared/trigger/polling';
import { justAfter } from '../../shared/values/moments';
import { nameOf } from '../contact/simplified';
import { byDate, MOST_ROWS } from '../pages';
import { heymarket } from '../provider';
import { inboxFilter, channelFilter } from './fields';
import { messageEvent } from './events';

/** The team's messages, those first that were written or changed last, as `order` says. */
function messagesBy(field: 'date' | 'updated') {
	const order = field === 'date' ? {} : { order: 'updated_at' };
	return operation({
		name: 'Get Many',
		value: field,
		action: 'Get many messages',
		description: 'The messages of the whole team',
		effect: 'read',
		request: 'POST /v1/messages/all',
		page: {
			...byDate('created_at', field),
			time: field,
			first: (content, wanted = MOST_ROWS) => ({
				...content,
				body: { limit: Math.min(wanted, MOST_ROWS), ...order, ...beginningAt('created_at', content.settings.before) },
			}),
		},
		form: [],
	});
}

const contacts = operation({
	name: 'Get Many',
	value: 'contacts',
	action: 'Get many contacts',
	description: 'The contacts of the team',
	effect: 'read',
	request: 'POST /v1/contacts',
	page: {
		...byDate('date', 'updated'),
		time: 'updated',
		first: (content) => ({ ...content, body: beginningAt('date', content.settings.before) }),
	},
	form: [],
});

/** Whether a row of exactly that time is among them is unknown, so the cursor lies just behind it. */
function beginningAt(name: string, time: unknown): IDataObject {
	return time === undefined ? {} : { [name]: justAfter(String(time)) };
}

/** What stands in a message that didn't go out (reported; providers/heymarket.md section 5.6). */
function isFailed({ status, raw_error: reason, target_errors: reasons }: IDataObject): boolean {
	const hasReasons = typeof reasons === 'object' && reasons !== null && Object.keys(reasons).length > 0;
	return /fail|undeliver|reject|error/i.test(String(status)) || Boolean(reason) || hasReasons;
}

function failureEvent(row: IDataObject): ReportedEvent {
	const event = messageEvent('message_sent', row);
	const reasons = Object.entries((row.target_errors ?? {}) as IDataObject).map(([number, reason]) => `${number}: ${typeof reason === 'string' ? reason : JSON.stringify(reason)}`);
	const reason = [row.raw_error, ...reasons].filter(Boolean).join('; ');
	return { ...event, fields: { ...event.fields, ...withValues({ status: row.status, reason }) } };
}

/** What a contact of Heymarket has (contracts/heymarket/contact.yaml). */
export const contactNames = [
	'id', 'uuid', 'first', 'last', 'display_name', 'phone', 'email', 'avatar', 'custom', 'note', 'tags', 'assigned_user_id', 'creator_id', 'team_id', 'inbox_id',
	'parent_id', 'external_id', 'external_ref', 'shared', 'type', 'op', 'rev', 'created', 'updated', 'is_opted_out', 'contact_channels',
] as const;

function contactEvent(row: IDataObject): ReportedEvent {
	const digits = /^\+?(\d{6,15})$/.exec(String(row.phone))?.[1];
	return {
		wire: 'contact',
		id: `${String(row.id)}:${String(row.updated)}`,
		fields: withValues({
			phoneNumber: digits && `+${digits}`,
			to: row.email,
			name: nameOf(row),
			isNew: row.created !== undefined && row.created === row.updated,
			date: row.updated,
			inbox: row.inbox_id,
			contact: row.id,
		}),
		data: copyOf(row, contactNames),
		record: row,
	};
}

/** The Heymarket polling trigger: what no webhook of Heymarket tells, and new messages where none may be set up. */
export const heymarketPoll: PollDeclaration = {
	provider: heymarket,
	kinds: [
		{
			name: 'Message Not Delivered',
			value: 'messageNotDelivered',
			description: 'A message that Heymarket had accepted did not go out',
			operation: messagesBy('updated'),
			id: 'id',
			time: 'updated',
			isOnce: true,
			isWanted: isFailed,
			read: failureEvent,
		},
		{
			name: 'New Message',
			value: 'message_received',
			description: 'Somebody has written to you; the Heymarket Trigger tells that at once',
			operation: messagesBy('date'),
			id: 'id',
			time: 'date',
			isWanted: ({ user }) => !user,
			read: (row) => messageEvent('message_received', row),
		},
		{
			name: 'New or Changed Contact',
			value: 'contactChanged',
			description: 'A contact was made or changed',
			operation: contacts,
			id: 'id',
			time: 'updated',
			read: contactEvent,
		},
	],
	filters: [filterBy(inboxFilter), channelFilter, senderFilter, keywordFilter],
};
