import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { byDate } from '../pages';
import { simplifiedList } from './simplified';

/** POST /v1/lists, of the first generation: the second one has no request that reads lists. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many lists',
	description: 'Get the lists of contacts of the team',
	effect: 'read',
	request: 'POST /v1/lists',
	page: byDate('date', 'updated'),
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedList,
});
