import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { domain } from './fields';
import { simplifiedDomain } from './simplified';

/** GET /v1/domains/{domain}: by its name. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get domain',
	description: 'Get a domain as it was when it was verified last',
	effect: 'read',
	request: 'GET /v1/domains/{domain}',
	form: [path('domain', domain), simplify],
	simplified: simplifiedDomain,
});
