import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { webhook } from './fields';

/** What a test is sent as. */
const TESTED = 'message.received';

/** POST /v1/webhooks/{webhookId}/test: the answer is the same whatever happened, and a webhook without this event gets nothing. */
export const test = operation({
	name: 'Test',
	value: 'test',
	action: 'Test webhook',
	description: 'Send a test event to a webhook. Whether it arrived, Get Attempts tells.',
	effect: 'write',
	request: 'POST /v1/webhooks/{webhookId}/test',
	form: [
		path('webhookId', webhook),
		notice('testNotice', 'Sendook sends the test to every webhook of the organization that has Message Received among its events. Workflows behind them start.'),
		changeDelivery,
	],
	readFirst: {
		path: '/v1/webhooks/{webhookId}',
		ids: ({ ids }) => ids,
		body({ events }) {
			if (!Array.isArray(events) || (events as unknown[]).includes(TESTED)) return {};
			const message = `${webhook.property.displayName}: Message Received is not among its events, so it would get no test`;
			throw new InvalidValue(message, 'Choose a webhook that has this event, or create one.');
		},
	},
	rows: (_, { ids: { webhookId } }) => ({ tested: true, _id: webhookId }),
	howToCheck: 'Look at Webhook > Get Attempts.',
});
