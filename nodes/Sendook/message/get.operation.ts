import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { inbox, messageId } from '../fields';
import { simplifiedWhole } from './simplified';

/** GET /v1/inboxes/{inboxId}/messages/{messageId}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get email',
	description: 'Get a message with its attachments',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/messages/{messageId}',
	form: [path('inboxId', inbox), path('messageId', messageId), simplify],
	simplified: simplifiedWhole,
});
