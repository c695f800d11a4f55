import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contactNumber, details, optInFields } from './fields';
import { simplifiedContact } from './simplified';

const phone = contactNumber({ required: true, description: 'Whoever has this number already is updated. Without a country code, the credential’s Default Country counts.' });

/** POST /v1/contacts (docs.whippy.ai/reference/createcontact-1): a known number or external ID names a contact, which is changed. */
export const createOrUpdate = operation({
	name: 'Create or Update',
	value: 'createOrUpdate',
	action: 'Create or update contact',
	description: 'Create a contact, or update the one that has this phone number or external ID',
	effect: 'write',
	request: 'POST /v1/contacts',
	form: [body('phone', phone), country, additionalFields(...details, ...optInFields), simplify, changeDelivery],
	simplified: simplifiedContact,
	howToCheck: 'Look for it with Contact > Search.',
});
