import { country } from '../../shared/form/country';
import { textDelivery } from '../../shared/form/delivery';
import { locatorField, oneOfField } from '../../shared/form/field';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { phoneNumber } from '../../shared/values/phone';
import { additional, conversationStatus, howToCheck, simplifiedReceipt, smsText, toPhoneNumber } from '../fields';

const phoneChannel = locatorField({
	displayName: 'From',
	name: 'phoneChannel',
	required: true,
	description: 'The phone channel that the message is sent from',
	search: 'searchPhoneChannels',
	idMode: 'By Phone Number',
	placeholder: 'e.g. +1 415 555 0100',
	convert: phoneNumber,
});

const status = oneOfField(conversationStatus('unchanged when not set'), { automated: 'Automated', closed: 'Closed', open: 'Open' });

/** POST /v1/messaging/sms (docs.whippy.ai/reference/sendsms); attachments make it an MMS. */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send SMS',
	description: 'Send a text message from one of your phone channels',
	effect: 'send',
	request: 'POST /v1/messaging/sms',
	form: [
		body('from', phoneChannel),
		body('to', toPhoneNumber),
		country,
		body('body', smsText, { unless: 'attachments' }),
		additionalFields(...additional, body('conversation_status', status)),
		...textDelivery,
	],
	reaches: ({ body: { to } }) => ({ recipients: [to] }),
	says: ({ body: { body: text, schedule_at } }) => ({ text, scheduledAt: schedule_at }),
	isText: true,
	howToCheck,
	simplified: simplifiedReceipt,
});
