import { includeQuoted, onlyIfNewest, onlyIfNobodyAnswered, outputAs } from '../../shared/conversation/form';
import { unanswered } from '../../shared/conversation/unanswered';
import { query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation } from '../fields';
import { byCursor } from '../pages';
import { aboutOf, contactOfMessages, isTaken, messagesOf, readBefore } from './messages';

/** GET /v1/messages/list of one conversation, to its end: what came in since the last message that went out. */
export const getUnansweredMessages = operation({
	name: 'Get Unanswered Messages',
	value: 'getUnansweredMessages',
	action: 'Get unanswered messages of conversation',
	description: 'Get what a person wrote since somebody answered last; no item comes out if nothing is to be answered',
	effect: 'read',
	request: 'GET /v1/messages/list',
	page: byCursor,
	form: [query('conversation_id', conversation), outputAs, onlyIfNewest, onlyIfNobodyAnswered, includeQuoted],
	readBefore,
	beside: contactOfMessages,
	whole: (rows, read) => unanswered(messagesOf(rows, read), aboutOf(rows, read), read, isTaken(read)),
});
