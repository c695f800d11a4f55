import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { byDate } from '../pages';

/** POST /v1/templates: pages of 30 behind a date cursor. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyTemplates',
	action: 'Get many templates',
	description: 'Get the saved templates of the team',
	effect: 'read',
	request: { method: 'POST', path: '/v1/templates' },
	parameters: [...returnAllOrLimit(), simplify()],
	simplified: ['id', 'name', 'content', 'shared', 'archived', 'creator_id', 'created', 'updated', 'local_id'],
	page: byDate('date', 'updated'),
});
