/** What people use of a message. */
export const simplifiedMessage = [
	'created_at',
	'direction',
	'from',
	'to',
	'body',
	'type',
	'delivery_status',
	'conversation_id',
	'contact_id',
	'id',
] as const;
