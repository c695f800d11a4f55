/** What people use of a channel. */
export const simplifiedChannel = [
	'name',
	'phone',
	'address',
	'type',
	'description',
	'timezone',
	'support_ai_agent',
	'created_at',
	'updated_at',
	'id',
] as const;
