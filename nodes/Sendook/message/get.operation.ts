import { simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { ids, inbox, message } from '../fields';

/** GET /v1/inboxes/{inboxId}/messages/{messageId}. */
export const get = operation({
	name: 'Get',
	value: 'getMessage',
	action: 'Get message',
	description: 'Get a message with its attachments',
	effect: 'read',
	request: { method: 'GET', path: '/v1/inboxes/{inboxId}/messages/{messageId}', ids },
	parameters: [inbox(), message(), simplify()],
	simplified: ['_id', 'threadId', 'from', 'to', 'cc', 'subject', 'text', 'html', 'attachments', 'createdAt'],
});
