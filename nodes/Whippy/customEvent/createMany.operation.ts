import type { IDataObject } from 'n8n-workflow';
import { changeDelivery } from '../../shared/form/delivery';
import { body } from '../../shared/form/parts';
import { recordsField } from '../../shared/form/records';
import { operation } from '../../shared/operation';
import { automationNotice } from './create.operation';
import { about, event, eventExternalId, happenedAt, payload } from './fields';

const events = recordsField({
	displayName: 'Events',
	name: 'customEvents',
	required: true,
	placeholder: 'e.g. [{"event": "order.shipped", "payload": {"carrier": "Swift Post"}}]',
	description: 'A list of up to 1,000 objects. Each needs event, and may have associated_resources, payload, external_id and timestamp.',
	key: 'event',
	mayRepeat: true,
	fields: { event, associated_resources: about, payload, external_id: eventExternalId, timestamp: happenedAt },
});

const STATUSES = { successful: 'created', queued: 'queued', failed: 'failed' } as const;

/** What became of each event: the answer has them by that. Where it can't be read so, what was given was accepted. */
function resultsOf(answer: unknown, given: IDataObject[]): IDataObject[] {
	const told = (answer ?? {}) as Record<string, unknown>;
	const rows = Object.entries(STATUSES).flatMap(([name, status]) => {
		const list = Array.isArray(told[name]) ? (told[name] as IDataObject[]) : [];
		return list.map((one) => ({ ...one, status }));
	});
	return rows.length > 0 ? rows : given.map((one) => ({ ...one, status: 'accepted' }));
}

/** POST /v1/custom_events/bulk (docs.whippy.ai/reference/createbulkcustomevents): one bad event refuses all. */
export const createMany = operation({
	name: 'Create Many',
	value: 'createMany',
	action: 'Create many custom events',
	description: 'Tell Whippy that many things happened, in one request',
	effect: 'write',
	request: 'POST /v1/custom_events/bulk',
	form: [body('events', events), automationNotice, changeDelivery],
	rows: (answer, { body: { events: given } }) => resultsOf(answer, given as IDataObject[]),
	howToCheck: 'Look in Whippy whether its automations have begun.',
});
