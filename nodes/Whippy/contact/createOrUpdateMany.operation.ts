import type { IDataObject } from 'n8n-workflow';
import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { additionalFields, body, notice } from '../../shared/form/parts';
import { recordsField } from '../../shared/form/records';
import { operation } from '../../shared/operation';
import { customObjectOfPeople, withCustomData } from '../customObject/fields';
import { contactRecord, optInFields } from './fields';

const contacts = recordsField({
	displayName: 'Contacts',
	name: 'contacts',
	required: true,
	placeholder: 'e.g. [{"phone": "+1 415 555 0134", "name": "Ana Reyes", "email": "ana@example.com"}]',
	description:
		'A list of objects. Each needs phone, email or external_id, and may have name, language, default_channel_id, address, birth_date and properties (values of the Custom Object by their keys).',
	key: ['phone', 'email', 'external_id'],
	fields: contactRecord,
});

/** What became of each contact: as it is stored, where Whippy tells that, else what was given. People first, IDs last. */
function resultsOf(answer: unknown, given: IDataObject[]): IDataObject[] {
	const isStored = Array.isArray(answer) && answer.length > 0 && answer.every((one: IDataObject | null) => one?.id !== undefined);
	const rows = isStored ? (answer as IDataObject[]) : given;
	return rows.map(({ name, phone, email, external_id, id }) => ({ name, phone, email, status: isStored ? 'written' : 'accepted', external_id, id }));
}

/** POST /v1/contacts/upsert (docs.whippy.ai/reference/upsertcontacts). */
export const createOrUpdateMany = operation({
	name: 'Create or Update Many',
	value: 'createOrUpdateMany',
	action: 'Create or update many contacts',
	description: 'Create contacts, or update those with the same external ID, phone number or email address, many in one request',
	effect: 'write',
	request: 'POST /v1/contacts/upsert',
	form: [
		body('contacts', contacts),
		country,
		notice('contactsNotice', 'This can’t be undone: what is given here takes the place of what existing contacts have.'),
		additionalFields(body('custom_data.custom_object_id', customObjectOfPeople), ...optInFields),
		changeDelivery,
	],
	finish: ({ body: all }) => withCustomData(all, all.contacts, contacts, 'contact'),
	rows: (answer, { body: { contacts: given } }) => resultsOf(answer, given as IDataObject[]),
	howToCheck: 'Look for them with Contact > Search.',
});
