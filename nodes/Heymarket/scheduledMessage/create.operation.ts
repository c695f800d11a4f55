import { country } from '../../shared/form/country';
import { textDelivery } from '../../shared/form/delivery';
import { made, switchField, type Look } from '../../shared/form/field';
import { additionalFields, body, branch, choose, setting } from '../../shared/form/parts';
import { messageText } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { dateTime } from '../../shared/values/dates';
import { conversation, conversationReach, inbox, listField, localId, phoneNumber, sendAs, template } from '../fields';
import { quarterHour } from './quarterHour';

const roundUp = switchField({
	displayName: 'Round Up to Quarter Hour',
	name: 'roundUp',
	description: 'Whether a time that Heymarket doesn’t take is moved to the next quarter hour that it takes',
});

const scheduleAt = made<string, Look & { required: true }>(
	{
		displayName: 'Schedule At (ISO 8601)', name: 'scheduleAt', required: true, hint: 'In this workflow’s time zone',
		description: 'When the message is sent. Heymarket takes quarter hours (:00, :15, :30, :45) that are at least fifteen minutes ahead.',
	},
	{ type: 'dateTime', default: '' },
	(value, { timezone, setting: settingOf }) => quarterHour(dateTime(value, timezone), timezone, settingOf('roundUp') === true),
);

/** POST /v1/schedule. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create scheduled message',
	description: 'Have a text or a template sent later, to a person, into a conversation or to a list',
	effect: 'send',
	request: 'POST /v1/schedule',
	form: [
		body('inbox_id', inbox),
		body('user_id', sendAs),
		choose(
			{ displayName: 'Send To', name: 'sendTo', description: 'Whom the message goes to' },
			{
				phoneNumber: branch('Phone Number', 'One person', [body('phone_number', phoneNumber), country]),
				conversation: branch('Conversation', 'An existing conversation', [body('conversation_id', conversation)]),
				list: branch('List', 'Everyone on it, each in a conversation of their own', [body('list_id', listField('Everyone on it gets the message in a conversation of their own'))]),
			},
		),
		choose(
			{ displayName: 'Content', name: 'content', description: 'What is sent' },
			{
				text: branch('Text', 'A text written here', [body('content.text', messageText())]),
				template: branch('Template', 'A saved template, its tokens filled in by Heymarket', [body('content.template', template)]),
			},
		),
		body('execute_at', scheduleAt),
		setting(roundUp),
		additionalFields(body('local_id', localId)),
		...textDelivery,
	],
	reaches({ body: { phone_number, conversation_id, list_id } }) {
		if (list_id !== undefined) return { conversation: `list ${list_id}`, to: `list ${list_id}`, unknowable: 'A list' };
		return conversation_id === undefined ? { recipients: phone_number === undefined ? [] : [phone_number] } : conversationReach(conversation_id);
	},
	says: ({ body: { content, execute_at } }) => ({ text: content?.text, scheduledAt: execute_at }),
	isText: true,
	howToCheck: 'Look for it in Heymarket, among the scheduled messages.',
	simplified: ['id'],
});
