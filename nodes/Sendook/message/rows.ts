/** Ten keys of a message that people use (providers/sendook.md section 4), ids first. */
export const simplifiedMessage = ['_id', 'threadId', 'inboxId', 'from', 'to', 'cc', 'subject', 'text', 'status', 'createdAt'];

/** What people use of the receipt of a sent message, which is the whole message with its files. */
export const simplifiedReceipt = [
	'_id',
	'threadId',
	'inboxId',
	'externalMessageId',
	'from',
	'to',
	'cc',
	'subject',
	'labels',
	'createdAt',
];
