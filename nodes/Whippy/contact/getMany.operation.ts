import { dateTimeField, emailAddressField, lineField, phoneNumberField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byCursor } from '../pages';

const name = lineField({ displayName: 'Name', name: 'name', placeholder: 'e.g. Ana Reyes', description: 'Only contacts of this name' });

const email = emailAddressField({ displayName: 'Email', name: 'email', placeholder: 'e.g. ana@example.com', description: 'Only contacts with this address' });

const phone = phoneNumberField({
	displayName: 'Phone Number',
	name: 'contactNumber',
	placeholder: 'e.g. +1 415 555 0134',
	description: 'Only contacts with this number. Without a country code, the credential’s Default Country counts.',
});

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
			query('phone', phone),
		),
	],
	simplified: ['name', 'phone', 'email', 'state', 'blocked', 'language', 'created_at', 'updated_at', 'external_id', 'id'],
});
