import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { color, requiredName, simplifiedTag } from './fields';

/** POST /v1/tags. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create tag',
	description: 'Create a tag that contacts can have',
	effect: 'write',
	request: 'POST /v1/tags',
	form: [body('name', requiredName), additionalFields(body('color', color)), simplify, changeDelivery],
	simplified: simplifiedTag,
	howToCheck: 'Look for it with Tag > Get Many.',
});
