import { oneOfField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, path, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { reactions } from '../reactions';
import { sequence, stepFilter } from './fields';
import { simplifiedStepContact } from './simplified';

const status = oneOfField(
	{ displayName: 'Status in Step', name: 'stepStatus', description: 'Only contacts that are so in their step' },
	{ active: 'Active', complete: 'Complete', 'in-active': 'Inactive', moved: 'Moved', pending: 'Pending', removed: 'Removed' },
);

/** GET /v1/sequences/{id}/contacts. */
export const getContacts = operation({
	name: 'Get Contacts',
	value: 'getContacts',
	action: 'Get contacts of sequence',
	description: 'Get the contacts in the steps of a sequence, and what each did there',
	effect: 'read',
	request: 'GET /v1/sequences/{id}/contacts',
	page: byOffset,
	form: [path('id', sequence), returnAllOrLimit, simplify, filters(...reactions, query('status', status), query('step_ids', stepFilter))],
	simplified: simplifiedStepContact,
});
