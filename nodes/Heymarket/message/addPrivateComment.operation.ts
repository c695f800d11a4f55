import { additionalFields } from '../../shared/form/collections';
import { delivery } from '../../shared/form/delivery';
import { toBody } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { conversation, howToCheckMessages, inbox, optional, sendAs } from '../fields';

/** POST /v1/message/send with `private`: an internal comment, not sent to the customer. */
export const addPrivateComment = operation({
	name: 'Add Private Comment',
	value: 'addPrivateComment',
	action: 'Add private comment',
	description: 'Add a comment to a conversation that only your team sees',
	effect: 'send',
	request: {
		method: 'POST',
		path: '/v1/message/send',
		constants: { private: true },
		body: z.strictObject({
			private: z.literal(true),
			inbox_id: field.integerId(),
			creator_id: field.integerId(),
			chat_id: field.integerId(),
			text: field.text(),
			author: field.optional(field.singleLine()),
			local_id: field.optional(field.singleLine()),
		}),
	},
	parameters: [
		inbox(),
		sendAs(),
		conversation({ name: 'commentedConversation', body: 'chat_id' }),
		{
			displayName: 'Text',
			name: 'comment',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			placeholder: 'e.g. Called back, wants a refund',
			description: 'Seen by your team only',
			...toBody('text'),
		},
		additionalFields([optional.author, optional.localId]),
		delivery(),
	],
	// Nobody outside the team gets it, so Allowed Recipients don't apply; only the order within the conversation does.
	reaches: ({ body }) => ({ conversation: String(body.chat_id) }),
	howToCheck: howToCheckMessages,
});
