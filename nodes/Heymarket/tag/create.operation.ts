import { changeDelivery } from '../../shared/form/delivery';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { objectOrNone } from '../../shared/values/objects';
import { color, tagName } from './fields';

/** POST /v1/tag. The receipt has IDs only. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create tag',
	description: 'Create a tag, with which contacts can be marked',
	effect: 'write',
	request: 'POST /v1/tag',
	form: [body('tag', tagName), additionalFields(body('color', color)), changeDelivery],
	rows: (receipt, { body: { tag: name, ...written } }) => ({ name, ...written, ...objectOrNone(receipt) }),
	howToCheck: 'Look for it with Tag > Get Many.',
});
