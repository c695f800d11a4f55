import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { byDate } from '../pages';
import { simplifiedTemplate } from './simplified';

/** POST /v1/templates: pages of 30 behind a date cursor. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many templates',
	description: 'Get the saved templates of the team',
	effect: 'read',
	request: 'POST /v1/templates',
	page: byDate('date', 'updated'),
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedTemplate,
});
