import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';

/** No key says it: a message has a `user` where a member of the team sent it (inferred; providers/heymarket.md section 5.6). */
function direction({ user }: IDataObject): string {
	return user ? 'outbound' : 'inbound';
}

/** The receipt of a sent message. */
export const simplifiedReceipt: Column[] = ['gallery_url', 'id', 'date'];

/** What people use of a message (providers/heymarket.md section 5.6). */
export const simplifiedMessage: Column[] = [
	'date',
	['direction', direction],
	['name', 'conversation.name'],
	'phone',
	'text',
	'media',
	'status',
	['conversation', 'conversation.id'],
	'local_id',
	'id',
];
