import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contact } from './fields';
import { simplifiedContact } from './simplified';

/** GET /v1/contact/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get contact',
	description: 'Get a contact with its custom fields',
	effect: 'read',
	request: 'GET /v1/contact/{id}',
	form: [path('id', contact), simplify],
	simplified: simplifiedContact,
});
