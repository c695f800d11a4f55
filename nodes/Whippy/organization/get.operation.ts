import { simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';

/** GET /v1/organization. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get organization',
	description: 'Get the organization that the API key belongs to',
	effect: 'read',
	request: 'GET /v1/organization',
	form: [simplify],
	simplified: ['name', 'id'],
});
