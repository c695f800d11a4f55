import { simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { simplifiedField } from './simplified';

/** POST /v1/contact-fields: all at once. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many custom fields',
	description: 'Get the fields that your team has made for contacts, with their IDs',
	effect: 'read',
	request: 'POST /v1/contact-fields',
	form: [simplify],
	simplified: simplifiedField,
});
