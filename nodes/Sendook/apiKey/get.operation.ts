import { simplify } from '../../shared/form/lists';
import { path, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { apiKey, keysIn, showWholeKey, simplifiedApiKey } from './fields';

/** GET /v1/api_keys/{apiKeyId}; null where there is none. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get API key',
	description: 'Get an API key; no item comes out if there is none with this ID',
	effect: 'read',
	request: 'GET /v1/api_keys/{apiKeyId}',
	form: [path('apiKeyId', apiKey), setting(showWholeKey), simplify],
	rows: keysIn,
	simplified: simplifiedApiKey,
});
