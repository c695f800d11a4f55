import { country } from '../../shared/form/country';
import { delivery } from '../../shared/form/delivery';
import { emailAddressField, oneOfField } from '../../shared/form/field';
import { additionalFields, body, branch, choose, notice, path } from '../../shared/form/parts';
import { phoneNumber } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { objectOrNone } from '../../shared/values/objects';
import { phoneChannel, scheduleAt } from '../fields';
import { agent } from './fields';

const fromEmail = emailAddressField({ displayName: 'From Email', name: 'fromEmail', required: true, placeholder: 'e.g. support@example.com', description: 'The address of one of your email channels' });

const toEmail = emailAddressField({ displayName: 'To Email', name: 'to', required: true, placeholder: 'e.g. anna@example.com', description: 'The person whom the agent answers' });

/** Which words Whippy takes could not be read: those of messages, or of channels. */
const chatType = oneOfField(
	{ displayName: 'Chat Type', name: 'chatType', required: true, default: 'sms', description: 'How they write to each other. If Whippy refuses the word sms, choose the other one.' },
	{ sms: 'SMS', phone: 'SMS (Called Phone)', whatsapp: 'WhatsApp' },
);

/** POST /v1/agents/{id}/chat (docs.whippy.ai/reference/startagentchat). */
export const startChat = operation({
	name: 'Start Chat',
	value: 'startChat',
	action: 'Start chat of AI agent',
	description: 'Have an AI agent answer a person from now on',
	effect: 'send',
	request: 'POST /v1/agents/{id}/chat',
	form: [
		path('id', agent),
		choose(
			{ displayName: 'Chat By', name: 'chatBy', description: 'How the agent and the person write to each other' },
			{
				number: branch('Phone Number', 'From one of your phone or WhatsApp channels', [body('from', phoneChannel), body('to', phoneNumber({ displayName: 'To Phone Number' })), country, body('type', chatType)]),
				email: branch('Email', 'From one of your email channels', [body('from', fromEmail), body('to', toEmail)]),
			},
		),
		notice('chatNotice', 'The agent writes when the person writes. It sees earlier messages only if its prompt has the placeholder conversation_history.'),
		additionalFields(body('schedule_at', scheduleAt)),
		...delivery,
	],
	reaches: ({ body: { to = '' } }) => ({ recipients: [to] }),
	says: ({ body: { schedule_at } }) => ({ scheduledAt: schedule_at }),
	finish: ({ body: all }) => ({ type: 'email', ...all }),
	rows: (answer, { ids: { id } }) => ({ ...objectOrNone(answer), agent_id: id }),
	simplified: [['agent_id', ({ agent_id }) => agent_id], 'id'],
	howToCheck: 'Look for the conversation in Whippy.',
});
