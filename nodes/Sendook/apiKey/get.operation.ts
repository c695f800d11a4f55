import { simplify } from '../../shared/form/lists';
import { path, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { apiKey, keysIn, showWholeKey, simplifiedApiKey } from './fields';

/** GET /v1/api_keys/{apiKeyId}; null where there is none. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get API key',
	description: 'Get an API key with its name and the end of the key',
	effect: 'read',
	request: 'GET /v1/api_keys/{apiKeyId}',
	form: [path('apiKeyId', apiKey), setting(showWholeKey), simplify],
	rows: keysIn,
	whole(keys, { content: { ids: { apiKeyId } } }) {
		if (keys.length > 0) return keys;
		throw new InvalidValue(`${apiKey.property.displayName}: Sendook has none with the ID ${apiKeyId}`, 'It may have been deleted. Choose one from the list.');
	},
	simplified: simplifiedApiKey,
});
