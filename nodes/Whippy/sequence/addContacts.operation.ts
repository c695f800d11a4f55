import { country } from '../../shared/form/country';
import { delivery } from '../../shared/form/delivery';
import { lineField, oneOfField } from '../../shared/form/field';
import { additionalFields, body, notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { uuid } from '../../shared/values/ids';
import { customObjectOfPeople, withCustomData } from '../customObject/fields';
import { scheduleAt } from '../fields';
import { reachOfPeople } from '../reach';
import { firstStep, fromChannel, people, sequence } from './fields';

const propertiesOf = oneOfField(
	{ displayName: 'Properties Belong To', name: 'stepPropertiesOf', description: 'What the records of the Custom Object are attached to' },
	{ contact: 'Contact', step_contact: 'Contact in This Step' },
);

const bareCallFlow = lineField({
	displayName: 'Call Flow ID',
	name: 'callFlow',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	description: 'The call flow that answers when such a contact calls back; that of the sequence when left empty',
});

const callFlow: typeof bareCallFlow = { ...bareCallFlow, convert: (value, context) => uuid(bareCallFlow.convert(value, context)) };

/** POST /v1/sequences/{id}/contacts (docs.whippy.ai/reference/createsequencecontacts): Whippy then messages them, step by step. */
export const addContacts = operation({
	name: 'Add Contacts',
	value: 'addContacts',
	action: 'Add contacts to sequence',
	description: 'Add people to a sequence, whose steps then message them',
	effect: 'send',
	request: 'POST /v1/sequences/{id}/contacts',
	form: [
		path('id', sequence),
		body('to', people),
		country,
		notice('sequenceNotice', 'Whippy messages these people step by step, also by email where it has their address. At most ten such requests a minute: give many people at once.'),
		body('step_id', firstStep),
		additionalFields(
			body('custom_data.custom_object_id', customObjectOfPeople),
			body('custom_data.resource', propertiesOf),
			body('from', fromChannel),
			body('schedule_at', scheduleAt),
			body('voice_options.default_call_flow_id', callFlow),
		),
		...delivery,
	],
	reaches: ({ body: { to } }) => reachOfPeople(to, ['phone', 'email']),
	says: ({ body: { schedule_at } }) => ({ scheduledAt: schedule_at }),
	finish: ({ body: all }) => withCustomData(all, all.to, people, 'contact'),
	rows: (_, { ids: { id } }) => ({ status: 'accepted', sequence_id: id }),
	simplified: [['status', ({ status }) => status], ['sequence_id', ({ sequence_id }) => sequence_id]],
	howToCheck: 'Look for them with Sequence > Get Contacts.',
});
