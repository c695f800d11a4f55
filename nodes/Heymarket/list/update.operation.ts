import { changeDelivery } from '../../shared/form/delivery';
import { body, path, updateFields } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { made, type Look } from '../../shared/form/field';
import { objectOrNone } from '../../shared/values/objects';
import { contactIds, list, listName, memberCount } from './fields';

const allMembers = made<number[], Look>(
	{ displayName: 'Replace All Members (Contact IDs)', name: 'allMembers', placeholder: 'e.g. 3001, 3002', description: 'The contacts that are on the list afterwards. Everybody else is taken off it.' },
	{ type: 'string', default: '' },
	contactIds.convert,
);

/** PUT /v2/lists/{id}: what it leaves out stays. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update list',
	description: 'Rename a list, or say anew who is on it',
	effect: 'write',
	request: 'PUT /v2/lists/{id}',
	form: [path('id', list), updateFields(body('title', listName), body('contacts', allMembers)), changeDelivery],
	rows: (receipt, { body: { title, contacts } }) => ({
		...(title !== undefined && { name: title }),
		...(contacts !== undefined && { members: memberCount(contacts) }),
		...objectOrNone(receipt),
	}),
	howToCheck: 'Look for it with List > Get Many.',
});
