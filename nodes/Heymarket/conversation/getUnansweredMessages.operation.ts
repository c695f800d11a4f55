import { includeQuoted, onlyIfNewest, onlyIfNobodyAnswered, outputAs } from '../../shared/conversation/form';
import { unanswered } from '../../shared/conversation/unanswered';
import { setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation } from '../fields';
import { isOfConversation } from '../message/ofConversation';
import { ofConversation } from '../message/pages';
import { aboutOf, directionOf, isAnswer, isTaken, messagesOf, readBefore } from './messages';

/** GET /v1/messages, back to the last answer: what came in since. */
export const getUnansweredMessages = operation({
	name: 'Get Unanswered Messages',
	value: 'getUnansweredMessages',
	action: 'Get unanswered messages of conversation',
	description: 'Get what a person wrote since somebody answered last; no item comes out if nothing is to be answered',
	effect: 'read',
	request: 'GET /v1/messages',
	page: ofConversation.page,
	form: [setting(conversation), outputAs, onlyIfNewest, onlyIfNobodyAnswered, includeQuoted],
	readBefore,
	isWanted: (row, settings) => isOfConversation(row, settings) && (directionOf(row) !== 'outbound' || isAnswer(row)),
	isEnough: (rows) => rows.some(isAnswer),
	whole: (rows, read) => unanswered(messagesOf(rows, read), aboutOf(read), read, isTaken(read)),
});
