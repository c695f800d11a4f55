import { dateTimeField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { customObjectFilter } from '../customObject/fields';
import { byOffset } from '../pages';
import { resourceId, resourceType } from './fields';

const after = dateTimeField({ displayName: 'After', name: 'after', description: 'Only values that were changed after this time' });

const before = dateTimeField({ displayName: 'Before', name: 'before', description: 'Only values that were changed before this time' });

/** GET /v1/custom_objects/property_values. */
export const getValues = operation({
	name: 'Get Property Values',
	value: 'getValues',
	action: 'Get property values of custom object records',
	description: 'Get the values of the properties of records, one row for each value',
	effect: 'read',
	request: 'GET /v1/custom_objects/property_values',
	page: byOffset,
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			query('after', after),
			query('associated_resource_id', resourceId),
			query('associated_resource_type', resourceType),
			query('before', before),
			query('custom_object_id', customObjectFilter),
		),
	],
	finish({ query: { after: from, before: to }, body }) {
		refuseReversed(from, to);
		return body as object;
	},
	simplified: [['value', ({ value }) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value)], 'created_at', 'updated_at', 'custom_property_id', 'custom_object_record_id', 'custom_object_id', 'id'],
});
