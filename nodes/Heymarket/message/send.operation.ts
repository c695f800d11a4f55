import type { INodeProperties } from 'n8n-workflow';
import { additionalFields } from '../../shared/form/collections';
import { countryIn, defaultCountry } from '../../shared/form/defaultCountry';
import { delivery } from '../../shared/form/delivery';
import { toBody } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation, type Form } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { exactlyOne } from '../../shared/form/rules';
import {
	content,
	conversation,
	conversationReach,
	howToCheckMessages,
	inbox,
	messageContent,
	oneContent,
	optional,
	sendAs,
	smsText,
} from '../fields';

const target: INodeProperties[] = [
	{
		displayName: 'Send To',
		name: 'sendTo',
		type: 'options',
		options: [
			{ name: 'Phone Number', value: 'phoneNumber', description: 'One person' },
			{ name: 'Conversation', value: 'conversation', description: 'An existing conversation' },
			{ name: 'Group of Phone Numbers', value: 'group', description: 'One group MMS that all of them see' },
		],
		default: 'phoneNumber',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. +1 415 555 0134',
		displayOptions: { show: { sendTo: ['phoneNumber'] } },
		...toBody('phone_number'),
	},
	conversation({ name: 'conversation', body: 'chat_id', displayOptions: { show: { sendTo: ['conversation'] } } }),
	{
		displayName: 'Phone Numbers',
		name: 'phoneNumbers',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. +1 415 555 0134, +1 415 555 0199',
		description: 'Two or more, separated by commas, or a list from an expression',
		displayOptions: { show: { sendTo: ['group'] } },
		...toBody('targets'),
	},
	{
		displayName: 'Toll-free numbers can’t send group MMS. Choose an inbox with a local number.',
		name: 'groupNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { sendTo: ['group'] } },
	},
];

/** What each choice of Send To fills in. */
const recipients = {
	phoneNumber: { property: 'phone_number', label: 'Phone Number' },
	conversation: { property: 'chat_id', label: 'Conversation' },
	group: { property: 'targets', label: 'Phone Numbers' },
};

function body(form: Form) {
	const country = countryIn('additionalFields', form);
	const sendTo = { label: 'Send To', value: form.parameter('sendTo'), choices: recipients };
	return z
		.strictObject({
			...messageContent,
			phone_number: field.optional(field.phoneNumber({ country, plus: false })),
			chat_id: field.optional(field.integerId()),
			targets: field.optional(field.phoneNumbers({ country, plus: false, atLeast: 2 })),
		})
		.check(exactlyOne(sendTo, 'recipient'), ...oneContent(form));
}

/** POST /v1/message/send to one person, a conversation or a group. */
export const send = operation({
	name: 'Send',
	value: 'sendMessage',
	action: 'Send message',
	description: 'Send a text, a template or a survey to a person, a conversation or a group',
	effect: 'send',
	request: { method: 'POST', path: '/v1/message/send', body },
	parameters: [
		inbox(),
		sendAs(),
		...target,
		...content(),
		additionalFields([
			optional.activityId,
			optional.author,
			defaultCountry,
			optional.localId,
			optional.mediaUrl,
		]),
		delivery({ sms: true }),
	],
	reaches: ({ body: { phone_number, targets, chat_id } }) =>
		chat_id === undefined
			? { recipients: [phone_number, ...((targets as string[] | undefined) ?? [])].filter(Boolean) as string[] }
			: conversationReach(chat_id),
	howToCheck: howToCheckMessages,
	smsText,
});
