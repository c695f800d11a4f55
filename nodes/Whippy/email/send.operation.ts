import { delivery } from '../../shared/form/delivery';
import { bcc, cc, emailFormat, emailHtml, emailText, subject } from '../../shared/form/email';
import { emailAddressField, lineField, locatorField, oneOfField } from '../../shared/form/field';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { emailAddress } from '../../shared/values/addresses';
import { uuid } from '../../shared/values/ids';
import { additional, conversationStatus, howToCheck, simplifiedReceipt, toEmail } from '../fields';

const emailChannel = locatorField({
	displayName: 'From',
	name: 'emailChannel',
	required: true,
	description: 'The email channel that the message is sent from',
	search: 'searchEmailChannels',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	modes: [{ displayName: 'By Address', name: 'address', placeholder: 'e.g. support@example.com' }],
	convert: (value) => (String(value).includes('@') ? emailAddress(value).address : uuid(value)),
});

const status = oneOfField(conversationStatus('open when not set'), { automated: 'Automated', open: 'Open' });

const replyTo = emailAddressField({
	displayName: 'Reply To',
	name: 'replyTo',
	placeholder: 'e.g. support@example.com',
	description: 'The address that replies go to',
});

const senderEmail = emailAddressField({
	displayName: 'Sender Email',
	name: 'senderEmail',
	placeholder: 'e.g. anna@example.com',
	description: 'Another sender address to show; the sending domain stays that of From',
	hint: 'Replies reach Whippy only if this is the address of one of your locations.',
});

const senderName = lineField({
	displayName: 'Sender Name',
	name: 'senderName',
	placeholder: 'e.g. Order desk',
	description: 'The sender name to show',
});

/** POST /v1/messaging/email, all fourteen parameters (docs.whippy.ai/reference/sendemail). */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send email',
	description: 'Send an email from one of your email channels',
	effect: 'send',
	request: 'POST /v1/messaging/email',
	form: [
		body('from', emailChannel),
		body('to', toEmail),
		body('subject', subject, { optional: true }),
		emailFormat(
			{ text: 'Sent as it is', html: 'Sent as it is', both: 'Whippy takes one version: the HTML is sent' },
			{ text: body('body', emailText, { unless: 'attachments' }), html: body('body', emailHtml, { unless: 'attachments' }) },
		),
		additionalFields(
			...additional,
			body('bcc', bcc),
			body('cc', cc),
			body('conversation_status', status),
			body('reply_to', replyTo),
			body('sender_email', senderEmail),
			body('sender_name', senderName),
		),
		...delivery,
	],
	reaches: ({ body: { to, cc = [], bcc = [] } }) => ({ recipients: [to, ...cc, ...bcc] }),
	says: ({ body: { subject, schedule_at } }) => ({ subject, scheduledAt: schedule_at }),
	howToCheck,
	simplified: simplifiedReceipt,
});
