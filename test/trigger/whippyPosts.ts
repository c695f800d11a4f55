import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { headersOf } from '../../sandbox/whippy/deliveries.ts';
import { credentialsFor } from '../engine/sandboxed';
import { newWorkflow, type Posted, type TriggerScenario } from './contexts';

/** A workflow that begins with the Whippy trigger, of which nothing is remembered. */
export function whippyTrigger(sandbox: Sandbox, parameters: IDataObject = {}, more: Partial<TriggerScenario> = {}, credential: IDataObject = {}): TriggerScenario {
	const { whippyApi } = credentialsFor(sandbox, credential);
	return {
		type: 'whippyTrigger',
		parameters: { events: ['message_received'], verifySignature: true, ...parameters },
		credentials: { whippyApi: whippyApi! },
		workflowId: newWorkflow(),
		...more,
	};
}

/** What Whippy posts, before it is signed. */
export interface WhippyPost {
	event: string;
	request_id: string;
	data: IDataObject;
}

/** A post about something, told once. */
export function whippyPost(event: string, data: IDataObject): WhippyPost {
	return { event, request_id: randomUUID(), data };
}

/** A post about a message that was never posted before. */
export function whippyMessage(changed: IDataObject = {}, event = 'message.created'): WhippyPost {
	return whippyPost(event, {
		id: randomUUID(),
		conversation_id: '00000003-0000-4000-8000-000000000001',
		contact_id: '00000002-0000-4000-8000-000000000001',
		channel_id: '00000001-0000-4000-8000-000000000001',
		campaign_id: null,
		user_id: null,
		direction: 'INBOUND',
		source_type: 'INBOUND',
		type: 'sms',
		from: '+14155550123',
		to: '+14155550110',
		body: 'Are you open on Sunday?',
		attachments: [],
		delivery_status: 'webhook_delivered',
		created_at: '2026-11-28T09:00:00.432432Z',
		updated_at: '2026-11-28T09:00:00.432432Z',
		...changed,
	});
}

/** A post as it arrives, signed with the credential's key. */
export function signed(sandbox: Sandbox, post: unknown): Posted {
	const text = JSON.stringify(post);
	return { body: post, raw: Buffer.from(text), headers: headersOf(sandbox.state.whippy, text) };
}
