import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { template } from '../fields';

/** DELETE /v1/template/{id}. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete template',
	description: 'Delete a saved template of the team',
	effect: 'write',
	request: 'DELETE /v1/template/{id}',
	form: [path('id', template), notice('deleteTemplateNotice', 'This can’t be undone. To put a template away, set Archived with Template > Update.'), changeDelivery],
	rows: (_, { ids: { id } }) => ({ deleted: true, id: Number(id) }),
	howToCheck: 'Look for it with Template > Get.',
});
