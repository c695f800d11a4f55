import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';

/**
 * The channels that a contact is opted in to, or has opted out of. Undefined where Whippy tells nothing of it, which must not
 * read as a no or a yes.
 */
function channelsWhere(row: IDataObject, isIn: boolean): unknown {
	const { communication_preferences: preferences } = row as { communication_preferences?: Array<IDataObject | null> };
	if (!Array.isArray(preferences)) return undefined;
	return preferences.filter((one) => one?.opt_in === isIn).map((one) => one?.channel_id);
}

/** Who may be messaged: the IDs of the channels that a contact is opted in to, and of those that it has opted out of. */
const consent: Column[] = [
	['opted_in_channels', (row) => channelsWhere(row, true)],
	['opted_out_channels', (row) => channelsWhere(row, false)],
];

/** What people use of a contact, with the channels on which it may be messaged. */
export const simplifiedContact: Column[] = ['name', 'phone', 'email', 'state', 'blocked', ...consent, 'updated_at', 'external_id', 'id'];
