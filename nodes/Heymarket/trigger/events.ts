import type { IDataObject } from 'n8n-workflow';
import { splitBody } from '../../shared/conversation/message';
import type { Read } from '../../shared/trigger/declaration';
import { copyOf, isObject, withValues } from '../../shared/trigger';
import type { EventKind, ReportedEvent } from '../../shared/trigger/event';
import { idIn, peopleNamed } from '../fields';

/** The twelve events of Heymarket's webhooks (developers.heymarket.com/api-reference/webhooks). */
export const events: readonly EventKind[] = [
	// So Heymarket spells it; should that ever be corrected, the trigger goes on.
	{ name: 'Message Received', value: 'message_received', wires: ['message_recieved', 'message_received'], description: 'Somebody has written to you' },
	{ name: 'Message Sent', value: 'message_sent', description: 'Your team, an automation or a workflow has written, so an answer of this workflow would start it again' },
	{ name: 'Opted Out', value: 'target_opt_out', description: 'Somebody wants no more messages, such as by writing STOP' },
	{ name: 'Opted In', value: 'target_opt_in', description: 'Somebody wants messages again, such as by writing START' },
	{ name: 'Double Opt-In', value: 'target_double_opt_in', description: 'Somebody has confirmed that they want messages' },
	{ name: 'Double Opt-In Restricted', value: 'target_double_opt_restricted', description: 'Somebody can’t be written to before they have confirmed it' },
	{ name: 'Conversation Opened', value: 'chat_opened', description: 'A conversation was opened' },
	{ name: 'Conversation Closed', value: 'chat_closed', description: 'A conversation was closed' },
	{ name: 'Conversation Pending', value: 'chat_pending', description: 'A conversation was set to pending' },
	{ name: 'Conversation Reassigned', value: 'chat_reassigned', description: 'A conversation was given to another member' },
	{ name: 'Conversation Transferred', value: 'chat_transferred', description: 'A conversation was moved to another inbox' },
	{ name: 'Incoming Call', value: 'incoming_call', description: 'Somebody calls one of your numbers' },
];

/** What a message of Heymarket has (contracts/heymarket/message.yaml). */
export const messageNames = [
	'id', 'text', 'type', 'status', 'date', 'updated', 'user', 'author', 'phone', 'target', 'targets', 'channel', 'media', 'link_url', 'local_id',
	'broadcast_id', 'flagged', 'super', 'support', 'hidden', 'raw_error', 'target_errors', 'custom', 'conversation',
] as const;

/** What a conversation of Heymarket has (contracts/heymarket/conversation.yaml). */
export const conversationNames = [
	'id', 'assigned', 'blocked', 'channel', 'created', 'creator', 'email_noti', 'inbox', 'last_inbound', 'local_id', 'members', 'muted', 'name',
	'noreply', 'op', 'read', 'replied', 'snooze_till', 'status', 'super', 'support', 'target', 'type', 'unread', 'unread_users', 'updated',
] as const;

/** One envelope of a webhook: its `id` is that of the webhook's settings, not of the event. The token is not passed on. */
export function readEvent({ type, event_data: data }: IDataObject): Read {
	if (typeof type !== 'string' || type === '' || type.length > LONGEST_TYPE || !isObject(data)) return undefined;
	const wire = type.trim();
	if (/^message_/.test(wire)) return messageEvent(wire, data);
	return /^chat_/.test(wire) ? conversationEvent(wire, data) : otherEvent(wire, data);
}

const LONGEST_TYPE = 100;

/** What a message tells. */
export function messageEvent(wire: string, record: IDataObject): ReportedEvent {
	const conversation = isObject(record.conversation) ? record.conversation : {};
	const isInbound = wire !== 'message_sent';
	const id = idIn(record.id);
	const people = peopleOf(conversation, record);
	return {
		wire,
		id: id === undefined ? undefined : String(id),
		direction: isInbound ? 'inbound' : 'outbound',
		fields: withValues({
			...people,
			from: isInbound ? (people.phoneNumber ?? people.to) : undefined,
			name: conversation.name,
			author: isInbound ? undefined : record.author,
			subject: people.channel === 'email' ? conversation.name : undefined,
			...wordsOf(record.text, people.channel),
			mediaUrl: record.media,
			date: record.date,
			inbox: idIn(conversation.inbox),
			conversation: idIn(conversation.id),
			messageId: id,
		}),
		data: copyOf(record, messageNames),
		record,
	};
}

/** The words of a message; those that an email repeats of earlier ones apart. The text of an email may be HTML. */
function wordsOf(text: unknown, channel: unknown): { text: unknown; quoted?: string } {
	return typeof text === 'string' && channel === 'email' ? splitBody(text) : { text };
}

function conversationEvent(wire: string, record: IDataObject): ReportedEvent {
	const id = idIn(record.id);
	return {
		wire,
		// One conversation is closed and opened again and again.
		id: id === undefined || typeof record.updated !== 'string' ? undefined : `${id}:${record.updated}`,
		fields: withValues({
			...peopleOf(record),
			name: record.name,
			conversationStatus: record.status,
			assignedTo: idIn(record.assigned),
			date: record.updated,
			inbox: idIn(record.inbox),
			conversation: id,
		}),
		data: copyOf(record, conversationNames),
		record,
	};
}

/** What Heymarket's pages don't describe: opt-outs, opt-ins and calls. The usual names are looked for. */
function otherEvent(wire: string, record: IDataObject): ReportedEvent {
	const conversation = isObject(record.conversation) ? record.conversation : {};
	const [id, time] = [idIn(record.id), [record.updated, record.date, record.created].find((one) => typeof one === 'string')];
	const number = record.phone_number ?? record.phone ?? record.target ?? conversation.target;
	return {
		wire,
		id: id === undefined || time === undefined ? undefined : `${id}:${String(time)}`,
		fields: withValues({
			...peopleOf({ target: number }),
			name: record.name ?? conversation.name,
			date: time,
			inbox: idIn(record.inbox) ?? idIn(record.inbox_id) ?? idIn(conversation.inbox),
			conversation: idIn(conversation.id) ?? idIn(record.conversation_id) ?? idIn(record.chat_id),
		}),
		data: copyOf(record),
		record,
	};
}

/**
 * The person of a conversation, under the names of the fields that a reply fills in. A group has none: its reply goes to the
 * conversation.
 */
function peopleOf(conversation: IDataObject, message: IDataObject = {}): { phoneNumber?: string; to?: string; channel?: unknown } {
	const named = [conversation, message, { target: message.phone }].map(peopleNamed).find((people) => people.some(Boolean)) ?? [];
	const channel = [conversation.channel, message.channel, message.type].find((one) => typeof one === 'string' && one !== '');
	if (named.length === 1 && /^\+?\d{6,15}$/.test(named[0])) return { phoneNumber: `+${named[0].replace('+', '')}`, channel };
	const isMail = named.length > 0 && named.every((one) => one.includes('@'));
	return { ...(isMail && { to: named.join(', ') }), channel };
}
