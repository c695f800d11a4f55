const times = ['created_at', 'updated_at'] as const;

/* What the records of Whippy's events have (contracts/whippy). Nothing else of them reaches a workflow. */

export const messageNames = [
	'id', 'conversation_id', 'contact_id', 'channel_id', 'campaign_id', 'campaign_contact_id', 'sequence_id', 'step_id', 'step_contact_id', 'user_id',
	'direction', 'source_type', 'type', 'from', 'to', 'body', 'translated_body', 'language', 'translation_language', 'attachments', 'delivery_status', ...times,
] as const;

export const conversationNames = [
	'id', 'status', 'channel_id', 'channel_type', 'contact_id', 'assigned_user_id', 'assigned_team_id', 'unread_count', 'language', 'contact_language',
	'last_message_date', 'last_message_timestamp', ...times,
] as const;

export const contactNames = [
	'id', 'external_id', 'phone', 'email', 'name', 'first_name', 'last_name', 'state', 'blocked', 'language', 'default_channel_id', 'address', 'birth_date',
	'notes', 'contact_tags', 'communication_preferences', ...times,
] as const;

/** By the first word of an event. */
export const namesOf = new Map<string, readonly string[]>([
	['conversation', conversationNames],
	['contact', contactNames],
	['campaign', ['id', 'title', 'body', 'status', 'attachments', 'schedule_at', 'channel_id', 'created_by_id', 'updated_by_id', 'analytics', ...times]],
	['message_template', ['id', 'title', 'message', 'attachments', 'channel_ids', 'access_level', 'created_by_id', 'updated_by_id', 'organization_id', ...times]],
	['sequence', ['id', 'type', 'title', 'description', 'status', 'industry', 'access_level', 'settings', 'steps', ...times]],
	['step', ['id', 'title', 'body', 'status', 'position', 'analytics', 'attachments', 'sequence_id', 'schedule_options', ...times]],
	[
		'step_contact',
		[
			'id', 'status', 'contact', 'step_id', 'channel_id', 'sequence_id', 'clicked_link', 'unsubscribed', 'scheduled_at', 'run_created_at',
			'run_updated_at', 'added_by_id', 'contact_messages', ...times,
		],
	],
	['sequence_run', ['id', 'status', 'contact', 'channel_id', 'sequence_id', 'last_step_id', 'added_by_id', 'step_contacts', ...times]],
]);
