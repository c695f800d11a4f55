import { changeDelivery } from '../../shared/form/delivery';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { objectOrNone } from '../../shared/values/objects';
import { listLocalId, listName, listType, memberCount, members } from './fields';

/** POST /v2/lists. What is written as title is read as name. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create list',
	description: 'Create a list of people, to whom one message can be sent. Numbers and addresses that no contact has become new contacts.',
	effect: 'write',
	request: 'POST /v2/lists',
	form: [body('title', listName), members(''), additionalFields(body('type', listType), body('local_id', listLocalId)), changeDelivery],
	// One after another, so that the same list of two items is created once.
	reaches: ({ body: { title } }) => ({ conversation: `list called ${title}` }),
	finish: ({ body: { type, ...all } }) => ({ ...all, ...(type === 'contacts' && { type }) }),
	rows: (receipt, { body: { title, phones, emails, contacts, local_id } }) => ({
		name: title,
		members: memberCount(phones, emails, contacts),
		local_id,
		...objectOrNone(receipt),
	}),
	howToCheck: 'Look for it with List > Get Many.',
	localId: 'local_id',
});
