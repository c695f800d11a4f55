import type { Column } from '../../shared/operation';

/** What people use of a list (providers/heymarket.md section 8). */
export const simplifiedList: Column[] = [
	'name',
	['members', ({ targets }) => targets && Object.keys(targets).length],
	'shared',
	'archived',
	'updated',
	'created',
	'local_id',
	'creator_id',
	'id',
];
