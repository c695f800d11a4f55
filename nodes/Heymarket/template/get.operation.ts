import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { template } from '../fields';
import { simplifiedTemplate } from './simplified';

/** GET /v1/template/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get template',
	description: 'Get a saved template of the team',
	effect: 'read',
	request: 'GET /v1/template/{id}',
	form: [path('id', template), simplify],
	simplified: simplifiedTemplate,
});
