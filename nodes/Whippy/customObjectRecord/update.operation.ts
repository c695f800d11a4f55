import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body, notice, path, updateFields } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { customObject } from '../customObject/fields';
import { properties, record, recordExternalId, resourceId, resourceType } from './fields';
import { simplifiedRecord } from './simplified';

/** PUT /v1/custom_objects/{id}/records/{record_id}. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update custom object record',
	description: 'Change what a record is attached to, its external ID or its properties',
	effect: 'write',
	request: 'PUT /v1/custom_objects/{id}/records/{recordId}',
	form: [
		path('id', customObject),
		path('recordId', record),
		updateFields(body('external_id', recordExternalId), body('associated_resource_type', resourceType), body('associated_resource_id', resourceId)),
		body('properties', properties),
		notice('recordNotice', 'Whippy doesn’t say whether properties that are left out here stay. With Create or Update, and with Update Property Value, they do.'),
		simplify,
		changeDelivery,
	],
	simplified: simplifiedRecord,
	howToCheck: 'Look at it with Custom Object Record > Get Many.',
});
