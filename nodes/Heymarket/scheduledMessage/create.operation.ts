import { country } from '../../shared/form/country';
import { textDelivery } from '../../shared/form/delivery';
import { additionalFields, body, branch, choose, setting } from '../../shared/form/parts';
import { messageText } from '../../shared/form/texting';
import { operation, type Reach } from '../../shared/operation';
import { conversation, conversationReach, inbox, listField, localId, phoneNumber, sendAs, template } from '../fields';
import { roundUp, scheduleAt } from './fields';

/** Whom a scheduled message reaches; undefined where it names nobody. */
export function reachOf({ phone_number, conversation_id, list_id }: { phone_number?: string; conversation_id?: number; list_id?: number }): Reach | undefined {
	if (list_id !== undefined) return { conversation: `list ${list_id}`, to: `list ${list_id}`, unknowable: 'A list' };
	if (conversation_id !== undefined) return conversationReach(conversation_id);
	return phone_number === undefined ? undefined : { recipients: [phone_number] };
}

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
	reaches: ({ body: target }) => reachOf(target) ?? { recipients: [] },
	says: ({ body: { content, execute_at } }) => ({ text: content?.text, scheduledAt: execute_at }),
	isText: true,
	howToCheck: 'Look for it in Heymarket, among the scheduled messages.',
	simplified: ['id'],
});
