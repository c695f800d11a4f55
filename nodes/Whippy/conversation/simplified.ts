/** What people use of a conversation; the answer names neither the person nor the channel but by ID. */
export const simplifiedConversation = [
	'channel_type',
	'status',
	'unread_count',
	'last_message_date',
	'created_at',
	'assigned_user_id',
	'contact_id',
	'channel_id',
	'id',
] as const;
