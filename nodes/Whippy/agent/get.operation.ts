import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { agent, simplifiedAgent } from './fields';

/** GET /v1/agents/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get AI agent',
	description: 'Get an AI agent; how it is set up is in the row while Simplify is off',
	effect: 'read',
	request: 'GET /v1/agents/{id}',
	form: [path('id', agent), simplify],
	simplified: simplifiedAgent,
});
