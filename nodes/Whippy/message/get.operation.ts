import { foundRow } from '../../shared/foundRow';
import { downloadFromHosts } from '../../shared/form/files';
import { simplify } from '../../shared/form/lists';
import { query, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, messageId } from '../fields';
import { byCursor } from '../pages';
import { attachmentsOf } from './attachments';
import { simplifiedMessage } from './simplified';

/** GET /v1/messages/list of one conversation: Whippy has no request for one message. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get message',
	description: 'Get a message with its attachments',
	effect: 'read',
	request: 'GET /v1/messages/list',
	page: byCursor,
	form: [query('conversation_id', conversation), setting(messageId), downloadFromHosts, simplify],
	isWanted: ({ id }, settings) => id === settings.messageId,
	isEnough: (rows) => rows.length > 0,
	whole: foundRow(messageId),
	linkedFiles: attachmentsOf,
	simplified: simplifiedMessage,
});
