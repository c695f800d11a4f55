import { additionalFields } from '../../shared/form/collections';
import { delivery } from '../../shared/form/delivery';
import { locator } from '../../shared/form/locator';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import {
	content,
	howToCheckMessages,
	inbox,
	messageContent,
	oneContent,
	optional,
	sendAs,
	smsText,
} from '../fields';

/** POST /v1/message/send to a list: separate one-to-one messages. Heymarket drops a repeated `local_id` (guide: broadcasts). */
export const sendToList = operation({
	name: 'Send to List',
	value: 'sendToList',
	action: 'Send message to list',
	description: 'Send a text, a template or a survey to everyone on a list, each in their own conversation',
	effect: 'send',
	request: {
		method: 'POST',
		path: '/v1/message/send',
		body: (form) => z.strictObject({ ...messageContent, list_id: field.integerId() }).check(...oneContent(form)),
	},
	parameters: [
		inbox(),
		sendAs(),
		locator({ displayName: 'List', name: 'list', search: 'searchLists', placeholder: 'e.g. 4321', body: 'list_id' }),
		...content(),
		additionalFields([
			optional.author,
			{
				...optional.localId,
				name: 'listLocalId',
				description:
					'Heymarket sends to the list only once for the same ID. Left empty, one is made, the same on every try.',
			},
			optional.mediaUrl,
		]),
		delivery({ sms: true }),
	],
	reaches: ({ body }) => ({
		conversation: `list ${String(body.list_id)}`,
		unknowable: 'who is on a list can’t be checked',
	}),
	howToCheck: howToCheckMessages,
	localId: 'local_id',
	smsText,
});
