import type { IDataObject } from 'n8n-workflow';
import { locatorField, type Field } from '../../shared/form/field';
import { uuid } from '../../shared/values/ids';
import { InvalidValue } from '../../shared/values/invalid';

const look = { displayName: 'Custom Object', name: 'customObject', search: 'searchCustomObjects', placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e', convert: uuid } as const;

/** The custom object that a request is about. */
export const customObject = locatorField({ ...look, required: true, description: 'A kind of record that your organization has made, such as an order' });

/** As `customObject`, where it limits a list. */
export const customObjectFilter = locatorField({ ...look, description: 'Only records of this kind' });

/** The custom object whose properties the people of a request have. */
export const customObjectOfPeople = locatorField({ ...look, description: 'The custom object whose properties the people have, where the list gives any' });

/**
 * The body of a request about people. Their properties are those of a custom object, which has to be named beside them.
 *
 * @param field the one that holds the people
 * @param resource whose the properties are by default
 * @throws InvalidValue for one without the other, since Whippy would drop the properties
 */
export function withCustomData(
	body: { custom_data?: { custom_object_id?: string; resource?: string } },
	people: Array<Record<string, unknown>>,
	field: Field,
	resource: string,
): IDataObject {
	const { custom_data: data } = body;
	const first = people.findIndex(({ properties }) => properties !== undefined);
	const { displayName } = customObject.property;
	if (first !== -1 && data?.custom_object_id === undefined) {
		throw new InvalidValue(`${field.property.displayName}: entry ${first + 1} has properties, but no ${displayName} is chosen`, `Add ${displayName} under Additional Fields.`);
	}
	if (data && data.custom_object_id === undefined) throw new InvalidValue(`${displayName}: is empty`, `Choose it under Additional Fields.`);
	return { ...body, ...(data && { custom_data: { resource, ...data } }) } as IDataObject;
}
