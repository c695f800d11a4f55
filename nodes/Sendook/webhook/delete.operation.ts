import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { webhook } from './fields';

/** DELETE /v1/webhooks/{webhookId}. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete webhook',
	description: 'Let Sendook tell an address of no more events',
	effect: 'write',
	request: 'DELETE /v1/webhooks/{webhookId}',
	form: [
		path('webhookId', webhook),
		notice('deleteWebhookNotice', 'This can’t be undone. A workflow whose trigger made the webhook gets no more events until it is deactivated and activated again.'),
		changeDelivery,
	],
	rows: (_, { ids: { webhookId } }) => ({ deleted: true, _id: webhookId }),
	howToCheck: 'Look for it with Webhook > Get Many.',
});
