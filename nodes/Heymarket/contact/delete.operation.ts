import { changeDelivery } from '../../shared/form/delivery';
import { branch, choose, notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contactUuid } from './channels';
import { contact, contactBy } from './fields';

/** DELETE /v1/contact/{id}, or by its UUID DELETE /v2/contact/{uuid}: the answer is a bare word. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete contact',
	description: 'Delete a contact for good',
	effect: 'write',
	form: [
		choose(contactBy, {
			id: branch('List or ID', 'Chosen from the list, or by the number that is its ID', [path('id', contact)], { method: 'DELETE', path: '/v1/contact/{id}' }),
			uuid: branch('UUID', 'Also for a contact without a number', [path('uuid', contactUuid)], { method: 'DELETE', path: '/v2/contact/{uuid}' }),
		}),
		notice('deleteNotice', 'This can’t be undone: the conversations with the contact and its custom fields are deleted as well.'),
		changeDelivery,
	],
	rows: (_, { ids: { id, uuid } }) => ({ deleted: true, ...(uuid === undefined ? { id: Number(id) } : { uuid }) }),
	howToCheck: 'Look for it with Contact > Get.',
});
