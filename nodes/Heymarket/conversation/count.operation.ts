import { operation } from '../../shared/operation';
import { counted } from '../count';

/** POST /v1/conversations/count. */
export const count = operation({
	name: 'Count',
	value: 'count',
	action: 'Count conversations',
	description: 'Count the conversations of the team',
	effect: 'read',
	request: 'POST /v1/conversations/count',
	form: [],
	...counted,
});
