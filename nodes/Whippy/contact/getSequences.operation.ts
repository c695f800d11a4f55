import type { IDataObject } from 'n8n-workflow';
import { oneOfField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { body, filters, path } from '../../shared/form/parts';
import { operation, type Column } from '../../shared/operation';
import { byOffset } from '../pages';
import { sequenceFilter } from '../sequence/fields';
import { contact } from './fields';

const contactStatus = oneOfField(
	{ displayName: 'Contact Status', name: 'contactStatus', description: 'Only sequences in whose latest step the contact is so' },
	{ active: 'Active', finished: 'Finished', inactive: 'Inactive', moved: 'Moved', pending: 'Pending' },
);

const sequenceStatus = oneOfField(
	{ displayName: 'Sequence Status', name: 'sequenceStatus', description: 'Only sequences that are so' },
	{ active: 'Active', archived: 'Archived', draft: 'Draft' },
);

/** A step by its title. */
const step = (name: string): Column => [name, (row) => (row[name] as IDataObject | null | undefined)?.title];

/** POST /v1/contacts/{id}/sequences (docs.whippy.ai/reference/publicv1listcontactsequences): a read with a body. */
export const getSequences = operation({
	name: 'Get Sequences',
	value: 'getSequences',
	action: 'Get sequences of contact',
	description: 'Get the sequences that a contact is in, with its last, current and next step in each',
	effect: 'read',
	request: 'POST /v1/contacts/{id}/sequences',
	page: byOffset,
	form: [
		path('id', contact),
		returnAllOrLimit,
		simplify,
		filters(body('contact_status', contactStatus), body('sequence_id', sequenceFilter), body('sequence_status', sequenceStatus)),
	],
	simplified: ['title', 'status', 'contact_status', step('last_completed_step'), step('current_step'), step('next_step'), 'id'],
});
