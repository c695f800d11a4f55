import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { credentialsFor } from '../engine/sandboxed';
import { newWorkflow, type TriggerScenario } from './contexts';

/** The verification token of the tests' webhook. */
export const TOKEN = 'token-of-the-webhook';

/** A workflow that begins with the Heymarket trigger, of which nothing is remembered. */
export function heymarketTrigger(sandbox: Sandbox, parameters: IDataObject = {}, more: Partial<TriggerScenario> = {}, credential: IDataObject = {}): TriggerScenario {
	const { heymarketJwtApi } = credentialsFor(sandbox, { webhookTokens: `an-older-token, ${TOKEN}`, ...credential });
	return {
		type: 'heymarketTrigger',
		parameters: { events: ['message_received'], ...parameters },
		credentials: { heymarketJwtApi: heymarketJwtApi! },
		workflowId: newWorkflow(),
		...more,
	};
}

let lastMessage = 70_000;

/** A post of Heymarket about a message that was never posted before. */
export function messagePost(changed: IDataObject = {}, { type = 'message_recieved', conversation = {} }: { type?: string; conversation?: IDataObject } = {}): { type: string; id: number; token: string; event_data: IDataObject } {
	lastMessage += 1;
	const data: IDataObject = {
		id: lastMessage,
		text: 'Are you open on Sunday?',
		type: 'sms',
		status: 'received',
		date: '2026-11-28T09:00:00.000Z',
		updated: '2026-11-28T09:00:00.000Z',
		user: 0,
		author: 'Ana Reyes',
		phone: '14155550100',
		target: '14155550123',
		conversation: { id: 2001, inbox: 11, channel: 'sms', target: '14155550123', type: 'individual', name: 'Ana Reyes', status: 'open', ...conversation },
		...changed,
	};
	return { type, id: 1, token: TOKEN, event_data: data };
}

/** A post of Heymarket about a conversation. */
export function conversationPost(type: string, changed: IDataObject = {}): IDataObject {
	const data = { id: 2001, inbox: 11, channel: 'sms', target: '14155550123', name: 'Ana Reyes', status: 'closed', assigned: 101, updated: '2026-11-28T09:00:00.000Z', ...changed };
	return { type, id: 1, token: TOKEN, event_data: data };
}
