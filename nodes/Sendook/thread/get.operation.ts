import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { inbox, thread } from '../fields';
import { simplifiedThread } from './simplified';

/** GET /v1/inboxes/{inboxId}/threads/{threadId}: its messages come in full. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get thread',
	description: 'Get a thread: with whom it is, its subject, its last message, and how many messages are not answered yet',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/threads/{threadId}',
	form: [path('inboxId', inbox), path('threadId', thread), simplify],
	simplified: simplifiedThread,
});
