import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body, path, query, setting, updateFields } from '../../shared/form/parts';
import { switchField } from '../../shared/form/field';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { phoneNumber } from '../fields';
import { assignee, avatarUrl, clearFields, contact, customFields, displayName, email, firstName, isOptedOut, lastName, notCleared, rewritten, storedContact } from './fields';
import { simplifiedContact } from './simplified';

const replaceCustomFields = switchField({
	displayName: 'Replace All Custom Fields',
	name: 'replaceCustomFields',
	description: 'Whether the contact loses the custom fields that are not filled in here',
});

/** PUT /v1/contact/{id} writes the contact anew, so what is stored is read first. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update contact',
	description: 'Change some fields of a contact; the others stay as they are',
	effect: 'write',
	request: 'PUT /v1/contact/{id}',
	form: [
		path('id', contact),
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
			query('overwrite', replaceCustomFields),
		),
		country,
		body('custom', customFields),
		simplify,
		changeDelivery,
	],
	finish({ body: changed, query: { overwrite }, settings }) {
		// An expression that gives nothing must not take every custom field of a contact.
		if (overwrite === true && changed.custom === undefined) {
			const label = replaceCustomFields.property.displayName;
			throw new InvalidValue(`${label}: no custom field is filled in, so the contact would lose all of them`, `Fill in ${customFields.property.displayName}, or remove ${label}.`);
		}
		return notCleared(changed, settings.clearFields);
	},
	readFirst: {
		path: '/v1/contact/{id}',
		ids: ({ ids }) => ids,
		// Whether the person has opted out must not be lost, and not every answer tells it.
		also: ({ is_opted_out }, { ids: { id }, body: { is_opted_out: isChanged } }) =>
			(is_opted_out ?? isChanged) === undefined ? { path: '/v1/contact/status', body: { id: Number(id) } } : undefined,
		body: (stored, { ids: { id }, body: changed, settings }, { unsubscribed }) =>
			rewritten(storedContact(id, stored, unsubscribed), changed, settings.clearFields),
	},
	// The receipt has IDs only; what was written says what became of the contact.
	rows: (receipt, { body: { assignee_id, ...written } }) => ({ ...written, ...(assignee_id !== undefined && { assigned_user_id: assignee_id }), ...(receipt as object) }),
	simplified: simplifiedContact,
	howToCheck: 'Look at it with Contact > Get.',
});
