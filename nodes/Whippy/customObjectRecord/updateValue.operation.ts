import { changeDelivery } from '../../shared/form/delivery';
import { textField } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { body, path, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { customObject } from '../customObject/fields';
import { ofType, valueType } from '../customObject/properties';
import { property, record } from './fields';
import { getValues } from './getValues.operation';

const value = textField({ displayName: 'New Value', name: 'newValue', required: true, placeholder: 'e.g. Oakland', description: 'What the property is to be' });

/** PUT /v1/custom_objects/{id}/records/{record_id}/properties/{property_id}. */
export const updateValue = operation({
	name: 'Update Property Value',
	value: 'updateValue',
	action: 'Update property value of custom object record',
	description: 'Change the value of one property of a record; the others stay as they are',
	effect: 'write',
	request: 'PUT /v1/custom_objects/{id}/records/{recordId}/properties/{propertyId}',
	form: [path('id', customObject), path('recordId', record), path('propertyId', property), setting(valueType), body('value', value), simplify, changeDelivery],
	finish: ({ body: { value: given }, settings: { valueType: type } }) => ({ value: ofType(given, type) }),
	simplified: getValues.simplified,
	howToCheck: 'Look at it with Custom Object Record > Get Property Values.',
});
