import { changeDelivery } from '../../shared/form/delivery';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { objectOrNone } from '../../shared/values/objects';
import { list, memberCount, members } from './fields';

/** PUT /v2/lists/{id}: who else is on the list stays on it. */
export const removeMembers = operation({
	name: 'Remove Members',
	value: 'removeMembers',
	action: 'Remove members of list',
	description: 'Take people off a list; their contacts stay',
	effect: 'write',
	request: 'PUT /v2/lists/{id}',
	form: [path('id', list), members('remove_'), changeDelivery],
	rows: (receipt, { body: { remove_phones, remove_emails, remove_contacts } }) => ({
		removed: memberCount(remove_phones, remove_emails, remove_contacts),
		...objectOrNone(receipt),
	}),
	howToCheck: 'Look at it in Heymarket.',
});
