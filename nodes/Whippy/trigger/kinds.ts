import type { EventKind } from '../../shared/trigger/event';

/**
 * The 23 events of Whippy (providers/whippy.md section 14.3), what people want first, then by what they are about. Of
 * `message.created` there are three kinds, by the direction.
 */
export const kinds: readonly EventKind[] = [
	{ name: 'Message Received', value: 'message_received', wires: ['message.created'], direction: 'inbound', description: 'Somebody has written to you' },
	{ name: 'Message Sent', value: 'message_sent', wires: ['message.created'], direction: 'outbound', description: 'Your team, an automation or a workflow has written, so an answer of this workflow would start it again' },
	{ name: 'Message Updated', value: 'message_updated', wires: ['message.updated'], description: 'Such as when a message was delivered, or was not' },
	{ name: 'Note Added', value: 'note_added', wires: ['message.created'], direction: 'internal', description: 'Somebody of the team has written a note' },
	{ name: 'New Lead', value: 'lead_new', wires: ['lead.new'], description: 'Somebody has written for the first time' },
	{ name: 'Call Started', value: 'call_started', wires: ['call.started'] },
	{ name: 'Call Ended', value: 'call_ended', wires: ['call.ended'] },
	{ name: 'Call Analyzed', value: 'call_analyzed', wires: ['call.analyzed'], description: 'The transcript of a call is there' },
	{ name: 'Conversation Created', value: 'conversation_created', wires: ['conversation.created'] },
	{ name: 'Conversation Updated', value: 'conversation_updated', wires: ['conversation.updated'], description: 'Such as when it is closed or assigned' },
	{ name: 'Contact Created', value: 'contact_created', wires: ['contact.created'] },
	{ name: 'Contact Updated', value: 'contact_updated', wires: ['contact.updated'] },
	{ name: 'Campaign Created', value: 'campaign_created', wires: ['campaign.created'] },
	{ name: 'Campaign Updated', value: 'campaign_updated', wires: ['campaign.updated'] },
	{ name: 'Sequence Created', value: 'sequence_created', wires: ['sequence.created'] },
	{ name: 'Sequence Updated', value: 'sequence_updated', wires: ['sequence.updated'] },
	{ name: 'Sequence Run Created', value: 'sequence_run_created', wires: ['sequence_run.created'], description: 'Somebody was added to a sequence' },
	{ name: 'Sequence Run Updated', value: 'sequence_run_updated', wires: ['sequence_run.updated'] },
	{ name: 'Step Created', value: 'step_created', wires: ['step.created'], description: 'A sequence has a new step' },
	{ name: 'Step Updated', value: 'step_updated', wires: ['step.updated'] },
	{ name: 'Step Contact Created', value: 'step_contact_created', wires: ['step_contact.created'], description: 'Somebody has come to a step of a sequence' },
	{ name: 'Step Contact Updated', value: 'step_contact_updated', wires: ['step_contact.updated'] },
	{ name: 'Message Template Created', value: 'message_template_created', wires: ['message_template.created'] },
	{ name: 'Message Template Updated', value: 'message_template_updated', wires: ['message_template.updated'] },
	{ name: 'Message Template Deleted', value: 'message_template_deleted', wires: ['message_template.deleted'] },
];
