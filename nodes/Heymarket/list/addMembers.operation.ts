import { changeDelivery } from '../../shared/form/delivery';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { objectOrNone } from '../../shared/values/objects';
import { list, memberCount, members } from './fields';

/** PUT /v2/lists/{id}: who else is on the list stays on it. */
export const addMembers = operation({
	name: 'Add Members',
	value: 'addMembers',
	action: 'Add members to list',
	description: 'Put people on a list. Numbers and addresses that no contact has become new contacts.',
	effect: 'write',
	request: 'PUT /v2/lists/{id}',
	form: [path('id', list), members('add_'), changeDelivery],
	rows: (receipt, { body: { add_phones, add_emails, add_contacts } }) => ({
		added: memberCount(add_phones, add_emails, add_contacts),
		...objectOrNone(receipt),
	}),
	howToCheck: 'Look at it in Heymarket.',
});
