import { delivery } from '../../shared/form/delivery';
import { bcc, cc, emailFormat, emailHtml, emailText, subject } from '../../shared/form/email';
import { emailAddressField, lineField } from '../../shared/form/field';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { eachOnce, emailAddress } from '../../shared/values/addresses';
import { invalid } from '../../shared/values/invalid';
import { additional, conversationStatus, emailChannel, howToCheck, simplifiedReceipt } from '../fields';

const to = emailAddressField({
	displayName: 'To Email',
	name: 'to',
	required: true,
	placeholder: 'e.g. anna@example.com',
	description: 'One address; Whippy creates the contact if it is new',
});

const status = conversationStatus({ automated: 'Automated', open: 'Open' }, 'open when not set');

const replyTo = emailAddressField({
	displayName: 'Reply To',
	name: 'replyTo',
	placeholder: 'e.g. support@example.com',
	description: 'The address that replies go to',
});

const bareSender = emailAddressField({
	displayName: 'Sender Email',
	name: 'senderEmail',
	placeholder: 'e.g. anna@example.com',
	description: 'Another sender address to show; the sending domain stays that of From',
	hint: 'Replies reach Whippy only if this is the address of one of your locations.',
});

/** The name has a field of its own, and would be lost here. */
const senderEmail: typeof bareSender = {
	...bareSender,
	convert(value, context) {
		if (emailAddress(value).name) throw invalid(value, 'has a name beside the address', `Give the name as ${senderName.property.displayName}.`);
		return bareSender.convert(value, context);
	},
};

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
		body('to', to),
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
	finish: ({ body }) => eachOnce(body),
	howToCheck,
	simplified: simplifiedReceipt,
});
