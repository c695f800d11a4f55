import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { simplifiedCustomObject } from './simplified';

/** GET /v1/custom_objects. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many custom objects',
	description: 'Get the custom objects of the organization with their properties',
	effect: 'read',
	request: 'GET /v1/custom_objects',
	page: byOffset,
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedCustomObject,
});
