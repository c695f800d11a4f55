/** The keys of a conversation that people use, ids first. */
export const simplifiedConversation = [
	'id',
	'contact_id',
	'channel_id',
	'channel_type',
	'status',
	'assigned_user_id',
	'unread_count',
	'last_message_date',
	'created_at',
];
