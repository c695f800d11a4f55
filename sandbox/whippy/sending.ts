import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { invalid } from './refusals.ts';
import { newId, timeOf } from './state.ts';
import type { Channel, Contact, Conversation, Message, WhippyState } from './state.ts';

interface SendBody {
	from: string;
	to: string;
	body?: string;
	subject?: string;
	attachments?: string[];
	conversation_status?: Conversation['status'];
	opt_in_to?: { id?: string; phone?: string }[];
	opt_in_to_all_channels?: boolean;
	sender_email?: string | null;
	cc?: string[];
	bcc?: string[];
	schedule_at?: string;
	attachment_url?: string;
}

/** What kind of message it is. A note goes to nobody. */
type Kind = 'message' | 'email' | 'fax' | 'note';

function contactOf(state: WhippyState, key: 'phone' | 'email', value: string, body: SendBody): Contact {
	const known = state.contacts.find((each) => each[key]?.toLowerCase() === value.toLowerCase());
	if (known !== undefined) return known;
	// Only new contacts are opted in (vendor's page on sending email).
	const wanted = (channel: Channel) =>
		body.opt_in_to_all_channels === true ||
		(body.opt_in_to ?? []).some(({ id, phone }) => id === channel.id || (phone !== undefined && phone === channel.phone));
	const now = timeOf(Date.now());
	const made: Contact = {
		id: newId(),
		name: null,
		phone: key === 'phone' ? value : null,
		email: key === 'email' ? value : null,
		channels: state.channels.filter(wanted).map((channel) => channel.id),
		created_at: now,
		updated_at: now,
	};
	state.contacts.push(made);
	return made;
}

function conversationOf(state: WhippyState, contact: Contact, channel: Channel): Conversation {
	const known = state.conversations.find((each) => each.contact_id === contact.id && each.channel_id === channel.id);
	if (known !== undefined) return known;
	const now = timeOf(Date.now());
	const made: Conversation = {
		id: newId(),
		status: 'open',
		channel_id: channel.id,
		channel_type: channel.type,
		contact_id: contact.id,
		assigned_user_id: null,
		assigned_team_id: null,
		unread_count: 0,
		language: null,
		created_at: now,
		updated_at: now,
	};
	state.conversations.push(made);
	return made;
}

function send(state: WhippyState, call: Call, channel: Channel, from: string, kind: Kind): Answer {
	const body = call.body as SendBody;
	for (const { id, phone } of body.opt_in_to ?? []) {
		const known = state.channels.some((each) => each.id === id || (phone !== undefined && each.phone === phone));
		if (!known) throw invalid(`opt_in_to: no channel ${id ?? phone ?? ''}`);
	}
	const contact = contactOf(state, kind === 'email' ? 'email' : 'phone', body.to, body);
	const conversation = conversationOf(state, contact, channel);
	const status = body.conversation_status ?? (kind === 'email' ? 'open' : undefined);
	if (status !== undefined) conversation.status = status;
	const now = timeOf(Date.now());
	conversation.last_message_date = now;
	conversation.updated_at = now;
	const attachments = body.attachments ?? (body.attachment_url === undefined ? [] : [body.attachment_url]);
	const delivered = kind === 'note' ? 'delivered' : 'queued';
	const messageId = newId();
	const message: Message = {
		id: messageId,
		conversation_id: conversation.id,
		contact_id: contact.id,
		channel_id: channel.id,
		campaign_id: null,
		user_id: null,
		direction: 'OUTBOUND',
		source_type: kind === 'note' ? 'NOTE' : 'OUTBOUND',
		type: typeOf(kind, channel, attachments),
		from,
		to: body.to,
		body: body.body ?? null,
		attachments: attachments.map((url) => ({ url, content_type: 'application/octet-stream' })),
		delivery_status: delivered,
		created_at: now,
		updated_at: now,
	};
	state.messages.push(message);
	// Whippy reports what is sent through its API, too.
	state.stored(message);
	call.accept({
		kind: kind === 'note' ? 'comment' : kind === 'email' ? 'email' : 'message',
		recipients: kind === 'note' ? [] : [body.to, ...(body.cc ?? []), ...(body.bcc ?? [])],
		marker: body.subject || body.body || attachments.join(' '),
		messageId,
	});
	return json(201, {
		data: { id: messageId, contact_id: contact.id, conversation_id: conversation.id, delivery_status: delivered },
	});
}

function typeOf(kind: Kind, channel: Channel, attachments: string[]): Message['type'] {
	if (kind !== 'message') return kind;
	if (channel.type === 'whatsapp') return 'whatsapp';
	return attachments.length > 0 ? 'mms' : 'sms';
}

/** From a phone channel or one of WhatsApp; the vendor's own program sends both by this request. */
export function sendSms(state: WhippyState, call: Call): Answer {
	const { from } = call.body as SendBody;
	const channel = state.channels.find(({ type, phone }) => (type === 'phone' || type === 'whatsapp') && phone === from);
	if (channel === undefined) throw invalid(`from: no phone channel ${from}`);
	return send(state, call, channel, from, 'message');
}

/** From a fax channel only. */
export function sendFax(state: WhippyState, call: Call): Answer {
	const { from } = call.body as SendBody;
	const channel = state.channels.find(({ type, phone }) => type === 'fax' && phone === from);
	if (channel === undefined) throw invalid(`from: no fax channel ${from}`);
	return send(state, call, channel, from, 'fax');
}

/** Into the conversation of a channel's number with a contact's. */
export function createNote(state: WhippyState, call: Call): Answer {
	const { from } = call.body as SendBody;
	const channel = state.channels.find(({ phone }) => phone === from);
	if (channel === undefined) throw invalid(`from: no channel ${from}`);
	return send(state, call, channel, from, 'note');
}

export function sendEmail(state: WhippyState, call: Call): Answer {
	const { from, sender_email: sender } = call.body as SendBody;
	const channel = state.channels.find(
		(each) => each.type === 'email' && (each.id === from || each.address?.toLowerCase() === from.toLowerCase()),
	);
	if (channel === undefined) throw invalid(`from: no email channel ${from}`);
	return send(state, call, channel, sender || (channel.address ?? from), 'email');
}
