import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';

/** GET /v1/inboxes: all of them in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyInboxes',
	action: 'Get many inboxes',
	description: 'Get the inboxes of the team',
	effect: 'read',
	request: { method: 'GET', path: '/v1/inboxes' },
	parameters: [...returnAllOrLimit(), simplify()],
	simplified: ['id', 'name', 'phone', 'phones', 'members', 'team', 'auto_assignable', 'forward_number', 'allowed_domains'],
});
