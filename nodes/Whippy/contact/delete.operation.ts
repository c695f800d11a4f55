import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contact } from './fields';

/** DELETE /v1/contacts/{id}: what it answers is not known. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete contact',
	description: 'Delete a contact for good',
	effect: 'write',
	request: 'DELETE /v1/contacts/{id}',
	form: [path('id', contact), notice('deleteContactNotice', 'This can’t be undone. Whippy doesn’t say whether conversations with the contact stay.'), changeDelivery],
	rows: (_, { ids: { id } }) => ({ deleted: true, id }),
	howToCheck: 'Look for it with Contact > Get.',
});
