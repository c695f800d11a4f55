import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';

/** The server notes the inbox that a message was sent from (providers/sendook.md section 4). */
export function directionOf({ fromInboxId, inboxId }: IDataObject): 'inbound' | 'outbound' {
	return fromInboxId !== undefined && fromInboxId === inboxId ? 'outbound' : 'inbound';
}

/** What people use of a message in a list (providers/sendook.md section 4). */
export const simplifiedMessage: Column[] = [
	'createdAt',
	['direction', directionOf],
	'from',
	'to',
	'subject',
	'text',
	'status',
	// Without one, a message that the inbox sent was stored and never mailed.
	'externalMessageId',
	'threadId',
	'_id',
];

/** What people use of one message. */
export const simplifiedWhole: Column[] = [
	'createdAt',
	'from',
	'to',
	'cc',
	'subject',
	'text',
	'html',
	['attachments', ({ attachments }) => (attachments as IDataObject[] | undefined)?.map(({ name }) => name ?? 'unnamed file')],
	'externalMessageId',
	'_id',
];

/** What people use of the receipt of a sent message, which is the whole message with its files. */
export const simplifiedReceipt: Column[] = ['from', 'subject', 'labels', 'externalMessageId', 'inboxId', 'threadId', '_id', 'createdAt'];
