import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { simplifiedWebhook } from './simplified';

/** GET /v1/webhooks: all in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many webhooks',
	description: 'Get the webhooks of the organization, those of n8n’s triggers among them',
	effect: 'read',
	request: 'GET /v1/webhooks',
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedWebhook,
});
