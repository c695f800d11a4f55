import { delivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { bothBodies } from '../../shared/values/emailBodies';
import { emailContent, howToCheck, inbox, messageId } from '../fields';
import { size } from '../size';
import { simplifiedReceipt } from './simplified';

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
			'The reply goes to the sender of the message only, whoever else it was addressed to. A reply to a message that the inbox sent goes to the inbox itself.',
		),
		emailContent,
		simplify,
		...delivery,
	],
	reaches: ({ ids: { inboxId, messageId: id } }) => ({
		conversation: id,
		to: `sender of message ${id}`,
		lookUp: {
			path: '/v1/inboxes/{inboxId}/messages/{messageId}',
			ids: { inboxId, messageId: id },
			recipients: ({ from }) => (typeof from === 'string' ? [from] : []),
		},
	}),
	finish: ({ body }) => bothBodies(body),
	howToCheck,
	simplified: simplifiedReceipt,
	size: size({ mayBeRaised: false }),
});
