import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { tag } from './fields';

/** DELETE /v1/tags/{id}. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete tag',
	description: 'Delete a tag for good',
	effect: 'write',
	request: 'DELETE /v1/tags/{id}',
	form: [
		path('id', tag),
		notice('deleteNotice', 'This can’t be undone. To put a tag away and keep it, set its State to Archived with Update.'),
		changeDelivery,
	],
	rows: (_, { ids: { id } }) => ({ deleted: true, id }),
	howToCheck: 'Look for it with Tag > Get Many.',
});
