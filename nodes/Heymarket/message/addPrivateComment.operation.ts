import { delivery } from '../../shared/form/delivery';
import { additionalFields, body } from '../../shared/form/parts';
import { messageText } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { author, conversation, howToCheckMessages, inbox, localId, sendAs } from '../fields';
import { simplifiedReceipt } from './simplified';

const comment = messageText({
	placeholder: 'e.g. Called back, wants a refund',
	description: 'Seen by your team only',
});

/** POST /v1/message/send with `private`: an internal comment, not sent to the customer. */
export const addPrivateComment = operation({
	name: 'Add Private Comment',
	value: 'addPrivateComment',
	action: 'Add private comment',
	description: 'Add a comment to a conversation that only your team sees',
	effect: 'send',
	request: 'POST /v1/message/send',
	constants: { private: true },
	form: [
		body('inbox_id', inbox),
		body('creator_id', sendAs),
		body('chat_id', conversation),
		body('text', comment),
		additionalFields(body('author', author), body('local_id', localId)),
		...delivery,
	],
	// Nobody outside the team gets it, so Allowed Recipients don't apply; only the order within the conversation does.
	reaches: ({ body: { chat_id } }) => ({ conversation: String(chat_id), to: `conversation ${chat_id}` }),
	says: ({ body: { text } }) => ({ text }),
	howToCheck: howToCheckMessages,
	simplified: simplifiedReceipt,
});
