/** Ten keys of a message that people use (providers/heymarket.md section 5.6), ids first. */
export const simplifiedMessage = [
	'id',
	'local_id',
	'date',
	'text',
	'type',
	'status',
	'phone',
	'user',
	'media',
	'conversation',
];
