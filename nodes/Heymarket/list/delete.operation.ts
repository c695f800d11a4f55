import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { list } from './fields';

/** DELETE /v2/lists/{id}. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete list',
	description: 'Delete a list; the contacts on it stay',
	effect: 'write',
	request: 'DELETE /v2/lists/{id}',
	form: [path('id', list), notice('deleteListNotice', 'This can’t be undone. The contacts stay, but nobody knows who was on the list.'), changeDelivery],
	rows: (_, { ids: { id } }) => ({ deleted: true, id: Number(id) }),
	howToCheck: 'Look for it with List > Get Many.',
});
