import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { byDate } from '../pages';
import { simplifiedTag } from './simplified';

/** POST /v1/tags: pages of 30 behind a date cursor. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many tags',
	description: 'Get the tags of the team',
	effect: 'read',
	request: 'POST /v1/tags',
	page: byDate('date', 'updated'),
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedTag,
});
