import { simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { channels, typeOf } from './channels';
import { simplifiedContact } from './simplified';

/** POST /v2/contacts/search: people by their channels. */
export const search = operation({
	name: 'Search',
	value: 'search',
	action: 'Search contacts',
	description: 'Find contacts by their phone numbers, email addresses or other channels',
	effect: 'read',
	request: 'POST /v2/contacts/search',
	form: [channels, simplify],
	finish: ({ body: { channel_type, channel_ids }, settings }) => ({ contact_channels: [{ channel_type: typeOf({ body: { channel_type }, settings }), channel_ids }] }),
	simplified: simplifiedContact,
});
