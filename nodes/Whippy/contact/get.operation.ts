import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contact } from './fields';
import { simplifiedContact } from './simplified';

/** GET /v1/contacts/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get contact',
	description: 'Get a contact, with the channels that it is opted in to and those that it has opted out of',
	effect: 'read',
	request: 'GET /v1/contacts/{id}',
	form: [path('id', contact), simplify],
	simplified: simplifiedContact,
});
