import { country } from '../../shared/form/country';
import { simplify } from '../../shared/form/lists';
import { body, branch, choose, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { phoneNumber } from '../fields';
import { contactUuid } from './channels';
import { contact, contactBy } from './fields';
import { simplifiedContact } from './simplified';

/** GET /v1/contact/{id}, POST /v1/contact/get by a number, GET /v2/contact/{uuid} by a UUID. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get contact',
	description: 'Get a contact with its custom fields',
	effect: 'read',
	form: [
		choose(contactBy, {
			id: branch('List or ID', 'Chosen from the list, or by the number that is its ID', [path('id', contact)], { method: 'GET', path: '/v1/contact/{id}' }),
			phone: branch('Phone Number', 'Who has this number', [body('phone', phoneNumber), country], { method: 'POST', path: '/v1/contact/get' }),
			uuid: branch('UUID', 'With all channels, also for a contact without a number', [path('uuid', contactUuid)], { method: 'GET', path: '/v2/contact/{uuid}' }),
		}),
		simplify,
	],
	simplified: simplifiedContact,
});
