import { country } from '../../shared/form/country';
import { delivery } from '../../shared/form/delivery';
import { objectField, switchField } from '../../shared/form/field';
import { additionalFields, body, path } from '../../shared/form/parts';
import { phoneNumber } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { each } from '../../shared/values/invalid';
import { objectOrNone } from '../../shared/values/objects';
import { text } from '../../shared/values/text';
import { phoneChannel, scheduleAt } from '../fields';
import { agent } from './fields';

const bypassQuietHours = switchField({
	displayName: 'Bypass Quiet Hours',
	name: 'bypassQuietHours',
	default: true,
	description: 'Whether to call at any hour. Else a call from 22:00 to 7:00, at weekends or outside the channel’s business hours moves to the next free time.',
});

const anyPlaceholders = objectField({
	displayName: 'Placeholders',
	name: 'placeholders',
	placeholder: 'e.g. {"order": "1042"}',
	description: 'Texts for the placeholders in the agent’s prompt, by their names',
});

/** Whippy takes texts only. */
const placeholders: typeof anyPlaceholders = {
	...anyPlaceholders,
	convert: (value, context) => Object.fromEntries(each(Object.entries(anyPlaceholders.convert(value, context)), (entry) => [(entry as [string, unknown])[0], text((entry as [string, unknown])[1])])),
};

/** POST /v1/agents/{id}/call (docs.whippy.ai/reference/startagentcall). */
export const startCall = operation({
	name: 'Start Call',
	value: 'startCall',
	action: 'Start call of AI agent',
	description: 'Have an AI agent call a person',
	effect: 'send',
	request: 'POST /v1/agents/{id}/call',
	form: [
		path('id', agent),
		body('from', phoneChannel),
		body('to', phoneNumber({ displayName: 'To Phone Number' })),
		country,
		additionalFields(body('bypass_quiet_hours', bypassQuietHours), body('custom_placeholders_data', placeholders), body('schedule_at', scheduleAt)),
		...delivery,
	],
	reaches: ({ body: { to } }) => ({ recipients: [to] }),
	says: ({ body: { schedule_at } }) => ({ scheduledAt: schedule_at }),
	rows: (answer, { ids: { id } }) => ({ ...objectOrNone(answer), agent_id: id }),
	simplified: ['message', ['agent_id', ({ agent_id }) => agent_id]],
	howToCheck: 'Look for the call with Message > Get Many (Type: Call), or in Whippy.',
});
