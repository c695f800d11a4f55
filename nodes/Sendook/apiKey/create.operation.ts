import { changeDelivery } from '../../shared/form/delivery';
import { lineField } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { body, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { keysIn, showWholeKey, simplifiedApiKey } from './fields';

const name = lineField({
	displayName: 'Name',
	name: 'name',
	required: true,
	placeholder: 'e.g. Nightly report',
	description: 'What the key is for, as the list of keys shows it',
});

/** POST /v1/api_keys. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create API key',
	description: 'Create an API key. It may do all that any other key of the organization may, and can be read again later.',
	effect: 'write',
	request: 'POST /v1/api_keys',
	form: [body('name', name), setting(showWholeKey), simplify, changeDelivery],
	rows: keysIn,
	simplified: simplifiedApiKey,
	howToCheck: 'Look for it with API Key > Get Many.',
});
