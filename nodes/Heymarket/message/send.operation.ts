import { country } from '../../shared/form/country';
import { textDelivery } from '../../shared/form/delivery';
import { lineField, phoneNumbersField } from '../../shared/form/field';
import { additionalFields, body, branch, choose, notice } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { author, content, conversation, conversationReach, howToCheckMessages, inbox, localId, phoneNumber, sendAs } from '../fields';
import { simplifiedReceipt } from './simplified';

const phoneNumbers = phoneNumbersField({
	displayName: 'Phone Numbers', name: 'phoneNumbers', required: true, plus: false, atLeast: 2,
	placeholder: 'e.g. +1 415 555 0134, +1 415 555 0199',
	description: 'Two or more, separated by commas, or a list from an expression',
});

const sendTo = choose(
	{ displayName: 'Send To', name: 'sendTo', description: 'Whom the message goes to' },
	{
		phoneNumber: branch('Phone Number', 'One person', [body('phone_number', phoneNumber), country]),
		conversation: branch('Conversation', 'An existing conversation', [body('chat_id', conversation)]),
		group: branch('Group (One Shared MMS)', 'All of them see it', [
			body('targets', phoneNumbers),
			country,
			notice('groupNotice', 'Toll-free numbers can’t send group MMS. Choose an inbox with a local number.'),
		]),
	},
);

const activityId = lineField({
	displayName: 'Activity ID',
	name: 'activityId',
	description: 'Sent as activity_id; Heymarket doesn’t say what it does',
});

/** POST /v1/message/send to one person, a conversation or a group. */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send text message',
	description: 'Send a text, a template or a survey to a person, a conversation or a group',
	effect: 'send',
	request: 'POST /v1/message/send',
	form: [
		body('inbox_id', inbox),
		body('creator_id', sendAs),
		sendTo,
		...content,
		additionalFields(body('activity_id', activityId), body('author', author), body('local_id', localId)),
		...textDelivery,
	],
	reaches: ({ body: { phone_number, targets = [], chat_id } }) =>
		chat_id === undefined ? { recipients: phone_number === undefined ? targets : [phone_number] } : conversationReach(chat_id),
	says: ({ body: { text } }) => ({ text }),
	isText: true,
	howToCheck: howToCheckMessages,
	simplified: simplifiedReceipt,
});
