import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { badData, notFound } from './refusals.ts';
import { senderIn } from './sending.ts';
import type { HeymarketState } from './state.ts';

/** A message that is sent later. The sandbox never sends it. */
export interface Schedule {
	id: number;
	execute: string;
	inbox_id: number;
	local_id: string;
	meta: { content: { text?: string; template?: number }; conversation_id?: number; list_id?: number };
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
	content: { text?: string; template?: number };
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

/** POST /v1/schedule */
export function scheduleMessage(state: HeymarketState, call: Call): Answer {
	const body = call.body as ScheduleBody;
	if (body.user_id !== undefined) senderIn(state, body.inbox_id, body.user_id, 'inbox_id', 'user_id');
	const recipients = recipientsOf(state, body);
	const { text, template } = body.content;
	if (template !== undefined && !state.templates.some(({ id }) => id === template)) throw badData(`content.template: ${template} is not a template of this team`);
	const at = Date.parse(body.execute_at);
	if (at % quarter !== 0) throw badData('execute_at: it must be on a quarter hour');
	if (at < Date.now() + quarter - 5_000) throw badData('execute_at: it must be at least 15 minutes ahead');
	const now = new Date().toISOString();
	state.lastId += 1;
	const { conversation_id, list_id, local_id = '' } = body;
	const meta = { content: body.content, ...(conversation_id === undefined ? {} : { conversation_id }), ...(list_id === undefined ? {} : { list_id }) };
	state.schedules.push({ id: state.lastId, execute: body.execute_at, inbox_id: body.inbox_id, local_id, meta, op: 'create', rev: 1, created: now, updated: now });
	call.accept({ kind: list_id === undefined ? 'message' : 'broadcast', recipients, marker: text ?? `template ${template}`, messageId: String(state.lastId) });
	return json(200, { id: state.lastId });
}
