import type { FieldType, IDataObject, ILoadOptionsFunctions, INodeType } from 'n8n-workflow';
import { chosenProperties } from './outreachSearch';

/** n8n's types for those of Whippy's properties; a date is text, since nobody knows in which form Whippy wants it. */
const TYPES: Record<string, FieldType> = { number: 'number', float: 'number', boolean: 'boolean', list: 'array', map: 'object' };

/** What the resource mappers of the Whippy node show. */
export const resourceMapping = {
	/** The properties of the chosen custom object, by their keys. */
	async getCustomProperties(this: ILoadOptionsFunctions) {
		const properties = await chosenProperties(this);
		const labelOf = ({ label, key }: IDataObject) => String(label ?? key);
		const isShared = (row: IDataObject) => properties.some((other) => other.key !== row.key && labelOf(other) === labelOf(row));
		return {
			fields: properties.map((row) => ({
				id: String(row.key),
				displayName: isShared(row) ? `${labelOf(row)} (${String(row.key)})` : labelOf(row),
				required: false,
				defaultMatch: false,
				display: true,
				type: TYPES[String(row.type)] ?? ('string' as const),
			})),
			emptyFieldsNotice: 'This custom object has no properties. Add some with Custom Object > Create Property.',
		};
	},
} satisfies NonNullable<INodeType['methods']>['resourceMapping'];
