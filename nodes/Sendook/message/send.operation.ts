import { additionalFields } from '../../shared/form/collections';
import { delivery } from '../../shared/form/delivery';
import { emailCopies, emailRecipients, subject } from '../../shared/form/email';
import { simplify } from '../../shared/form/lists';
import { toBody } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { bodies, emailFormat, howToCheck, ids, inbox, withBothBodies } from '../fields';
import { largestEmail, size } from '../size';
import { simplifiedReceipt } from './rows';

const { inboxId } = ids;

/** POST /v1/inboxes/{inboxId}/messages/send. */
export const send = operation({
	name: 'Send',
	value: 'sendMessage',
	action: 'Send message',
	description: 'Send an email from an inbox',
	effect: 'send',
	request: {
		method: 'POST',
		path: '/v1/inboxes/{inboxId}/messages/send',
		ids: { inboxId },
		body: (form) =>
			z.pipe(
				z.strictObject({
					...bodies(form),
					to: field.emailAddresses(),
					cc: field.optional(field.emailAddresses()),
					bcc: field.optional(field.emailAddresses()),
					subject: field.singleLine(),
					labels: field.optional(field.strings()),
					attachments: field.optional(field.strings()),
				}),
				withBothBodies(),
			),
	},
	parameters: [
		inbox(),
		emailRecipients(),
		subject('subject'),
		...emailFormat(),
		simplify(),
		additionalFields([
			{
				displayName: 'Attachments',
				name: 'attachments',
				type: 'string',
				default: '',
				placeholder: 'e.g. data',
				description: 'Names of binary fields of the input item, separated by commas',
				...toBody('attachments'),
			},
			{
				displayName: 'BCC',
				name: 'bcc',
				type: 'string',
				default: '',
				placeholder: 'e.g. dave@example.com',
				description: 'Sendook stores BCC addresses but does not mail them',
				...toBody('bcc'),
			},
			emailCopies(),
			{
				displayName: 'Labels',
				name: 'labels',
				type: 'string',
				default: '',
				placeholder: 'e.g. important, customer-support',
				description: 'Stored with the message, separated by commas; labels can’t be changed later',
				...toBody('labels'),
			},
			largestEmail(),
		]),
		delivery(),
	],
	reaches: ({ body: { to, cc = [], bcc = [] } }) => ({
		recipients: [...(to as string[]), ...(cc as string[]), ...(bcc as string[])],
	}),
	howToCheck,
	simplified: simplifiedReceipt,
	attachments: {
		property: 'attachments',
		toBody: ({ content, fileName, mimeType }) => ({ content, ...(fileName && { name: fileName }), contentType: mimeType }),
	},
	size: size({ mayBeRaised: true }),
});
