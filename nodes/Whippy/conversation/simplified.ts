import type { IDataObject } from 'n8n-workflow';
import { switchField } from '../../shared/form/field';
import { setting } from '../../shared/form/parts';
import type { Beside, Column } from '../../shared/operation';

/** A conversation names its person by ID only. */
export const contactBeside: Beside = { name: 'contact', by: 'contact_id', path: '/v1/contacts/{id}', wanted: 'includeContact' };

/** Whether the person of each conversation is read. */
export const includeContact = setting(
	switchField({
		displayName: 'Include Contact',
		name: 'includeContact',
		default: true,
		description: 'Whether each row says who the conversation is with: name, phone and email. It takes a request for each contact.',
	}),
);

/** What is read of a conversation's person. */
export function personOf({ contact }: IDataObject): IDataObject {
	return (contact ?? {}) as IDataObject;
}

/** What people use of a conversation in a list; its person is there where it was read. */
export const listedConversation: Column[] = [
	['name', (row) => personOf(row).name],
	['phone', (row) => personOf(row).phone],
	['email', (row) => personOf(row).email],
	'channel_type',
	'status',
	'unread_count',
	'last_message_date',
	'contact_id',
	'channel_id',
	'id',
];

/** What people use of one conversation. */
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
