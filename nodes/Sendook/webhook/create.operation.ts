import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { events, webhookUrl } from './fields';
import { simplifiedWebhook } from './simplified';

/** POST /v1/webhooks. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create webhook',
	description: 'Let Sendook tell an address of events; for a workflow of n8n, a trigger node does this by itself',
	effect: 'write',
	request: 'POST /v1/webhooks',
	form: [body('url', webhookUrl), body('events', events), simplify, changeDelivery],
	simplified: simplifiedWebhook,
	howToCheck: 'Look for it with Webhook > Get Many.',
});
