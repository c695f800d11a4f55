import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { sequence } from './fields';
import { simplifiedSequence } from './simplified';

/** GET /v1/sequences/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get sequence',
	description: 'Get a sequence with its steps',
	effect: 'read',
	request: 'GET /v1/sequences/{id}',
	form: [path('id', sequence), simplify],
	simplified: simplifiedSequence,
});
