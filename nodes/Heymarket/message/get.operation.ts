import { foundRow } from '../../shared/foundRow';
import { downloadFromHosts } from '../../shared/form/files';
import { simplify } from '../../shared/form/lists';
import { setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, messageId } from '../fields';
import { conversationRead, isOfConversation, messagesOfConversation } from './ofConversation';
import { ofConversation } from './pages';
import { simplifiedMessage } from './simplified';

/** GET /v1/messages: Heymarket has no request for one message, so it is looked for among those of its conversation, newest first. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get message',
	description: 'Get a message with its picture or file. For a group or email, the messages of the whole team are looked through.',
	effect: 'read',
	request: 'GET /v1/messages',
	page: ofConversation.page,
	form: [setting(conversation), setting(messageId), downloadFromHosts, simplify],
	readBefore: { reads: { conversation: conversationRead }, into: messagesOfConversation },
	isWanted: (row, settings) => row.id === settings.messageId && isOfConversation(row, settings),
	isEnough: (rows) => rows.length > 0,
	whole: foundRow(messageId),
	linkedFiles: ({ media }) => (media ? [media] : []),
	simplified: simplifiedMessage,
});
