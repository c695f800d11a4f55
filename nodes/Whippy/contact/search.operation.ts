import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { body, filters } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byCursor } from '../pages';
import { contactNumber, email, name } from './fields';
import { simplifiedContact } from './simplified';

/** POST /v1/contacts/search (docs.whippy.ai/reference/searchcontacts): its fields and those of its pages stand in the body. */
export const search = operation({
	name: 'Search',
	value: 'search',
	action: 'Search contacts',
	description: 'Search the contacts of the organization by name, address or number',
	effect: 'read',
	request: 'POST /v1/contacts/search',
	page: byCursor,
	form: [returnAllOrLimit, simplify, filters(body('name', name), body('email', email), body('phone', contactNumber({})))],
	simplified: simplifiedContact,
});
