import { delivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { switchField } from '../../shared/form/field';
import { additionalFields, notice, path, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { bothBodies } from '../../shared/values/emailBodies';
import { InvalidValue } from '../../shared/values/invalid';
import { emailContent, howToCheck, inbox, messageId } from '../fields';
import { size } from '../size';
import { simplifiedReceipt } from './simplified';

const replyToOwnMessage = switchField({
	displayName: 'Reply to Own Message',
	name: 'replyToOwnMessage',
	description: 'Whether a message that the inbox itself sent may be replied to. The reply goes to the inbox itself.',
});

function ownMessage(id: string): InvalidValue {
	const help = `Reply to messages that came in, or switch on ${replyToOwnMessage.property.displayName} under Additional Fields.`;
	return new InvalidValue(`${messageId.property.displayName}: ${id} was sent by this inbox itself, so the reply would go to the inbox`, help);
}

/** POST /v1/inboxes/{inboxId}/messages/{messageId}/reply; the server reads nothing but text and html. */
export const reply = operation({
	name: 'Reply',
	value: 'reply',
	action: 'Reply to email',
	description: 'Send an email to the sender of a message',
	effect: 'send',
	request: 'POST /v1/inboxes/{inboxId}/messages/{messageId}/reply',
	form: [
		path('inboxId', inbox),
		path('messageId', messageId),
		notice(
			'replyNotice',
			'The reply goes to the sender of the message only, whoever else it was addressed to.',
		),
		emailContent,
		simplify,
		additionalFields(setting(replyToOwnMessage)),
		...delivery,
	],
	reaches: ({ ids: { inboxId, messageId: id }, settings }) => ({
		conversation: id,
		to: `sender of message ${id}`,
		lookUp: {
			path: '/v1/inboxes/{inboxId}/messages/{messageId}',
			ids: { inboxId, messageId: id },
			always: true,
			recipients({ from, fromInboxId }) {
				if (settings.replyToOwnMessage !== true && fromInboxId === inboxId) throw ownMessage(id);
				return typeof from === 'string' ? [from] : [];
			},
		},
	}),
	finish: ({ body }) => bothBodies(body),
	howToCheck,
	simplified: simplifiedReceipt,
	size: size({ mayBeRaised: false }),
});
