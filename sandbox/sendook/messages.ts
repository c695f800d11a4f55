import { createHash } from 'node:crypto';

import { htmlPage, json, Refusal } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { expressionOf } from './expression.ts';
import { inboxOf } from './inboxes.ts';
import { nextId, refusedDomain, stored } from './state.ts';
import type { Attachment, Inbox, Message, SendookState, Thread } from './state.ts';

interface SendBody {
	to: string[];
	cc?: string[];
	bcc?: string[];
	subject: string;
	text: string;
	html: string;
	labels?: string[];
	attachments?: Omit<Attachment, '_id'>[];
}

/** At most so many characters of attachments are kept. After that the oldest are emptied, so that a long run doesn't fill memory. */
const longestKept = 64_000_000;

function messageOf(state: SendookState, call: Call): Message {
	const message = state.messages.find((each) => each._id === call.params['messageId']);
	if (message === undefined) throw new Refusal(json(404, { error: 'Message not found' }));
	return message;
}

function forgetOldContent(messages: Message[]): void {
	let kept = 0;
	for (const { attachments } of messages.toReversed()) {
		for (const attachment of attachments) {
			kept += attachment.content.length;
			if (kept > longestKept) attachment.content = '';
		}
	}
}

type Mail = Pick<Message, 'to' | 'cc' | 'bcc' | 'labels' | 'subject' | 'text' | 'html' | 'attachments' | 'threadId'>;

/** The longest record that MongoDB keeps. */
const longestRecord = 16 * 1_024 * 1_024;

const base64Line = 76;
const lineEnd = 2;

function recordLength({ subject, text, html, attachments }: Mail): number {
	const files = attachments.map(({ content, name = '', contentType = '' }) => content.length + name.length + contentType.length);
	return [subject, text, html].reduce((sum, part) => sum + Buffer.byteLength(part), 0) + files.reduce((sum, file) => sum + file, 0);
}

/** The length of the email that goes to the mail service, in which attachments are base64 in lines. */
function mailLength(mail: Mail): number {
	const files = mail.attachments.map(({ content }) => Math.ceil(content.length / base64Line) * lineEnd);
	return recordLength(mail) + files.reduce((sum, file) => sum + file, 0);
}

/** Stores the mail and then gives it to the mail service. As on the real server, it stays stored if the mail service refuses it. */
function deliver(
	state: SendookState,
	inbox: Inbox,
	mail: Mail,
): Message {
	if (recordLength(mail) > longestRecord) throw new Refusal(htmlPage(500, 'Internal Server Error'));
	const message: Message = { ...stored(state), inboxId: inbox._id, fromInboxId: inbox._id, from: inbox.email, ...mail };
	state.messages.push(message);
	if (mail.attachments.length > 0) forgetOldContent(state.messages);
	const isRefused = mail.to.some((address) => address.endsWith(`@${refusedDomain}`));
	if (isRefused || mailLength(mail) > state.longestMail) {
		throw new Refusal(htmlPage(500, 'Internal Server Error'));
	}
	message.externalMessageId = `010f0${createHash('sha256').update(message._id).digest('hex').slice(0, 40)}`;
	addToThread(state, message);
	// Without the inbox beside it, as on the real server.
	state.tell({ event: 'message.sent', messageId: message._id, payload: message });
	return message;
}

/** As on the real server, a thread knows a message only once the mail service has taken it. */
function addToThread({ threads }: SendookState, { _id, threadId, createdAt }: Message): void {
	const thread = threads.find((each) => each._id === threadId);
	if (thread === undefined) return;
	thread.messages.push(_id);
	Object.assign(thread, { updatedAt: createdAt, __v: thread.__v + 1 });
}

function newThread(state: SendookState, inbox: Inbox): string {
	const thread: Thread = { ...stored(state), inboxId: inbox._id, messages: [] };
	state.threads.push(thread);
	return thread._id;
}

/** A mail that arrives at an inbox, in a thread that is there if its sender replied. Its attachments and cc are not kept. */
export function receive(state: SendookState, inbox: Inbox, { threadId, text, ...mail }: Pick<Message, 'from' | 'subject' | 'text'> & { threadId?: string }): Message {
	const message: Message = {
		...stored(state),
		inboxId: inbox._id,
		threadId: threadId ?? newThread(state, inbox),
		toInboxId: inbox._id,
		to: [inbox.email],
		cc: [],
		bcc: [],
		labels: [],
		...mail,
		text,
		html: text,
		attachments: [],
		status: 'received',
	};
	state.messages.push(message);
	addToThread(state, message);
	state.tell({ event: 'message.received', inboxId: inbox._id, messageId: message._id, payload: message });
	return message;
}

export function sendMessage(state: SendookState, call: Call): Answer {
	const inbox = inboxOf(state, call);
	const { to, cc = [], bcc = [], labels = [], subject, text, html, attachments = [] } = call.body as SendBody;
	const message = deliver(state, inbox, {
		to,
		cc,
		bcc,
		labels,
		subject,
		text,
		html,
		attachments: attachments.map((attachment) => ({ ...attachment, _id: nextId(state) })),
		threadId: newThread(state, inbox),
	});
	// BCC is stored and never delivered, so it is not among the recipients.
	call.accept({ kind: 'email', recipients: [...to, ...cc], marker: subject, messageId: message._id });
	return json(200, message);
}

/**
 * Replies to the sender only, and puts one more "Re: " before the subject each time. As on the real server, the message may
 * belong to another inbox.
 */
export function replyToMessage(state: SendookState, call: Call): Answer {
	const inbox = inboxOf(state, call);
	const original = messageOf(state, call);
	const { text, html } = call.body as { text: string; html: string };
	const message = deliver(state, inbox, {
		to: [original.from],
		cc: [],
		bcc: [],
		labels: [],
		subject: `Re: ${original.subject}`,
		text,
		html,
		attachments: [],
		threadId: original.threadId,
	});
	call.accept({ kind: 'reply', recipients: message.to, marker: text, messageId: message._id });
	return json(200, message);
}

/** The messages of an inbox that a search finds, or all of them. */
export function searched(call: Call, state: SendookState): (message: Message) => boolean {
	const inbox = inboxOf(state, call);
	const { query } = call.query;
	const isSearched = typeof query === 'string' && query !== '';
	const expression = isSearched ? expressionOf(query) : undefined;
	if (isSearched && expression === undefined) throw new Refusal(htmlPage(500, 'Internal Server Error'));
	return (each) => {
		if (each.inboxId !== inbox._id) return false;
		// The real server doesn't search the sender, although the vendor's page says so.
		const all = [each.subject, each.text, each.html, ...each.to, ...each.cc, ...each.bcc, ...each.labels];
		return expression === undefined || all.some((text) => expression.test(text));
	};
}
