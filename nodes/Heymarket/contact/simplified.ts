import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';

/** As Heymarket shows it: a name of its own, or first and last name. */
export function nameOf({ display_name, first, last }: IDataObject): string | undefined {
	return String(display_name || [first, last].filter(Boolean).join(' ')) || undefined;
}

/** Its UUID, which stands in itself or in its channels: the vendor's pages don't agree (providers/heymarket.md section 7.3). */
export function uuidOf({ uuid, contact_channels }: IDataObject): string | undefined {
	const channels = Array.isArray(contact_channels) ? (contact_channels as Array<IDataObject | null>) : [];
	return [uuid, ...channels.map((channel) => channel?.contact_id)].find((one): one is string => typeof one === 'string' && one.includes('-'));
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
	'id',
	['uuid', uuidOf],
];
