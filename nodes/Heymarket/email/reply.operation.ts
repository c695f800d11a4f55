import { additionalFields } from '../../shared/form/collections';
import { delivery } from '../../shared/form/delivery';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { conversation, conversationReach, optional, sendAs } from '../fields';
import { emailBody, emailContent, howToCheckEmails, plainText } from './fields';

/** POST /v1/email/send with `convo_id`: into an existing thread. */
export const reply = operation({
	name: 'Reply',
	value: 'replyToEmail',
	action: 'Reply to email',
	description: 'Send an email into an existing conversation',
	effect: 'send',
	request: {
		method: 'POST',
		path: '/v1/email/send',
		body: z.strictObject({ ...emailContent, convo_id: field.integerId() }),
	},
	parameters: [
		conversation({ name: 'emailConversation', body: 'convo_id', search: 'searchEmailConversations' }),
		sendAs(),
		emailBody(),
		additionalFields([optional.localId, plainText]),
		delivery(),
	],
	reaches: ({ body }) => conversationReach(body.convo_id),
	howToCheck: howToCheckEmails,
});
