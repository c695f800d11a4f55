import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { webhook } from './fields';

const asText = (value: unknown) => (value === undefined || typeof value === 'string' ? value : JSON.stringify(value));

/** GET /v1/webhooks/{webhookId}/attempts: the last ten. */
export const getAttempts = operation({
	name: 'Get Attempts',
	value: 'getAttempts',
	action: 'Get attempts of webhook',
	description: 'Get the last ten events that Sendook tried to tell a webhook of, the newest first, and whether they arrived. It tries each of them once.',
	effect: 'read',
	request: 'GET /v1/webhooks/{webhookId}/attempts',
	form: [path('webhookId', webhook), simplify],
	simplified: [
		'timestamp',
		['event', 'payload.event'],
		// 500 stands for every answer but a good one, and for none.
		'status',
		['errorText', 'error'],
		['response', ({ response }) => asText(response)],
		'messageId',
		'inboxId',
		'webhookId',
		'_id',
	],
});
