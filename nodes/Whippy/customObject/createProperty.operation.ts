import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { additionalFields, body, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { customObject } from './fields';
import { defaultValue, editable, isRequired, label, ofType, propertyKey, propertyType } from './properties';

/** POST /v1/custom_objects/{id}/properties. */
export const createProperty = operation({
	name: 'Create Property',
	value: 'createProperty',
	action: 'Create property of custom object',
	description: 'Add a property to a custom object',
	effect: 'write',
	request: 'POST /v1/custom_objects/{id}/properties',
	form: [
		path('id', customObject),
		body('label', label),
		body('key', propertyKey),
		body('type', propertyType),
		additionalFields(body('default', defaultValue), body('editable', editable), body('required', isRequired)),
		simplify,
		changeDelivery,
	],
	finish: ({ body: all }) => ({ ...all, ...(all.default !== undefined && { default: ofType(all.default, all.type) }) }),
	simplified: ['label', 'key', 'type', 'required', 'default', 'created_at', 'updated_at', 'custom_object_id', 'id'],
	howToCheck: 'Look for it with Custom Object > Get Many.',
});
