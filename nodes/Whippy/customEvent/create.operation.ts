import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { additionalFields, body, notice } from '../../shared/form/parts';
import { operation, type Column } from '../../shared/operation';
import { about, event, eventExternalId, happenedAt, payload } from './fields';

/** What people use of an event. */
export const simplifiedEvent: Column[] = ['event', 'timestamp', ['payload', ({ payload: data }) => (data === undefined ? undefined : JSON.stringify(data))], 'external_id', 'id'];

/** What an event may do. */
export const automationNotice = notice('automationNotice', 'Automations in Whippy that wait for such an event start, and may message people: that can’t be undone, and Allowed Recipients don’t cover it.');

/** POST /v1/custom_events (docs.whippy.ai/reference/createcustomevent). */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create custom event',
	description: 'Tell Whippy that something happened, so that automations can begin',
	effect: 'write',
	request: 'POST /v1/custom_events',
	form: [
		body('event', event),
		body('associated_resources', about),
		automationNotice,
		body('payload', payload),
		additionalFields(body('external_id', eventExternalId), body('timestamp', happenedAt)),
		simplify,
		changeDelivery,
	],
	simplified: simplifiedEvent,
	howToCheck: 'Look in Whippy whether its automations have begun.',
});
