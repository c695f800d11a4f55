import type { IDataObject } from 'n8n-workflow';
import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { switchField } from '../../shared/form/field';
import { body, branch, choose, notice, query } from '../../shared/form/parts';
import { recordsField } from '../../shared/form/records';
import { operation } from '../../shared/operation';
import { phoneNumber } from '../fields';
import { channelContacts, recordFields, refuseSilentOptIn, resultsByChannel, resultsByPhone } from './bulk';

const contacts = recordsField({
	displayName: 'Contacts',
	name: 'contacts',
	required: true,
	placeholder: 'e.g. [{"phone": "+1 415 555 0134", "first": "Ana", "last": "Reyes"}]',
	description: 'A list of objects. Each needs phone, and may have first, last, display_name, email, avatar, assignee_id, is_opted_out, tags (IDs) and custom (values by the IDs of custom fields).',
	key: 'phone',
	fields: { phone: phoneNumber, ...recordFields },
});

const overwrite = switchField({
	displayName: 'Overwrite Existing Contacts',
	name: 'overwrite',
	description: 'Whether a contact whose number is known is written anew, losing what is not given here, rather than left as it is',
});

const byChannels = { method: 'POST', path: '/v2/contacts' } as const;

/** POST /v1/batch/contacts by numbers, whose body is a bare list; POST /v2/contacts by channels or UUIDs. */
export const createOrUpdateMany = operation({
	name: 'Create or Update Many',
	value: 'createOrUpdateMany',
	action: 'Create or update many contacts',
	description: 'Create contacts, or write existing ones anew, many in one request',
	effect: 'write',
	form: [
		choose(
			{ displayName: 'Contacts By', name: 'contactsBy', description: 'What the contacts are known by' },
			{
				phone: branch('Phone Number', 'Each by its number', [body('contacts', contacts), country, query('overwrite', overwrite), notice('overwriteNotice', 'Overwriting can’t be undone: a contact loses what is not given here.')], { method: 'POST', path: '/v1/batch/contacts' }),
				channels: branch('Channel or UUID', 'New ones by their channels, existing ones by their UUIDs', [body('channel_contacts', channelContacts), country], byChannels),
			},
		),
		changeDelivery,
	],
	finish({ body: { contacts: list = [], channel_contacts }, query: asked }) {
		if (channel_contacts !== undefined) {
			refuseSilentOptIn(channelContacts.property.displayName, 'contact_id', channel_contacts as IDataObject[], ({ contact_id }) => contact_id !== undefined);
			return { contacts: channel_contacts };
		}
		if (asked.overwrite === true) refuseSilentOptIn(contacts.property.displayName, overwrite.property.displayName, list as IDataObject[], () => true);
		return list;
	},
	rows: (answer, { request: { path }, body: given, query: asked }) =>
		path === byChannels.path ? resultsByChannel(answer, given.contacts as IDataObject[]) : resultsByPhone(answer, given as unknown as IDataObject[], asked.overwrite === true),
	howToCheck: 'Look for them with Contact > Get Many.',
});
