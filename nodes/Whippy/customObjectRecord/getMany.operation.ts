import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, path, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { customObject } from '../customObject/fields';
import { byOffset } from '../pages';
import { resourceId, resourceType } from './fields';
import { simplifiedRecord } from './simplified';

/** GET /v1/custom_objects/{id}/records. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many custom object records',
	description: 'Get the records of a custom object, or those attached to one thing',
	effect: 'read',
	request: 'GET /v1/custom_objects/{id}/records',
	page: byOffset,
	form: [
		path('id', customObject),
		returnAllOrLimit,
		simplify,
		filters(query('associated_resource_id', resourceId), query('associated_resource_type', resourceType)),
	],
	simplified: simplifiedRecord,
});
