import { additionalFields } from '../../shared/form/collections';
import { countryIn, defaultCountry } from '../../shared/form/defaultCountry';
import { delivery } from '../../shared/form/delivery';
import { locator } from '../../shared/form/locator';
import { toBody } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation, type Form } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { bodyOrAttachments, conversationStatus, howToCheck, optional, optionalContent } from '../fields';

function body(form: Form) {
	const country = countryIn('additionalFields', form);
	return z
		.strictObject({
			...optionalContent(form.timezone, country),
			from: field.phoneNumber({ country, plus: true }),
			to: field.phoneNumber({ country, plus: true }),
			body: field.optional(field.text({ max: 1000 })),
			conversation_status: field.optional(field.oneOf(['automated', 'closed', 'open'])),
		})
		.check(bodyOrAttachments);
}

/** POST /v1/messaging/sms (docs.whippy.ai/reference/sendsms); attachments make it an MMS. */
export const send = operation({
	name: 'Send',
	value: 'sendSms',
	action: 'Send SMS',
	description: 'Send a text message from one of your phone channels',
	effect: 'send',
	request: { method: 'POST', path: '/v1/messaging/sms', body },
	parameters: [
		locator({
			displayName: 'From',
			name: 'fromNumber',
			search: 'searchPhoneChannels',
			idMode: 'By Phone Number',
			placeholder: 'e.g. +1 415 555 0100',
			description: 'The phone channel that the message is sent from',
			body: 'from',
		}),
		{
			displayName: 'To',
			name: 'toNumber',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. +1 415 555 0134',
			description: 'One number; Whippy creates the contact if it is new',
			...toBody('to'),
		},
		{
			displayName: 'Body',
			name: 'smsBody',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Your order is ready',
			description: 'At most 1,000 characters; may be left empty when there are attachments',
			...toBody('body'),
		},
		additionalFields([
			optional.attachments,
			conversationStatus('smsConversationStatus', ['automated', 'closed', 'open'], 'unchanged when not set'),
			defaultCountry,
			optional.optInTo,
			optional.optInToAllChannels,
			optional.scheduleAt,
		]),
		delivery({ sms: true }),
	],
	reaches: ({ body: { to } }) => ({ recipients: [to as string] }),
	howToCheck,
	smsText: ({ body: { body: text } }) => text as string | undefined,
});
