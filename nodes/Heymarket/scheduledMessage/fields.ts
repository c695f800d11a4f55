import { asMoment, made, switchField, type Look } from '../../shared/form/field';
import { dateTime } from '../../shared/values/dates';
import { integerId } from '../../shared/values/ids';
import { quarterHour } from './quarterHour';

/** No request lists scheduled messages, so there is nothing to choose from. */
export const scheduledMessage = made<number, Look & { required: true }>(
	{ displayName: 'Scheduled Message ID', name: 'scheduledMessageId', required: true, placeholder: 'e.g. 9001', description: 'The ID that Scheduled Message > Create gives' },
	{ type: 'string', default: '' },
	integerId,
);

/** It stands at the top level of a form, since Schedule At needs it. */
export const roundUp = switchField({
	displayName: 'Round Up to Quarter Hour',
	name: 'roundUp',
	description: 'Whether a time that Heymarket doesn’t take is moved to the next quarter hour that it takes',
});

/** When a message goes out, as a quarter hour that Heymarket takes. */
export const scheduleAt = made<string, Look & { required: true }>(
	asMoment({
		displayName: 'Schedule At', name: 'scheduleAt', required: true, hint: 'In this workflow’s time zone',
		description: 'When the message is sent. Heymarket takes quarter hours (:00, :15, :30, :45) that are at least fifteen minutes ahead.',
	}),
	{ type: 'dateTime', default: '' },
	(value, { timezone, setting }) => quarterHour(dateTime(value, timezone), timezone, setting('roundUp') === true),
);
