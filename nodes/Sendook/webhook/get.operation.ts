import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { webhook } from './fields';
import { simplifiedWebhook } from './simplified';

/** GET /v1/webhooks/{webhookId}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get webhook',
	description: 'Get a webhook with its address and its events',
	effect: 'read',
	request: 'GET /v1/webhooks/{webhookId}',
	form: [path('webhookId', webhook), simplify],
	simplified: simplifiedWebhook,
});
