import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body, branch, choose, path, setting, updateFields } from '../../shared/form/parts';
import { switchField } from '../../shared/form/field';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { phoneNumber } from '../fields';
import { contactUuid } from './channels';
import {
	assignee, avatarUrl, clearFields, consentOf, contact, contactBy, customFields, displayName, email, firstName, isOptedOut, lastName,
	notCleared, refuseOther, rewritten, storedContact, tags, writtenRow,
} from './fields';
import { simplifiedContact } from './simplified';

const replaceCustomFields = switchField({
	displayName: 'Replace All Custom Fields',
	name: 'replaceCustomFields',
	description: 'Whether the contact loses the custom fields that are not filled in here',
});

/** PUT /v1/contact/{id}, or by its UUID PUT /v2/contact/{uuid}, writes the contact anew, so what is stored is read first. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update contact',
	description: 'Change some fields of a contact; the others stay as they are',
	effect: 'write',
	form: [
		choose(contactBy, {
			id: branch('List or ID', 'Chosen from the list, or by the number that is its ID', [path('id', contact)], { method: 'PUT', path: '/v1/contact/{id}' }),
			uuid: branch('UUID', 'Also for a contact without a number', [path('uuid', contactUuid)], { method: 'PUT', path: '/v2/contact/{uuid}' }),
		}),
		updateFields(
			body('assignee_id', assignee),
			setting(clearFields),
			body('display_name', displayName),
			body('email', email),
			body('first', firstName),
			body('is_opted_out', isOptedOut),
			body('last', lastName),
			body('phone', phoneNumber, { optional: true }),
			body('avatar', avatarUrl),
			setting(replaceCustomFields),
			body('tags', tags),
		),
		country,
		body('custom', customFields),
		simplify,
		changeDelivery,
	],
	finish({ body: changed, ids: { uuid }, settings }) {
		// An expression that gives nothing must not take every custom field of a contact.
		const label = replaceCustomFields.property.displayName;
		if (settings.replaceCustomFields === true && changed.custom === undefined) {
			throw new InvalidValue(`${label}: no custom field is filled in, so the contact would lose all of them`, `Fill in ${customFields.property.displayName}, or remove ${label}.`);
		}
		if (settings.replaceCustomFields === true && uuid !== undefined) {
			throw new InvalidValue(`${label}: Heymarket can’t do that to a contact by its UUID`, `Choose the contact by List or ID, or remove ${label}.`);
		}
		return notCleared(changed, settings.clearFields);
	},
	readFirst: {
		also: consentOf,
		body(stored, { ids, body: changed, settings }, { unsubscribed }) {
			refuseOther(ids, stored);
			return rewritten(storedContact(stored, unsubscribed), changed, settings.clearFields);
		},
		// The second generation doesn't take it.
		query: ({ ids: { uuid }, settings: { replaceCustomFields: overwrite } }) => (overwrite === undefined || uuid !== undefined ? {} : { overwrite: overwrite as boolean }),
	},
	// The receipt has IDs only; what was written says what became of the contact.
	rows: (receipt, { body: written }) => writtenRow(written, receipt),
	simplified: simplifiedContact,
	howToCheck: 'Look at it with Contact > Get.',
});
