import { dateTimeField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byCursor } from '../pages';
import { contactNumber, email, name } from './fields';
import { simplifiedContact } from './simplified';

const createdAfter = dateTimeField({ displayName: 'Created After', name: 'createdAfter', description: 'Only contacts that were created after this time' });

const createdBefore = dateTimeField({ displayName: 'Created Before', name: 'createdBefore', description: 'Only contacts that were created before this time' });

/** GET /v1/contacts: pages behind a cursor, by name (docs.whippy.ai/reference/getcontacts-1). */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many contacts',
	description: 'Get the contacts of the organization by name',
	effect: 'read',
	request: 'GET /v1/contacts',
	page: byCursor,
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			query('created_at[after]', createdAfter),
			query('created_at[before]', createdBefore),
			query('email', email),
			query('name', name),
			query('phone', contactNumber({})),
		),
	],
	simplified: simplifiedContact,
});
