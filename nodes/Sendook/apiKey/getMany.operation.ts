import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { keysIn, showWholeKey, simplifiedApiKey } from './fields';

/** GET /v1/api_keys: all in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many API keys',
	description: 'Get the API keys of the organization',
	effect: 'read',
	request: 'GET /v1/api_keys',
	form: [returnAllOrLimit, setting(showWholeKey), simplify],
	rows: keysIn,
	simplified: simplifiedApiKey,
});
