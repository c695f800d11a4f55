import type { IDataObject } from 'n8n-workflow';
import type { TriggerDeclaration } from '../../shared/trigger/declaration';
import type { EventKind } from '../../shared/trigger/event';
import { filterBy, keywordFilter, senderFilter } from '../../shared/trigger';
import { sendook } from '../provider';
import { events, readEvent } from './events';
import { inboxFilter } from './fields';
import { person } from './person';
import { readBack, readsBack } from './readBack';
import { registration } from './registration';

/** Sendook posts a message with all its files, of which it takes so many bytes. */
const LARGEST_POST = 20_000_000;

/** The Sendook trigger. It makes a webhook in Sendook, and removes it. */
export const sendookTrigger: TriggerDeclaration = {
	provider: sendook,
	events,
	chosen: ['message_received'],
	fields: [readsBack],
	filters: [filterBy(inboxFilter), senderFilter, keywordFilter],
	// Sendook signs nothing. What is posted is trusted only when it was read back.
	verify: () => true,
	read: readEvent,
	readBack: { isOn: (settings) => settings.of(readsBack) !== false, read: readBack },
	person,
	registration,
	largestPost: LARGEST_POST,
	sample,
	words: {
		notice: 'When the workflow is published, this node makes a webhook in Sendook. It removes it when you unpublish the workflow.',
		listening: 'Write an email to one of your Sendook inboxes, or do in Sendook what starts this workflow.',
		inactive:
			'<b>While building your workflow</b>, click Listen for Test Event. It gets what happens in Sendook meanwhile, or a made-up event if Sample Event While Testing is on.<br /><br /><b>Once you’re happy with it</b>, publish the workflow. The Test button of Sendook’s dashboard starts nothing: it sends no message.',
		active: '<b>This workflow runs whenever Sendook tells of what you chose.</b> You find its executions in the <a data-key="executions">executions list</a>.',
	},
};

const common = { organizationId: '695b7c000000000000000001', createdAt: '2026-01-05T09:00:00.000Z', updatedAt: '2026-01-05T09:00:00.000Z', __v: 0 };
const inbox = { _id: '695b7c000000000000000064', email: 'support@sendook.com', name: 'Support', ...common };

/** An event in the form in which Sendook posts it (contracts/sendook/webhook.yaml). */
function sample(kind: EventKind | undefined): IDataObject {
	const [event] = kind?.wires ?? ['message.received'];
	if (event.startsWith('inbox.')) return { event, inboxId: inbox._id, payload: inbox };
	const [inboxId, messageId] = [inbox._id, '695b7c0000000000000003e8'];
	const words = { subject: 'Where is my order?', text: 'Order 1042 has not come yet.', html: 'Order 1042 has not come yet.' };
	const mail = { _id: messageId, inboxId, threadId: '695b7c0000000000000007d0', cc: [], bcc: [], labels: [], attachments: [], ...common };
	if (event === 'message.received') return { event, inboxId, messageId, payload: { ...mail, ...words, from: 'ana@example.com', to: [inbox.email], toInboxId: inboxId, status: 'received' } };
	const sent = { ...mail, ...words, from: inbox.email, to: ['ana@example.com'], fromInboxId: inboxId, externalMessageId: '010f0198a2b3c4d5' };
	// Of a sent message, no inbox stands beside it.
	if (event === 'message.sent') return { event, messageId, payload: sent };
	return { event, inboxId, messageId, payload: { ...sent, status: event.slice('message.'.length) } };
}
