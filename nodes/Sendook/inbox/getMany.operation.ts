import { returnAllOrLimit } from '../../shared/form/lists';
import { operation } from '../../shared/operation';

/** GET /v1/inboxes: all in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyInboxes',
	action: 'Get many inboxes',
	description: 'Get the inboxes of the organization',
	effect: 'read',
	request: { method: 'GET', path: '/v1/inboxes' },
	parameters: returnAllOrLimit(),
});
