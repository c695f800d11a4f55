import type { IDataObject } from 'n8n-workflow';
import type { Read } from '../../shared/trigger/declaration';
import { copyOf, isObject, withValues } from '../../shared/trigger';
import type { EventKind, ReportedEvent } from '../../shared/trigger/event';
import { objectId24 } from '../../shared/values/ids';
import { attempt } from '../../shared/values/invalid';
import { splitMail } from '../../shared/values/quotedMail';
import { directionOf } from '../message/simplified';

/** The nine events that Sendook's server takes (providers/sendook.md section 6), what people want first. */
export const events: readonly EventKind[] = [
	// What an inbox writes to itself is no question of a customer, and its answer would start the workflow again.
	{ name: 'Message Received', value: 'message_received', wires: ['message.received'], direction: 'inbound', description: 'An email came in. What an inbox writes to itself starts nothing.' },
	{ name: 'Message Sent', value: 'message_sent', wires: ['message.sent'], description: 'An email went out, also one of a workflow, so an answer of this workflow would start it again' },
	{ name: 'Message Delivered', value: 'message_delivered', wires: ['message.delivered'], description: 'An email arrived. This is told once for each email, even if it has several recipients.' },
	{ name: 'Message Bounced', value: 'message_bounced', wires: ['message.bounced'], description: 'An email came back' },
	{ name: 'Message Complained', value: 'message_complained', wires: ['message.complained'], description: 'A recipient called an email spam' },
	{ name: 'Message Rejected', value: 'message_rejected', wires: ['message.rejected'], description: 'The mail service took an email and did not send it' },
	{ name: 'Inbox Created', value: 'inbox_created', wires: ['inbox.created'], description: 'An inbox was made' },
	{ name: 'Inbox Deleted', value: 'inbox_deleted', wires: ['inbox.deleted'], description: 'An inbox was deleted, with its messages. Its ID alone is passed on, since the rest can’t be read back.' },
	{ name: 'Inbox Updated', value: 'inbox_updated', wires: ['inbox.updated'], description: 'Sendook takes this one, but does not send it as of January 2026' },
];

/** What a message of Sendook has (contracts/sendook/message.yaml), without its attachments, which come with their whole content. */
const messageNames = [
	'_id', 'organizationId', 'inboxId', 'threadId', 'fromInboxId', 'toInboxId', 'from', 'to', 'cc', 'bcc', 'labels', 'subject', 'text', 'html',
	'externalMessageId', 'status', 'createdAt', 'updatedAt',
] as const;

/** What an inbox of Sendook has (contracts/sendook/inbox.yaml). */
const inboxNames = ['_id', 'organizationId', 'email', 'name', 'domainId', 'createdAt', 'updatedAt'] as const;

const LONGEST_NAME = 100;

/** One post of Sendook. What its Test sends is none: `{"event":"message.received","payload":{"test":"test"}}`, without IDs. */
export function readEvent({ event: wire, messageId, inboxId, payload }: IDataObject): Read {
	if (typeof wire !== 'string' || wire === '' || wire.length > LONGEST_NAME || !isObject(payload)) return undefined;
	if (payload._id === undefined && payload.test === 'test') return 'ignored';
	const id = idOf(payload._id);
	if (id === undefined) return undefined;
	if (wire.startsWith('inbox.')) return isSame(inboxId, id) ? inboxEvent(wire, payload) : undefined;
	return isSame(messageId, id) && isSame(inboxId, payload.inboxId) ? messageEvent(wire, payload) : undefined;
}

/** An ID of Sendook; undefined for anything else. */
export function idOf(value: unknown): string | undefined {
	return typeof value === 'string' ? attempt(() => objectId24(value)).good : undefined;
}

/** Whether an ID beside the record is that in the record. Not every event has one there. */
function isSame(beside: unknown, inside: unknown): boolean {
	return beside === undefined || beside === inside;
}

/** What a message tells. */
export function messageEvent(wire: string, record: IDataObject): ReportedEvent {
	const direction = directionOf(record);
	const { from, to, cc, text } = record;
	// A mail without a text is left as it is.
	const words = typeof text === 'string' ? splitMail(text) : { text };
	return {
		wire,
		// A mail to several recipients is delivered several times, and its record doesn't tell them apart.
		id: idOf(record._id),
		direction,
		fields: withValues({
			from,
			to: direction === 'inbound' ? from : addressesOf(to),
			cc: addressesOf(cc),
			subject: record.subject,
			...words,
			status: record.status,
			date: record.status === 'received' || wire === 'message.sent' ? record.createdAt : record.updatedAt,
			inbox: idOf(record.inboxId),
			thread: idOf(record.threadId),
			messageId: idOf(record._id),
		}),
		data: { ...copyOf(record, messageNames), attachments: filesOf(record.attachments) },
		record,
	};
}

/** What an inbox tells. */
export function inboxEvent(wire: string, record: IDataObject): ReportedEvent {
	return {
		wire,
		id: idOf(record._id),
		fields: withValues({ email: record.email, name: record.name, date: record.createdAt, inbox: idOf(record._id) }),
		data: copyOf(record, inboxNames),
		record,
	};
}

/** Addresses as the field To Email takes them. */
function addressesOf(list: unknown): string | undefined {
	return Array.isArray(list) ? list.filter((one) => typeof one === 'string').join(', ') : undefined;
}

/** Attachments by their names and types: Message > Get has their content. */
function filesOf(attachments: unknown): IDataObject[] {
	return Array.isArray(attachments) ? attachments.filter(isObject).map((file) => copyOf(file, ['_id', 'name', 'contentType'])) : [];
}
