import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { receive as receiveMail } from '../../sandbox/sendook/messages.ts';
import type { Message } from '../../sandbox/sendook/state.ts';
import { credentialsFor } from '../engine/sandboxed';
import { newWorkflow, type TriggerScenario } from './contexts';

/** A workflow that begins with the Sendook trigger, of which nothing is remembered. */
export function sendookTrigger(sandbox: Sandbox, parameters: IDataObject = {}, more: Partial<TriggerScenario> = {}, credential: IDataObject = {}): TriggerScenario {
	const { sendookApi } = credentialsFor(sandbox, credential);
	return {
		type: 'sendookTrigger',
		parameters: { events: ['message_received'], readBack: true, ...parameters },
		credentials: { sendookApi: sendookApi! },
		workflowId: newWorkflow(),
		...more,
	};
}

/** A post of Sendook. */
export type SendookPost = IDataObject & { payload: IDataObject };

/** A mail comes in, and Sendook has it. */
export function stored(sandbox: Sandbox, mail: Partial<Message> = {}): Message {
	const state = sandbox.state.sendook;
	const { text = 'Are you open on Sunday?', from = 'ana@example.com', subject = 'Opening hours', ...changed } = mail;
	return Object.assign(receiveMail(state, state.inboxes[0]!, { from, subject, text }), changed);
}

/** A mail went out. */
export function sent(sandbox: Sandbox, mail: Partial<Message> = {}): Message {
	const message = stored(sandbox, { to: ['ana@example.com'], text: 'Yes, from ten to four.', ...mail });
	const { email, _id } = sandbox.state.sendook.inboxes[0]!;
	delete message.toInboxId;
	delete message.status;
	return Object.assign(message, { from: email, fromInboxId: _id, externalMessageId: '010f0abc' }, mail);
}

/** What Sendook posts of a message. */
export function postOf(message: Message, event = 'message.received'): SendookPost {
	const payload = structuredClone(message) as never as IDataObject;
	return { event, ...(event !== 'message.sent' && { inboxId: message.inboxId }), messageId: message._id, payload };
}
