import { includeQuoted, onlyIfNewest, outputAs } from '../../shared/conversation/form';
import { unanswered } from '../../shared/conversation/unanswered';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { inbox, thread } from '../fields';
import { conversationOf, messagesIn } from './conversation';

/** GET /v1/inboxes/{inboxId}/threads/{threadId}: what came in since the inbox's last own message. Nobody can take a thread or write notes in it. */
export const getUnansweredMessages = operation({
	name: 'Get Unanswered Messages',
	value: 'getUnansweredMessages',
	action: 'Get unanswered messages of thread',
	description: 'Get what came in since the inbox wrote last in a thread; no item comes out if it wrote last',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/threads/{threadId}',
	form: [path('inboxId', inbox), path('threadId', thread), outputAs, onlyIfNewest, includeQuoted],
	rows: messagesIn,
	whole: (mails, read) => unanswered(...conversationOf(mails, read), read, false),
});
