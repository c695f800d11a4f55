import type { IDataObject } from 'n8n-workflow';
import { country } from '../../shared/form/country';
import { textDelivery } from '../../shared/form/delivery';
import { body, notice, path, setting, updateFields } from '../../shared/form/parts';
import { messageText } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { conversation, idIn, inbox, listField, localId, phoneNumber, sendAs, template } from '../fields';
import { reachOf } from './create.operation';
import { roundUp, scheduleAt, scheduledMessage } from './fields';
import { rewritten, storedRow } from './stored';

/** PUT /v1/schedule/{id} writes the message anew, so what is stored is read first. The read doesn't tell who sends it. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update scheduled message',
	description: 'Change what a scheduled message says, when it is sent or whom it goes to; the rest stays as it is',
	effect: 'send',
	request: 'PUT /v1/schedule/{id}',
	form: [
		path('id', scheduledMessage),
		notice('senderNotice', 'Heymarket doesn’t tell who sends a scheduled message, so Send As is asked for again. A preview shows only what changes.'),
		setting(sendAs),
		updateFields(
			body('conversation_id', conversation),
			body('inbox_id', inbox),
			body('list_id', listField('Everyone on it gets the message in a conversation of their own'), { notWith: ['conversation_id'] }),
			body('local_id', localId),
			body('phone_number', phoneNumber, { notWith: ['conversation_id', 'list_id'] }),
			body('execute_at', scheduleAt),
			body('content.template', template),
			body('content.text', messageText(), { notWith: ['content.template'] }),
		),
		country,
		setting(roundUp),
		...textDelivery,
	],
	reaches: ({ body: changed }) => reachOf(changed) ?? { to: 'as before', unknowable: 'A message that keeps its recipient (no Phone Number or Conversation under Update Fields)' },
	says: ({ body: { content, execute_at } }) => ({ text: content?.text, scheduledAt: execute_at }),
	finish: ({ body: changed, settings }) => ({ ...changed, user_id: settings.sendAs }),
	readFirst: { ids: ({ ids }) => ids, body: (stored, { ids, body: changed }) => rewritten(stored, ids.id, changed) },
	rows: (receipt, { ids, body: written }) => storedRow(written, idIn((receipt as IDataObject | null)?.id) ?? Number(ids.id)),
	isText: true,
	howToCheck: 'Look at it with Scheduled Message > Get.',
	simplified: [['text', 'meta.content.text'], ['conversation_id', 'meta.conversation_id'], ['list_id', 'meta.list_id'], 'inbox_id', 'id'],
});
