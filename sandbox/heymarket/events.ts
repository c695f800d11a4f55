import type { Deliveries } from '../deliveries.ts';
import { shown } from './reading.ts';
import type { HeymarketState, Message } from './state.ts';

/** A webhook that somebody has set up in Heymarket's settings: an address, and the token that Heymarket made for it. */
export interface Webhook {
	id: number;
	url: string;
	token: string;
}

/** How often Heymarket repeats a post that was not taken is not known. */
const tries = 3;

/** Posts an event to every webhook, in the form that the contract describes. */
export function report({ webhooks }: HeymarketState, deliveries: Deliveries, type: string, data: object): void {
	for (const { id, url, token } of webhooks) {
		deliveries.post({ provider: 'heymarket', url, body: { type, id, token, event_data: data }, tries });
	}
}

/** Tells of a message that was stored: of one that came in as the API spells it. */
export function reportMessage(state: HeymarketState, deliveries: Deliveries, message: Message): void {
	report(state, deliveries, message.user === 0 ? 'message_recieved' : 'message_sent', shown(state, message));
}

/** A customer writes to an inbox. The conversation is opened where it was closed. */
export function receiveText(state: HeymarketState, { inbox, from, text }: { inbox: number; from: string; text: string }): Message {
	const now = new Date().toISOString();
	let conversation = state.conversations.find((each) => each.inbox === inbox && each.target === from);
	if (conversation === undefined) {
		state.lastId += 1;
		conversation = { id: state.lastId, inbox, channel: 'sms', target: from, type: 'individual', name: from, status: 'open', assigned: 0, unread: true, replied: false, blocked: false, created: now, updated: now };
		state.conversations.push(conversation);
	}
	state.lastId += 1;
	const message: Message = {
		id: state.lastId,
		text,
		type: 'sms',
		status: 'received',
		date: now,
		updated: now,
		user: 0,
		author: conversation.name,
		phone: state.inboxes.find((each) => each.id === inbox)?.phone ?? '',
		target: from,
		conversationId: conversation.id,
	};
	Object.assign(conversation, { status: 'open', unread: true, replied: false, last_inbound: message.id, updated: now });
	state.messages.push(message);
	state.stored(message);
	return message;
}
