import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';

/** As Heymarket shows it: a name of its own, or first and last name. */
export function nameOf({ display_name, first, last }: IDataObject): string | undefined {
	return String(display_name || [first, last].filter(Boolean).join(' ')) || undefined;
}

/** What people use of a contact (providers/heymarket.md section 7.1). */
export const simplifiedContact: Column[] = [
	['name', nameOf],
	'first',
	'last',
	'phone',
	'email',
	'is_opted_out',
	['custom', ({ custom }) => (custom === undefined ? undefined : JSON.stringify(custom))],
	'updated',
	'assigned_user_id',
	'id',
];
