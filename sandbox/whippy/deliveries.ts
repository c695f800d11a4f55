import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { credentials } from '../credentials.ts';
import { newId, timeOf } from './state.ts';
import type { Message, WhippyState } from './state.ts';

/** What Whippy posts to an endpoint. Each try is signed anew, since the time is in the signature. */
export interface Delivery {
	url: string;
	body: string;
	/** The statuses of its tries; 0 where nobody answered. */
	statuses: number[];
}

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

/** Tells all endpoints of an event, if they and their applications are active. */
export function tell(state: WhippyState, event: string, data: object): void {
	const told = state.endpoints.filter(
		({ active, event_types: events, developer_application_id: of }) =>
			active && events.includes(event) && state.applications.some((application) => application.id === of && application.active),
	);
	for (const { url } of told) {
		const delivery: Delivery = { url, body: JSON.stringify({ data, event, request_id: randomUUID() }), statuses: [] };
		state.deliveries.push(delivery);
		void deliver(state, delivery);
	}
}

/** Three tries, with growing pauses between them. */
const pausesMs = [200, 1_000];

/** Posts it until it is answered with 2xx. Nothing leaves this machine. */
async function deliver(state: WhippyState, { url, body, statuses }: Delivery): Promise<void> {
	if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)) return;
	for (const pauseMs of [...pausesMs, undefined]) {
		const status = await fetch(url, { method: 'POST', headers: headersOf(state, body), body, signal: AbortSignal.timeout(10_000) }).then(
			(response) => response.status,
			() => 0,
		);
		statuses.push(status);
		if ((status >= 200 && status < 300) || pauseMs === undefined) return;
		await pause(pauseMs, undefined, { ref: false });
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
	tell(state, 'message.created', message);
	return message;
}
