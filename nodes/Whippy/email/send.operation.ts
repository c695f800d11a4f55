import type { INodeProperties } from 'n8n-workflow';
import { additionalFields } from '../../shared/form/collections';
import { delivery } from '../../shared/form/delivery';
import { locator } from '../../shared/form/locator';
import { toBody } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation, type Form } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { bodyOrAttachments, conversationStatus, emailChannel, howToCheck, optional, optionalContent } from '../fields';

const addresses = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. carol@example.com',
	description,
	...toBody(name),
});

function body({ timezone }: Form) {
	return z
		.strictObject({
			...optionalContent(timezone, null),
			from: emailChannel,
			to: field.oneEmailAddress(),
			subject: field.optional(field.singleLine()),
			body: field.optional(field.text()),
			bcc: field.optional(field.emailAddresses()),
			cc: field.optional(field.emailAddresses()),
			conversation_status: field.optional(field.oneOf(['automated', 'open'])),
			reply_to: field.optional(field.oneEmailAddress()),
			sender_email: field.optional(field.oneEmailAddress()),
			sender_name: field.optional(field.singleLine()),
		})
		.check(bodyOrAttachments);
}

/** POST /v1/messaging/email, all fourteen parameters (docs.whippy.ai/reference/sendemail). */
export const send = operation({
	name: 'Send',
	value: 'sendEmail',
	action: 'Send email',
	description: 'Send an email from one of your email channels',
	effect: 'send',
	request: { method: 'POST', path: '/v1/messaging/email', body },
	parameters: [
		locator({
			displayName: 'From',
			name: 'fromEmail',
			search: 'searchEmailChannels',
			placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
			modes: [{ displayName: 'By Address', name: 'address', placeholder: 'e.g. support@example.com' }],
			description: 'The email channel that the message is sent from',
			body: 'from',
		}),
		{
			displayName: 'To',
			name: 'toEmail',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. anna@example.com',
			description: 'One address; Whippy creates the contact if it is new',
			...toBody('to'),
		},
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			placeholder: 'e.g. Your order',
			...toBody('subject'),
		},
		{
			displayName: 'Body',
			name: 'emailBody',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			placeholder: 'e.g. <p>Your order is ready.</p>',
			description: 'Plain text or HTML; may be left empty when there are attachments',
			...toBody('body'),
		},
		additionalFields([
			optional.attachments,
			addresses('BCC', 'bcc', 'Addresses that get a hidden copy, separated by commas, or a list from an expression'),
			addresses('CC', 'cc', 'Addresses that get a copy, separated by commas, or a list from an expression'),
			conversationStatus('conversationStatus', ['automated', 'open'], 'open when not set'),
			optional.optInTo,
			optional.optInToAllChannels,
			{
				displayName: 'Reply To',
				name: 'replyTo',
				type: 'string',
				default: '',
				placeholder: 'e.g. support@example.com',
				description: 'The address that replies go to',
				...toBody('reply_to'),
			},
			optional.scheduleAt,
			{
				displayName: 'Sender Email',
				name: 'senderEmail',
				type: 'string',
				default: '',
				placeholder: 'e.g. anna@example.com',
				description: 'Another sender address to show; the sending domain stays that of From',
				hint: 'Replies reach Whippy only if this is the address of one of your locations.',
				...toBody('sender_email'),
			},
			{
				displayName: 'Sender Name',
				name: 'senderName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Order desk',
				description: 'The sender name to show',
				...toBody('sender_name'),
			},
		]),
		delivery(),
	],
	reaches: ({ body: { to, cc = [], bcc = [] } }) => ({
		recipients: [to, ...(cc as string[]), ...(bcc as string[])] as string[],
	}),
	howToCheck,
});
