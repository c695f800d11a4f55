import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { simplifiedDomain } from './simplified';

/** GET /v1/domains: all in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many domains',
	description: 'Get the domains of the organization',
	effect: 'read',
	request: 'GET /v1/domains',
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedDomain,
});
