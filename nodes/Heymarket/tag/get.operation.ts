import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { tag } from './fields';
import { simplifiedTag } from './simplified';

/** GET /v1/tag/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get tag',
	description: 'Get a tag of the team by its ID',
	effect: 'read',
	request: 'GET /v1/tag/{id}',
	form: [path('id', tag), simplify],
	simplified: simplifiedTag,
});
