import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { apiKey } from './fields';

/** DELETE /v1/api_keys/{apiKeyId}. Where there is no such key, the server answers null, and nothing was deleted. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete API key',
	description: 'Delete an API key; whatever uses it can do nothing at Sendook any more',
	effect: 'write',
	request: 'DELETE /v1/api_keys/{apiKeyId}',
	form: [
		path('apiKeyId', apiKey),
		notice('deleteApiKeyNotice', 'This can’t be undone. If it is the key of this credential, this node can do nothing at Sendook any more either.'),
		changeDelivery,
	],
	rows: (answer, { ids: { apiKeyId } }) => ({ deleted: answer !== null, _id: apiKeyId }),
	howToCheck: 'Look for it with API Key > Get Many.',
});
