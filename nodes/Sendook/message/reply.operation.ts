import { delivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { bodies, emailFormat, howToCheck, ids, inbox, message, withBothBodies } from '../fields';
import { size } from '../size';
import { simplifiedReceipt } from './rows';

/** POST /v1/inboxes/{inboxId}/messages/{messageId}/reply; the server reads nothing but text and html. */
export const reply = operation({
	name: 'Reply',
	value: 'replyToMessage',
	action: 'Reply to message',
	description: 'Send an email to the sender of a message',
	effect: 'send',
	request: {
		method: 'POST',
		path: '/v1/inboxes/{inboxId}/messages/{messageId}/reply',
		ids,
		body: (form) => z.pipe(z.strictObject(bodies(form)), withBothBodies()),
	},
	parameters: [
		inbox(),
		message(),
		{
			displayName:
				'The reply goes to the sender of the message only, whoever else it was addressed to. A reply to a message that the inbox sent goes to the inbox itself.',
			name: 'replyNotice',
			type: 'notice',
			default: '',
		},
		...emailFormat(),
		simplify(),
		delivery(),
	],
	reaches: ({ ids: { inboxId, messageId } }) => ({
		conversation: messageId,
		lookUp: {
			path: '/v1/inboxes/{inboxId}/messages/{messageId}',
			ids: { inboxId, messageId },
			recipients: ({ from }) => (typeof from === 'string' ? [from] : []),
		},
	}),
	howToCheck,
	simplified: simplifiedReceipt,
	size: size({ mayBeRaised: false }),
});
