import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { phoneNumber } from '../fields';
import { consentOf, customFields, details, digitsOf, rewritten, storedContact, writtenRow } from './fields';
import { simplifiedContact } from './simplified';

/** Looks the number up. PUT /v1/contact/{id} merges into the contact that has it; POST /v1/contact creates one. */
export const createOrUpdate = operation({
	name: 'Create or Update',
	value: 'createOrUpdate',
	action: 'Create or update contact',
	description: 'Change the contact that has a phone number, or create it where nobody has the number. Fields that are not added stay as they are.',
	effect: 'write',
	request: 'POST /v1/contact',
	form: [
		body('phone', phoneNumber),
		country,
		details,
		body('custom', customFields),
		simplify,
		changeDelivery,
	],
	// Two items for one number must not both find that nobody has it.
	reaches: ({ body: { phone } }) => ({ conversation: `contact with ${phone}` }),
	readFirst: {
		path: '/v1/contact/get',
		asks: ({ body: { phone } }) => ({ phone }),
		also: consentOf,
		body(stored, { body: changed }, { unsubscribed }) {
			// Written over by somebody else's answer, a contact would be lost.
			if (typeof stored.id !== 'number' || digitsOf(stored.phone) !== changed.phone) {
				throw new InvalidValue(`${phoneNumber.property.displayName}: Heymarket did not answer with the contact of this number`, 'Look at it with Contact > Get.');
			}
			return rewritten(storedContact(stored, unsubscribed), changed, undefined);
		},
		found: { request: { method: 'PUT', path: '/v1/contact/{id}' }, ids: ({ id }) => ({ id: String(id) }), isNone: (answer) => Object.keys(answer).length === 0 || answer.id === 0 },
	},
	rows: (receipt, { request: { method }, body: written }) => ({ status: method === 'PUT' ? 'updated' : 'created', ...writtenRow(written, receipt) }),
	simplified: [['status', ({ status }) => status], ...simplifiedContact.filter((column) => column !== 'updated')],
	howToCheck: 'Look at it with Contact > Get.',
});
