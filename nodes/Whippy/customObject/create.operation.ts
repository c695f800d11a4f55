import type { IDataObject } from 'n8n-workflow';
import { changeDelivery } from '../../shared/form/delivery';
import { colorField, lineField, switchField } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { additionalFields, body } from '../../shared/form/parts';
import { recordsField } from '../../shared/form/records';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { defaultValue, editable, isRequired, keyField, label, ofType, propertyKey, propertyType } from './properties';
import { simplifiedCustomObject } from './simplified';

const key = keyField({ displayName: 'Object Key', name: 'objectKey', required: true, placeholder: 'e.g. order', description: 'The name of the custom object in requests, in snake case. It can’t be one that is there already.' });

const properties = recordsField({
	displayName: 'Properties',
	name: 'newProperties',
	placeholder: 'e.g. [{"key": "order_number", "label": "Order Number", "type": "number"}]',
	description: 'A list of objects. Each needs key and label, and may have type (text, number, float, boolean, date, list or map), default, required and editable. More can be added later.',
	key: 'key',
	fields: { key: propertyKey, label, type: propertyType, default: defaultValue, required: isRequired, editable },
});

const description = lineField({ displayName: 'Description', name: 'description', placeholder: 'e.g. What customers ordered', description: 'What your team reads about it' });

const emoji = lineField({ displayName: 'Emoji', name: 'emoji', placeholder: 'e.g. 📦', description: 'A picture beside its label' });

const color = colorField({ displayName: 'Color', name: 'color', description: 'The color of its label' });

const hidden = switchField({ displayName: 'Hidden', name: 'hidden', default: true, description: 'Whether it is left out of Whippy’s own pages' });

/** A property with what Whippy needs of one. @throws InvalidValue that names the entry */
function whole(given: Record<string, unknown>, index: number): IDataObject {
	if (given.label === undefined) throw new InvalidValue(`${properties.property.displayName}: entry ${index + 1} has no label`, 'Every entry needs key and label.');
	const { type = 'text', default: usual, ...others } = given;
	return { ...others, type, ...(usual !== undefined && { default: ofType(usual as string, type) }) } as IDataObject;
}

/** POST /v1/custom_objects (docs.whippy.ai/reference/createcustomobject). */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create custom object',
	description: 'Create a kind of record, such as an order, with its properties',
	effect: 'write',
	request: 'POST /v1/custom_objects',
	form: [
		body('label', label),
		body('key', key),
		body('custom_properties', properties),
		additionalFields(body('color', color), body('description', description), body('editable', editable), body('emoji', emoji), body('hidden', hidden)),
		simplify,
		changeDelivery,
	],
	finish: ({ body: all }) => ({ ...all, ...(all.custom_properties && { custom_properties: all.custom_properties.map(whole) }) }),
	simplified: simplifiedCustomObject,
	howToCheck: 'Look for it with Custom Object > Get Many.',
});
