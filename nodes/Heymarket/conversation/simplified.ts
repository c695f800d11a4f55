import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';
import { idIn, peopleNamed } from '../fields';

/** The name of the member who has it, where the conversation lists the members. */
function assignee({ assigned, members }: IDataObject): unknown {
	const id = idIn(assigned);
	return (members as IDataObject[] | undefined)?.find((member) => member.id === id)?.name;
}

/** What people use of a conversation (providers/heymarket.md section 6). */
export const simplifiedConversation: Column[] = [
	'name',
	['with', (row) => peopleNamed(row).join(', ') || undefined],
	'channel',
	'status',
	'unread',
	'updated',
	['assignee', assignee],
	'assigned',
	'inbox',
	'id',
];
