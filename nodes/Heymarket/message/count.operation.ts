import { operation } from '../../shared/operation';
import { counted } from '../count';

/** POST /v1/messages/all/count. */
export const count = operation({
	name: 'Count',
	value: 'count',
	action: 'Count messages',
	description: 'Count the messages of the whole team',
	effect: 'read',
	request: 'POST /v1/messages/all/count',
	form: [],
	...counted,
});
