import { country } from '../../shared/form/country';
import { textDelivery } from '../../shared/form/delivery';
import { additionalFields, body } from '../../shared/form/parts';
import { messageText, phoneNumber } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { additional, conversationStatus, howToCheck, phoneChannel, simplifiedReceipt } from '../fields';

const text = messageText({ max: 1000, description: 'At most 1,000 characters; may be left empty when there are attachments' });

const status = conversationStatus({ automated: 'Automated', closed: 'Closed', open: 'Open' }, 'unchanged when not set');

/** POST /v1/messaging/sms (docs.whippy.ai/reference/sendsms); attachments make it an MMS. */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send SMS',
	description: 'Send a text message from one of your phone or WhatsApp channels',
	effect: 'send',
	request: 'POST /v1/messaging/sms',
	form: [
		body('from', phoneChannel),
		body('to', phoneNumber({ displayName: 'To Phone Number' })),
		country,
		body('body', text, { unless: 'attachments' }),
		additionalFields(...additional, body('conversation_status', status)),
		...textDelivery,
	],
	reaches: ({ body: { to } }) => ({ recipients: [to] }),
	says: ({ body: { body: words, schedule_at } }) => ({ text: words, scheduledAt: schedule_at }),
	isText: true,
	howToCheck,
	simplified: simplifiedReceipt,
});
