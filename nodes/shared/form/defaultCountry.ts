import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Form } from '../operation';
import { countries } from '../values/countries';

/** Default Country, an option of the collection that operations with phone numbers have. */
export const defaultCountry: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'options',
	options: countries.map(([value, name]) => ({ name, value })),
	default: 'US',
	description: 'The country of phone numbers that are written without a country code',
};

/** What was chosen as Default Country in a collection, an ISO 3166 code; undefined where it wasn't added. */
export function countryIn(collection: 'additionalFields' | 'filters', form: Form): string | undefined {
	return ((form.parameter(collection) ?? {}) as IDataObject).defaultCountry as string | undefined;
}
