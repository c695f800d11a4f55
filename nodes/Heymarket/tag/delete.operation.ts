import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { tag } from './fields';

/** DELETE /v1/tag/{id}. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete tag',
	description: 'Delete a tag of the team',
	effect: 'write',
	request: 'DELETE /v1/tag/{id}',
	form: [path('id', tag), notice('deleteTagNotice', 'This can’t be undone. Contacts that are marked with the tag may lose it.'), changeDelivery],
	rows: (_, { ids: { id } }) => ({ deleted: true, id: Number(id) }),
	howToCheck: 'Look for it with Tag > Get.',
});
