import { createHmac, randomUUID } from 'node:crypto';

import { credentials } from '../credentials.ts';
import type { Deliveries } from '../deliveries.ts';
import { newId, timeOf } from './state.ts';
import type { Message, WhippyState } from './state.ts';

/** How a signature is written. No source tells it. */
const writings = {
	base64Unpadded: (hash: Buffer) => hash.toString('base64').replace(/=+$/, ''),
	base64: (hash: Buffer) => hash.toString('base64'),
	base64url: (hash: Buffer) => hash.toString('base64url'),
	hex: (hash: Buffer) => hash.toString('hex'),
	upperCaseHex: (hash: Buffer) => hash.toString('hex').toUpperCase(),
};

/** The headers of a post, signed with the API key of its application. */
export function headersOf({ unknowns: { signature, signatureTime } }: WhippyState, body: string, now = Date.now()): Record<string, string> {
	const time = String(signatureTime === 'seconds' ? Math.floor(now / 1000) : now);
	const hash = createHmac('sha256', credentials.whippy.apiKey).update(`${time}.${body}`).digest();
	return { 'content-type': 'application/json', 'x-whippy-signature': `t=${time},v1=${writings[signature](hash)}` };
}

/** Whippy posts up to three times (reported). */
const tries = 3;

/** Tells all endpoints of an event, if they and their applications are active. */
export function report(state: WhippyState, deliveries: Deliveries, event: string, data: object): void {
	const told = state.endpoints.filter(
		({ active, event_types: events, developer_application_id: of }) =>
			active && events.includes(event) && state.applications.some((application) => application.id === of && application.active),
	);
	for (const { url } of told) {
		const body = { data, event, request_id: randomUUID() };
		const sign = () => headersOf(state, JSON.stringify(body));
		const first = sign();
		deliveries.post({ provider: 'whippy', url, body, headers: state.unknowns.retrySignature === 'first' ? () => first : sign, tries });
	}
}

/** Somebody writes into a conversation, and Whippy tells of it. @returns the message */
export function arrive(state: WhippyState, body: string, conversationId = state.conversations[0]?.id): Message {
	const conversation = state.conversations.find(({ id }) => id === conversationId);
	const contact = state.contacts.find(({ id }) => id === conversation?.contact_id);
	const channel = state.channels.find(({ id }) => id === conversation?.channel_id);
	if (!conversation || !contact || !channel) throw new Error(`The sandbox has no conversation ${String(conversationId)}`);
	const now = timeOf(Date.now());
	const isMail = channel.type === 'email';
	const message: Message = {
		id: newId(),
		conversation_id: conversation.id,
		contact_id: contact.id,
		channel_id: channel.id,
		campaign_id: null,
		user_id: null,
		direction: 'INBOUND',
		source_type: 'INBOUND',
		type: isMail ? 'email' : channel.type === 'whatsapp' ? 'whatsapp' : 'sms',
		from: (isMail ? contact.email : contact.phone) ?? '',
		to: (isMail ? channel.address : channel.phone) ?? '',
		body,
		attachments: [],
		delivery_status: 'webhook_delivered',
		created_at: now,
		updated_at: now,
	};
	state.messages.push(message);
	Object.assign(conversation, { last_message_date: now, updated_at: now, unread_count: conversation.unread_count + 1 });
	state.stored(message);
	return message;
}
