import type { IDataObject } from 'n8n-workflow';
import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body, path, setting, updateFields } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { clearFields, contact, contactNumber, details, joinedAddress, withCleared } from './fields';
import { simplifiedContact } from './simplified';

/** PUT /v1/contacts/{id}: what it leaves out stays. Of an address only a part may change, so the stored one is read first. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update contact',
	description: 'Change some fields of a contact; the others stay as they are',
	effect: 'write',
	request: 'PUT /v1/contacts/{id}',
	form: [path('id', contact), updateFields(...details, body('phone', contactNumber({})), setting(clearFields)), country, simplify, changeDelivery],
	finish: ({ body: changed, settings }) => withCleared(changed, settings.clearFields),
	readFirst: {
		path: '/v1/contacts/{id}',
		ids: ({ ids }) => ids,
		body(stored, { ids: { id }, body: changed }) {
			const { id: read, address: storedAddress } = (stored.data ?? stored) as IDataObject;
			if (String(read).toLowerCase() !== id) throw new InvalidValue(`${contact.property.displayName}: Whippy did not answer with this contact`, 'Look at it with Contact > Get.');
			return changed.address ? { ...changed, address: joinedAddress(storedAddress, changed.address as IDataObject) } : changed;
		},
	},
	simplified: simplifiedContact,
	howToCheck: 'Look at it with Contact > Get.',
});
