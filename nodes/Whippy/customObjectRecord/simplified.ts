import type { Column } from '../../shared/operation';

/** What people use of a record; its values as one text, since each custom object has others. */
export const simplifiedRecord: Column[] = [
	['properties', ({ properties }) => (properties === undefined ? undefined : JSON.stringify(properties))],
	'associated_resource_type',
	'created_at',
	'updated_at',
	'external_id',
	'associated_resource_id',
	'custom_object_id',
	'id',
];
