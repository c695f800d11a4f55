import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { badData, denied, notFound } from './refusals.ts';
import type { Conversation, HeymarketState, Inbox, Message } from './state.ts';

/** The body of POST /v1/message/send. The contract makes sure that it has one kind of target and one kind of content. */
interface MessageBody {
	inbox_id: number;
	creator_id: number;
	phone_number?: string;
	chat_id?: number;
	list_id?: number;
	targets?: string[];
	text?: string;
	template_id?: number;
	survey_id?: number;
	media_url?: string;
	local_id?: string;
	private?: boolean;
	author?: string;
}

/** The body of POST /v1/email/send. */
interface EmailBody {
	creator_id: number;
	inbox?: number;
	text: string;
	targets?: string[];
	convo_id?: number;
	conv_title?: string;
	local_id?: string;
}

/** The addresses after `to:` or `cc:` in email targets. */
export function addressesOf(targets: string[], prefix: 'to:' | 'cc:'): string[] {
	return targets.filter((target) => target.startsWith(prefix)).flatMap((target) => target.slice(prefix.length).split(','));
}

/** The inbox that somebody acts in. It refuses an unknown one, and a member who has no access to it. */
export function senderIn(state: HeymarketState, inboxId: number, memberId: number, field: string, memberField = 'creator_id'): Inbox {
	const inbox = state.inboxes.find((each) => each.id === inboxId);
	if (inbox === undefined) throw badData(`${field}: ${inboxId} is not an inbox of this team`);
	if (!inbox.members.includes(memberId)) throw denied(`Denied: ${memberField} ${memberId} has no access to inbox ${inboxId}`);
	return inbox;
}

function conversationOf(state: HeymarketState, id: number, inboxId?: number): Conversation {
	const conversation = state.conversations.find((each) => each.id === id);
	if (conversation === undefined) throw notFound(`Conversation ${id} not found`);
	if (inboxId !== undefined && conversation.inbox !== inboxId) {
		throw badData(`chat_id: conversation ${id} is not in inbox ${inboxId}`);
	}
	return conversation;
}

function conversationWith(
	state: HeymarketState,
	inbox: Inbox,
	creatorId: number,
	target: string,
	shape: Pick<Conversation, 'channel' | 'type' | 'name'>,
): Conversation {
	const known = state.conversations.find(
		(each) => each.inbox === inbox.id && each.target === target && each.channel !== 'email' && shape.channel !== 'email',
	);
	if (known !== undefined) return known;
	const now = new Date().toISOString();
	state.lastId += 1;
	const made: Conversation = {
		id: state.lastId,
		inbox: inbox.id,
		target,
		...shape,
		status: 'open',
		assigned: creatorId,
		unread: false,
		replied: true,
		blocked: false,
		created: now,
		updated: now,
	};
	state.conversations.push(made);
	return made;
}

function store(
	state: HeymarketState,
	conversation: Conversation,
	message: Pick<Message, 'text' | 'type' | 'user'> & Partial<Message>,
): Message {
	const now = new Date().toISOString();
	const member = state.team.members.find((each) => each.id === message.user);
	state.lastId += 1;
	const stored: Message = {
		id: state.lastId,
		status: 'sent',
		date: now,
		updated: now,
		author: member?.name ?? '',
		phone: state.inboxes.find((inbox) => inbox.id === conversation.inbox)?.phone ?? '',
		target: conversation.target,
		conversationId: conversation.id,
		...message,
	};
	state.messages.push(stored);
	conversation.updated = now;
	state.stored(stored);
	return stored;
}

/** The text that is sent, also for a template or a survey. */
function contentOf(state: HeymarketState, body: MessageBody): string {
	if (body.template_id !== undefined) {
		const template = state.templates.find((each) => each.id === body.template_id);
		if (template === undefined) throw badData(`template_id: ${body.template_id} is not a template of this team`);
		return template.content.text;
	}
	if (body.survey_id !== undefined) {
		const survey = state.surveys.find((each) => each.id === body.survey_id);
		if (survey === undefined) throw badData(`survey_id: ${body.survey_id} is not a survey of this team`);
		return survey.question;
	}
	return body.text ?? '';
}

function markerOf(body: MessageBody): string {
	if (body.template_id !== undefined) return `template ${body.template_id}`;
	if (body.survey_id !== undefined) return `survey ${body.survey_id}`;
	return body.text ?? body.media_url ?? '';
}

function refuseOptedOut(state: HeymarketState, numbers: string[]): void {
	if (state.unknowns.optedOutSend === 'accepted') return;
	const number = numbers.find((each) => state.optedOut.has(each));
	if (number !== undefined) throw badData(`${number} has unsubscribed`);
}

function galleryOf(conversation: Conversation): string {
	return `https://app.heymarket.com/chats/${conversation.id}`;
}

function sendToList(state: HeymarketState, body: MessageBody, inbox: Inbox, text: string, call: Call): Answer {
	const key = `${body.list_id} ${body.local_id}`;
	const earlier = state.receipts.get(key);
	if (earlier !== undefined) {
		if (state.unknowns.repeatedLocalId === 'sameAnswer') return json(200, earlier);
		if (state.unknowns.repeatedLocalId === 'refused') throw badData(`local_id: ${body.local_id} was sent to list ${body.list_id} before`);
	}
	const list = state.lists.find((each) => each.id === body.list_id);
	if (list === undefined) throw notFound(`List ${body.list_id} not found`);
	const numbers = Object.keys(list.targets).filter(
		(number) => !number.includes('@') && (state.unknowns.optedOutSend === 'accepted' || !state.optedOut.has(number)),
	);
	state.lastId += 1;
	const broadcast = state.lastId;
	for (const number of numbers) {
		const shape = { channel: 'sms', type: 'individual', name: number } as const;
		const conversation = conversationWith(state, inbox, body.creator_id, number, shape);
		const extra = body.media_url === undefined ? {} : { media: body.media_url };
		store(state, conversation, { text, type: 'sms', user: body.creator_id, broadcast_id: broadcast, ...extra });
	}
	const receipt = { id: broadcast, date: new Date().toISOString() };
	state.receipts.set(key, receipt);
	call.accept({ kind: 'broadcast', recipients: numbers, marker: markerOf(body), messageId: String(broadcast) });
	return json(200, receipt);
}

export function sendMessage(state: HeymarketState, call: Call): Answer {
	const body = call.body as MessageBody;
	const inbox = senderIn(state, body.inbox_id, body.creator_id, 'inbox_id');
	const text = contentOf(state, body);
	const group = body.targets !== undefined;
	const comment = body.private === true;
	if (!comment && inbox.phone === '') throw badData(`inbox_id: inbox ${inbox.id} has no phone number`);
	if (group && /^18(00|88|77|66|55|44|33)/.test(inbox.phone)) throw badData('targets: toll-free numbers do not support group MMS');
	if (body.list_id !== undefined) return sendToList(state, body, inbox, text, call);

	const existing = body.chat_id === undefined ? undefined : conversationOf(state, body.chat_id, inbox.id);
	const numbers = (existing?.target.split(',') ?? body.targets ?? [body.phone_number ?? '']).toSorted();
	if (!comment) refuseOptedOut(state, numbers);
	if (comment && body.phone_number !== undefined) {
		const known = state.conversations.some((each) => each.inbox === inbox.id && each.target === body.phone_number);
		if (!known) throw notFound(`No conversation with ${body.phone_number} in inbox ${inbox.id}`);
	}
	const type = comment ? 'comment' : group || body.media_url !== undefined ? 'mms' : 'sms';
	const conversation =
		existing ??
		conversationWith(state, inbox, body.creator_id, numbers.join(','), {
			channel: group ? 'mms' : 'sms',
			type: group ? 'group' : 'individual',
			name: numbers.join(', '),
		});
	const message = store(state, conversation, {
		text,
		type,
		user: body.creator_id,
		...(body.media_url === undefined ? {} : { media: body.media_url }),
		...(body.local_id === undefined ? {} : { local_id: body.local_id }),
		...(body.author === undefined ? {} : { author: body.author }),
	});
	call.accept({
		kind: comment ? 'comment' : group ? 'group' : 'message',
		recipients: numbers,
		marker: markerOf(body),
		messageId: String(message.id),
	});
	const gallery = type === 'mms' ? { gallery_url: galleryOf(conversation) } : {};
	return json(200, { id: message.id, date: message.date, ...gallery });
}

export function sendEmail(state: HeymarketState, call: Call): Answer {
	const body = call.body as EmailBody;
	const existing = body.convo_id === undefined ? undefined : conversationOf(state, body.convo_id);
	if (existing !== undefined && existing.channel !== 'email') {
		throw badData(`convo_id: conversation ${existing.id} is not an email conversation`);
	}
	const inbox = senderIn(state, body.inbox ?? existing?.inbox ?? 0, body.creator_id, 'inbox');
	if (inbox.phone !== '') throw badData(`inbox: inbox ${inbox.id} is not an email inbox`);
	const targets = body.targets ?? [];
	const to = addressesOf(targets, 'to:');
	if (existing === undefined && to.length === 0) throw badData('targets: at least one address needs to:');
	const recipients = existing?.target.split(',') ?? [...to, ...addressesOf(targets, 'cc:')];
	const conversation =
		existing ??
		conversationWith(state, inbox, body.creator_id, recipients.join(','), {
			channel: 'email',
			type: recipients.length > 1 ? 'group' : 'individual',
			name: body.conv_title ?? '',
		});
	const message = store(state, conversation, {
		text: body.text,
		type: 'email',
		user: body.creator_id,
		...(body.local_id === undefined ? {} : { local_id: body.local_id }),
	});
	call.accept({
		kind: existing === undefined ? 'email' : 'reply',
		recipients,
		marker: body.conv_title ?? body.text,
		messageId: String(message.id),
	});
	return json(200, {
		id: message.id,
		convo_id: conversation.id,
		queued: true,
		date: message.date,
		compliance_results: {},
	});
}
