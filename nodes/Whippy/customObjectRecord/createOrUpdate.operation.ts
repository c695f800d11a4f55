import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body, branch, choose, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contact } from '../contact/fields';
import { customObject } from '../customObject/fields';
import { properties, recordExternalId, resourceId, resourceType } from './fields';
import { simplifiedRecord } from './simplified';

const otherResource = { ...resourceId, property: { ...resourceId.property, required: true as const } };

/** POST /v1/custom_objects/{id}/records (docs.whippy.ai/reference/createcustomobjectrecord): its properties are joined with those that are stored. */
export const createOrUpdate = operation({
	name: 'Create or Update',
	value: 'createOrUpdate',
	action: 'Create or update custom object record',
	description: 'Create a record, or update the one with the same external ID or of the same contact; properties that are not filled in stay',
	effect: 'write',
	request: 'POST /v1/custom_objects/{id}/records',
	form: [
		path('id', customObject),
		choose(
			{ displayName: 'Attached To', name: 'attachedTo', description: 'What the record is about' },
			{
				contact: branch('Contact', 'A person', [body('associated_resource_id', contact)]),
				nothing: branch('Nothing', 'It is known by its external ID alone', []),
				resource: branch('Other Resource', 'A conversation, a message, a tag or the like', [body('associated_resource_type', resourceType), body('associated_resource_id', otherResource)]),
			},
		),
		body('external_id', recordExternalId, { unless: 'associated_resource_id' }),
		body('properties', properties),
		simplify,
		changeDelivery,
	],
	finish: ({ body: all, settings: { attachedTo } }) => (attachedTo === 'contact' ? { ...all, associated_resource_type: 'contact' } : all),
	simplified: simplifiedRecord,
	howToCheck: 'Look for it with Custom Object Record > Get Many.',
});
