import { textDelivery } from '../../shared/form/delivery';
import { lineField } from '../../shared/form/field';
import { additionalFields, body, notice } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { author, content, howToCheckMessages, inbox, listField, localId, sendAs } from '../fields';
import { simplifiedReceipt } from './simplified';

const list = listField('Everyone on it gets the message in a conversation of their own');

const listLocalId = lineField({
	...localId.property,
	description: 'Heymarket sends to the list only once for the same ID. Left empty, one is made of the content, the same on every try.',
});

/** POST /v1/message/send to a list: separate one-to-one messages. Heymarket drops a repeated `local_id` (guide: broadcasts). */
export const sendToList = operation({
	name: 'Send to List',
	value: 'sendToList',
	action: 'Send text message to list',
	description: 'Send a text, a template or a survey to everyone on a list, each in their own conversation',
	effect: 'send',
	request: 'POST /v1/message/send',
	form: [
		body('inbox_id', inbox),
		body('creator_id', sendAs),
		body('list_id', list),
		notice('listNotice', 'Sent once for every input item, but the same content only once.'),
		...content,
		additionalFields(body('author', author), body('local_id', listLocalId)),
		...textDelivery,
	],
	reaches: ({ body: { list_id } }) => ({
		conversation: `list ${list_id}`,
		to: `list ${list_id}`,
		unknowable: 'A list',
	}),
	says: ({ body: { text } }) => ({ text }),
	isText: true,
	howToCheck: howToCheckMessages,
	simplified: simplifiedReceipt,
	localId: 'local_id',
});
