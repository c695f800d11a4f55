import { lineField, locatorField, oneOfField } from '../../shared/form/field';
import { ownTypedFieldsField } from '../../shared/form/ownFields';
import { uuid } from '../../shared/values/ids';

/** A record of the chosen custom object. */
export const record = locatorField({
	displayName: 'Record',
	name: 'record',
	required: true,
	description: 'One of the records of the custom object. Choose the custom object first.',
	search: 'searchRecords',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** A property of the chosen custom object. */
export const property = locatorField({
	displayName: 'Property',
	name: 'property',
	required: true,
	description: 'One of the properties of the custom object. Choose the custom object first.',
	search: 'searchProperties',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** The values of a record, by the keys of the chosen custom object's properties. */
export const properties = ownTypedFieldsField({
	displayName: 'Properties',
	name: 'properties',
	description: 'The values of the record. A property that is left empty stays as it is.',
	load: 'getCustomProperties',
	words: { singular: 'property', plural: 'properties' },
	id: /^[a-z][a-z0-9_]*$/,
	dependsOn: 'customObject',
});

export const recordExternalId = lineField({
	displayName: 'Record External ID',
	name: 'recordExternalId',
	required: true,
	placeholder: 'e.g. order-1042',
	description: 'The ID that the record has in another system of yours',
});

/** What a record can be attached to. */
export const resourceType = oneOfField(
	{ displayName: 'Resource Type', name: 'resourceType', description: 'What kind of thing the record is attached to' },
	{
		contact: 'Contact',
		campaign_contact: 'Contact in a Campaign',
		step_contact: 'Contact in a Step',
		conversation: 'Conversation',
		message: 'Message',
		tag: 'Tag',
		contact_tag: 'Tag of a Contact',
	},
);

export const resourceId = lineField({
	displayName: 'Resource ID',
	name: 'resourceId',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	description: 'The ID of the thing that the record is attached to',
});
