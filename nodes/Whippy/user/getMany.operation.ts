import { emailAddressField, lineField, oneOfField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { simplifiedUser } from './simplified';

const email = emailAddressField({ displayName: 'Email', name: 'email', placeholder: 'e.g. mia@example.com', description: 'Only the user with this address' });

const name = lineField({ displayName: 'Name', name: 'name', placeholder: 'e.g. Mia Chen', description: 'Only users of this name' });

const role = oneOfField({ displayName: 'Role', name: 'role', description: 'Only users with this role' }, { admin: 'Admin', user: 'User' });

const state = oneOfField(
	{ displayName: 'State', name: 'userState', description: 'Only users in this state' },
	{ enabled: 'Enabled', archived: 'Archived', disabled: 'Disabled', invited: 'Invited' },
);

/** GET /v1/users: pages by offset. Two programs that use it agree on it; no page of Whippy’s shows it. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many users',
	description: 'Get the people of the organization, with the IDs that conversations are assigned by',
	effect: 'read',
	request: 'GET /v1/users',
	page: byOffset,
	form: [returnAllOrLimit, simplify, filters(query('email', email), query('name', name), query('role', role), query('state', state))],
	simplified: simplifiedUser,
});
