import { operation } from '../../shared/operation';
import { counted } from '../count';

/** POST /v1/contacts/count. */
export const count = operation({
	name: 'Count',
	value: 'count',
	action: 'Count contacts',
	description: 'Count the contacts of the team',
	effect: 'read',
	request: 'POST /v1/contacts/count',
	form: [],
	...counted,
});
