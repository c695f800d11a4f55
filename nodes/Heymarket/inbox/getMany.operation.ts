import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';

/** GET /v1/inboxes: all of them in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many inboxes',
	description: 'Get the inboxes of the team',
	effect: 'read',
	request: 'GET /v1/inboxes',
	form: [returnAllOrLimit, simplify],
	simplified: ['name', 'phone', 'phones', 'forward_number', 'allowed_domains', 'auto_assignable', 'members', 'team', 'id'],
});
