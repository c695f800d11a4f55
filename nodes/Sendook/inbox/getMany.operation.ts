import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { simplifiedInbox } from './simplified';

/** GET /v1/inboxes: all in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many inboxes',
	description: 'Get the inboxes of the organization',
	effect: 'read',
	request: 'GET /v1/inboxes',
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedInbox,
});
