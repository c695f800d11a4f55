import type { IDataObject } from 'n8n-workflow';
import type { TriggerDeclaration } from '../../shared/trigger/declaration';
import type { EventKind } from '../../shared/trigger/event';
import { directionFilter, filterBy, isSigned, keywordFilter, senderFilter } from '../../shared/trigger';
import { bareKey } from '../../shared/security/credentials';
import { whippy } from '../provider';
import { filesOf, readEvent } from './events';
import { channelFilter, otherEvents, typeFilter, verifySignature } from './fields';
import { kinds } from './kinds';
import { person } from './person';
import { registration } from './registration';

/** The Whippy trigger. It makes an application with an endpoint in Whippy, and removes both. */
export const whippyTrigger: TriggerDeclaration = {
	provider: whippy,
	events: kinds,
	chosen: ['message_received'],
	otherEvents,
	fields: [verifySignature],
	filters: [filterBy(channelFilter), typeFilter, directionFilter, senderFilter, keywordFilter],
	async verify({ raw, headers }, { credentials, settings, now }) {
		// What can't be read counts as switched on.
		if (settings.of(verifySignature) === false) return true;
		const { apiKey } = await credentials();
		return isSigned({ raw, header: headers['x-whippy-signature'], key: bareKey(apiKey), now });
	},
	read: readEvent,
	person,
	filesOf: ({ record }) => filesOf(record),
	registration,
	sample,
	words: {
		notice: 'When the workflow is published, this node makes an application with an endpoint in Whippy (Developers). It removes both when you unpublish the workflow.',
		listening: 'Write to one of your Whippy numbers, or do in Whippy what starts this workflow.',
		inactive:
			'<b>While building your workflow</b>, click Listen for Test Event. It gets what happens in Whippy meanwhile, or a made-up event if Sample Event While Testing is on.<br /><br /><b>Once you’re happy with it</b>, publish the workflow.',
		active: '<b>This workflow runs whenever Whippy tells of what you chose.</b> You find its executions in the <a data-key="executions">executions list</a>.',
	},
};

const time = '2026-01-05T09:00:00.432432Z';

const message = {
	id: '00000004-0000-4000-8000-000000000001',
	conversation_id: '00000003-0000-4000-8000-000000000001',
	contact_id: '00000002-0000-4000-8000-000000000001',
	channel_id: '00000001-0000-4000-8000-000000000001',
	user_id: null,
	direction: 'INBOUND',
	source_type: 'INBOUND',
	type: 'sms',
	from: '+14155550123',
	to: '+14155550110',
	body: 'Are you open on Sunday?',
	attachments: [],
	delivery_status: 'webhook_delivered',
	created_at: time,
	updated_at: time,
};

const contact = { id: message.contact_id, name: 'Ana Reyes', phone: message.from, email: 'ana@example.com', created_at: time, updated_at: time };

const conversation = {
	id: message.conversation_id,
	status: 'open',
	channel_id: message.channel_id,
	channel_type: 'phone',
	contact_id: message.contact_id,
	assigned_user_id: 12,
	unread_count: 1,
	last_message_date: time,
	created_at: time,
	updated_at: time,
};

/** An event in the form in which Whippy posts it (contracts/whippy/webhook.yaml). */
function sample(kind: EventKind | undefined): IDataObject {
	const [event] = kind?.wires ?? ['message.created'];
	return { event, request_id: '00000010-0000-4000-8000-000000000001', data: recordOf(event, kind?.direction) };
}

function recordOf(event: string, direction: EventKind['direction']): IDataObject {
	const [about = ''] = event.split('.');
	if (about === 'message' && direction !== undefined && direction !== 'inbound') {
		return { ...message, direction: 'OUTBOUND', source_type: direction === 'internal' ? 'NOTE' : 'OUTBOUND', from: message.to, to: message.from, body: 'Yes, from ten to four', user_id: 12 };
	}
	if (about === 'message') return message;
	if (about === 'call') return { ...message, type: 'call', delivery_status: 'call_completed' };
	if (about === 'lead') return { contact, conversation, inbound_message: message };
	if (about === 'contact' || about === 'conversation') return about === 'contact' ? contact : conversation;
	const id = '00000005-0000-4000-8000-000000000001';
	if (['step_contact', 'sequence_run'].includes(about)) return { id, status: 'active', contact, channel_id: message.channel_id, created_at: time, updated_at: time };
	return { id, title: 'Spring', status: 'draft', created_at: time, updated_at: time };
}
