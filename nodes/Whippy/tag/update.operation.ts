import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body, path, updateFields } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { color, name, simplifiedTag, state, tag } from './fields';

/** PUT /v1/tags/{id}: what is left out stays as it is. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update tag',
	description: 'Rename, recolor, archive or bring back a tag',
	effect: 'write',
	request: 'PUT /v1/tags/{id}',
	form: [path('id', tag), updateFields(body('color', color), body('name', name), body('state', state)), simplify, changeDelivery],
	simplified: simplifiedTag,
	howToCheck: 'Look for it with Tag > Get Many.',
});
