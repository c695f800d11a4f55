import { delivery } from '../../shared/form/delivery';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, conversationReach, localId, sendAs } from '../fields';
import { bodiesOf, emailContent, howToCheckEmails, simplifiedReceipt } from './fields';

/** POST /v1/email/send with `convo_id`: into an existing thread. */
export const reply = operation({
	name: 'Reply',
	value: 'reply',
	action: 'Reply to email',
	description: 'Send an email into an existing conversation',
	effect: 'send',
	request: 'POST /v1/email/send',
	form: [
		body('convo_id', conversation),
		body('creator_id', sendAs),
		emailContent,
		additionalFields(body('local_id', localId)),
		...delivery,
	],
	reaches: ({ body: { convo_id } }) => conversationReach(convo_id),
	finish: ({ body: others }) => ({ ...others, ...bodiesOf(others) }),
	howToCheck: howToCheckEmails,
	simplified: simplifiedReceipt,
});
