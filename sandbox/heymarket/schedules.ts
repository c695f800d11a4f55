import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { badData, notFound } from './refusals.ts';
import { senderIn } from './sending.ts';
import type { HeymarketState } from './state.ts';

interface Content {
	text?: string;
	template?: number;
	attachments?: object[];
	gallery?: object[];
	to?: unknown;
}

/** A message that is sent later. The sandbox never sends it. */
export interface Schedule {
	id: number;
	execute: string;
	inbox_id: number;
	local_id: string;
	meta: { content: Content; conversation_id?: number; list_id?: number };
	op: string;
	rev: number;
	created: string;
	updated: string;
}

const quarter = 15 * 60_000;

export function seedSchedules(time: string): Schedule[] {
	return [{ id: 8001, execute: '2099-01-05T09:15:00.000Z', inbox_id: 11, local_id: 'reminder-1', meta: { content: { text: 'See you tomorrow.' }, conversation_id: 2001 }, op: 'create', rev: 1, created: time, updated: time }];
}

interface ScheduleBody {
	inbox_id: number;
	user_id?: number;
	execute_at: string;
	phone_number?: string;
	conversation_id?: number;
	list_id?: number;
	content: Content;
	local_id?: string;
}

/** Whom a scheduled message goes to. It has exactly one kind of target, which exists. */
function recipientsOf(state: HeymarketState, { phone_number, conversation_id, list_id }: ScheduleBody): string[] {
	if ([phone_number, conversation_id, list_id].filter((one) => one !== undefined).length !== 1) throw badData('phone_number, conversation_id or list_id: one of them is needed');
	if (phone_number !== undefined) return [phone_number];
	if (list_id !== undefined) {
		const list = state.lists.find(({ id }) => id === list_id);
		if (list === undefined) throw notFound(`List ${list_id} not found`);
		return Object.keys(list.targets);
	}
	const conversation = state.conversations.find(({ id }) => id === conversation_id);
	if (conversation === undefined) throw notFound(`Conversation ${conversation_id ?? ''} not found`);
	return conversation.target.split(',');
}

/** What is stored of a body, and whom it reaches. */
function scheduleOf(state: HeymarketState, body: ScheduleBody): { schedule: Pick<Schedule, 'execute' | 'inbox_id' | 'local_id' | 'meta' | 'updated'>; recipients: string[] } {
	if (body.user_id !== undefined) senderIn(state, body.inbox_id, body.user_id, 'inbox_id', 'user_id');
	const recipients = recipientsOf(state, body);
	const { text, template } = body.content;
	if (text !== undefined && template !== undefined) throw badData('content: a text or a template, not both');
	if (template !== undefined && !state.templates.some(({ id }) => id === template)) throw badData(`content.template: ${template} is not a template of this team`);
	const at = Date.parse(body.execute_at);
	if (at % quarter !== 0) throw badData('execute_at: it must be on a quarter hour');
	if (at < Date.now() + quarter - 5_000) throw badData('execute_at: it must be at least 15 minutes ahead');
	const { conversation_id = conversationWith(state, body), list_id, local_id = '' } = body;
	const meta = { content: body.content, ...(conversation_id === undefined ? {} : { conversation_id }), ...(list_id === undefined ? {} : { list_id }) };
	return { schedule: { execute: body.execute_at, inbox_id: body.inbox_id, local_id, meta, updated: new Date().toISOString() }, recipients };
}

/** The conversation as which a number may be read. */
function conversationWith({ unknowns, conversations }: HeymarketState, { phone_number }: ScheduleBody): number | undefined {
	return unknowns.scheduledPhone === 'conversation' ? conversations.find(({ target }) => target === phone_number)?.id : undefined;
}

function receive(call: Call, recipients: string[], id: number): Answer {
	const { list_id, content: { text, template } } = call.body as ScheduleBody;
	call.accept({ kind: list_id === undefined ? 'message' : 'broadcast', recipients, marker: text ?? `template ${template}`, messageId: String(id) });
	return json(200, { id });
}

/** POST /v1/schedule */
export function scheduleMessage(state: HeymarketState, call: Call): Answer {
	const { schedule, recipients } = scheduleOf(state, call.body as ScheduleBody);
	state.lastId += 1;
	state.schedules.push({ ...schedule, id: state.lastId, op: 'create', rev: 1, created: schedule.updated });
	return receive(call, recipients, state.lastId);
}

/** PUT /v1/schedule/{id} */
export function updateScheduledMessage(state: HeymarketState, call: Call): Answer {
	const stored = state.schedules.find(({ id }) => String(id) === call.params['id']);
	if (stored === undefined) throw notFound(`Scheduled message ${call.params['id'] ?? ''} not found`);
	if (Date.parse(stored.execute) <= Date.now()) throw badData('id: it has been sent');
	const { schedule, recipients } = scheduleOf(state, call.body as ScheduleBody);
	Object.assign(stored, schedule, { op: 'update', rev: stored.rev + 1 });
	return receive(call, recipients, stored.id);
}
