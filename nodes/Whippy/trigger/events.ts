import type { IDataObject } from 'n8n-workflow';
import { splitBody, type Direction } from '../../shared/conversation/message';
import { copyOf, isObject, withValues } from '../../shared/trigger';
import type { Read } from '../../shared/trigger/declaration';
import type { ReportedEvent } from '../../shared/trigger/event';
import { attachmentsOf } from '../message/attachments';
import { contactNames, conversationNames, messageNames, namesOf } from './names';

/** A word for an event may be one that nobody knows yet, but it is short. */
const LONGEST_EVENT = 100;

/** One post of Whippy: `{ data, event: 'resource.type', request_id }` (docs.whippy.ai/docs/introduction). */
export function readEvent({ event, data, request_id: request }: IDataObject): Read {
	if (typeof event !== 'string' || event.length > LONGEST_EVENT || !isObject(data)) return undefined;
	const wire = event.trim();
	const [about = ''] = wire.split('.');
	if (about === '') return undefined;
	const read = about === 'message' || about === 'call' ? messageEvent(wire, data) : about === 'lead' ? leadEvent(wire, data) : recordEvent(wire, data);
	return { ...read, id: read.id ?? textOf(request) };
}

/** What a message tells, which a call is, too. */
export function messageEvent(wire: string, record: IDataObject): ReportedEvent {
	return { wire, id: idOf(wire, record), direction: directionOf(record), fields: messageFields(record), data: copyOf(record, messageNames), record };
}

/** Somebody who has written for the first time, with the message. */
function leadEvent(wire: string, record: IDataObject): ReportedEvent {
	const [contact, conversation, message] = [record.contact, record.conversation, record.inbound_message].map((one) => (isObject(one) ? one : {}));
	const data = { contact: copyOf(contact!, contactNames), conversation: copyOf(conversation!, conversationNames), inbound_message: copyOf(message!, messageNames) };
	return {
		wire,
		id: textOf(message!.id) ?? textOf(conversation!.id),
		direction: 'inbound',
		fields: { ...fieldsOf('contact', contact!), ...fieldsOf('conversation', conversation!), ...messageFields({ direction: 'INBOUND', ...message }) },
		data,
		record,
	};
}

/** Any other record, also one that nobody knows. */
function recordEvent(wire: string, record: IDataObject): ReportedEvent {
	const [about = ''] = wire.split('.');
	return { wire, id: idOf(wire, record), fields: fieldsOf(about, record), data: copyOf(record, namesOf.get(about)), record };
}

/** What happens to a record once is known by its ID; what happens again and again has the time of the change, too. */
function idOf(wire: string, { id, updated_at: time }: IDataObject): string | undefined {
	const known = textOf(id);
	if (known === undefined || /\.(?:created|deleted|started|ended|analyzed)$/.test(wire)) return known;
	return textOf(time) === undefined ? undefined : `${known}:${String(time)}`;
}

/** A note is for the team only. */
export function directionOf({ direction, source_type: source, type }: IDataObject): Direction | undefined {
	if (source === 'NOTE' || type === 'note') return 'internal';
	return ({ INBOUND: 'inbound', OUTBOUND: 'outbound' } as const)[String(direction ?? source)];
}

/**
 * The columns of a message. `phoneNumber` and `to` are the person, `phoneChannel` and `emailChannel` are ours, whichever way it
 * went: so an answer drags one field each.
 */
function messageFields(record: IDataObject): IDataObject {
	const { type, from, to } = record;
	const isInbound = directionOf(record) === 'inbound';
	const [person, ours] = isInbound ? [from, to] : [to, from];
	const isMail = type === 'email' || (typeof person === 'string' && person.includes('@'));
	const addresses = isMail ? { to: person, emailChannel: record.channel_id ?? ours } : { phoneNumber: numberOf(person), [type === 'fax' ? 'faxChannel' : 'phoneChannel']: numberOf(ours) };
	const files = attachmentsOf(record);
	return textsIn({
		...addresses,
		from,
		...(isMail && typeof record.body === 'string' ? splitBody(record.body) : { text: record.body }),
		attachmentUrls: files.length > 0 ? (files as string[]) : undefined,
		messageType: type,
		deliveryStatus: record.delivery_status,
		date: record.created_at,
		conversation: record.conversation_id,
		contact: record.contact_id,
		channel: record.channel_id,
		campaign: record.campaign_id,
		sequence: record.sequence_id,
		user: record.user_id,
		messageId: record.id,
	});
}

/** The addresses of an event's files; a lead's are those of its message. */
export function filesOf(record: IDataObject): unknown[] {
	return attachmentsOf(isObject(record.inbound_message) ? record.inbound_message : record);
}

/** What the action nodes call the ID of a record. */
const idColumns = { campaign: 'campaign', conversation: 'conversation', sequence: 'sequence', sequence_run: 'run', step: 'step' } as const;

/** The columns of records that aren't messages, by what they are about. */
function fieldsOf(about: string, record: IDataObject): IDataObject {
	const contact = about === 'contact' ? record : isObject(record.contact) ? record.contact : {};
	return textsIn({
		phoneNumber: numberOf(contact.phone),
		to: contact.email,
		name: contact.name,
		title: record.title,
		text: about === 'message_template' ? record.message : undefined,
		conversationStatus: about === 'conversation' ? record.status : undefined,
		status: about === 'conversation' ? undefined : record.status,
		assignedTo: about === 'conversation' ? (record.assigned_user_id ?? record.assigned_team_id) : undefined,
		date: record.updated_at ?? record.created_at,
		contact: contact.id ?? record.contact_id,
		channel: record.channel_id,
		sequence: record.sequence_id,
		step: record.step_id,
		...(Object.hasOwn(idColumns, about) && { [idColumns[about as keyof typeof idColumns]]: record.id }),
	});
}

/** The columns that have a value of the kind that Whippy gives: text, a number, or a list. */
function textsIn(columns: IDataObject): IDataObject {
	return withValues(Object.fromEntries(Object.entries(columns).filter(([, value]) => Array.isArray(value) || textOf(value) !== undefined)));
}

function textOf(value: unknown): string | undefined {
	return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}

/** Short codes, and what isn't a number, can't be answered. */
function numberOf(value: unknown): string | undefined {
	return typeof value === 'string' && /^\+?\d{6,15}$/.test(value) ? `+${value.replace('+', '')}` : undefined;
}
