import { includeQuoted, outputAs } from '../../shared/conversation/form';
import { transcript } from '../../shared/conversation/transcript';
import { returnAllOrLimit } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { inbox, thread } from '../fields';
import { conversationOf, messagesIn } from './conversation';

/** GET /v1/inboxes/{inboxId}/threads/{threadId}: of its messages, the newest up to the limit. */
export const getTranscript = operation({
	name: 'Get Transcript',
	value: 'getTranscript',
	action: 'Get transcript of thread',
	description: 'Get who wrote what and when in a thread, as one text or as rows',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/threads/{threadId}',
	form: [path('inboxId', inbox), path('threadId', thread), outputAs, returnAllOrLimit, includeQuoted],
	rows: messagesIn,
	whole: (mails, read) => transcript(...conversationOf(mails, read), read),
});
