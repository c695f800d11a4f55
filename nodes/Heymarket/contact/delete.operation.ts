import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contact } from './fields';

/** DELETE /v1/contact/{id}: the answer is a bare word. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete contact',
	description: 'Delete a contact for good',
	effect: 'write',
	request: 'DELETE /v1/contact/{id}',
	form: [
		path('id', contact),
		notice('deleteNotice', 'This can’t be undone: the conversations with the contact and its custom fields are deleted as well.'),
		changeDelivery,
	],
	rows: (_, { ids: { id } }) => ({ deleted: true, id: Number(id) }),
	howToCheck: 'Look for it with Contact > Get.',
});
