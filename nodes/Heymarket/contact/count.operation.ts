import { operation } from '../../shared/operation';

/** POST /v1/contacts/count: the number comes as text. */
export const count = operation({
	name: 'Count',
	value: 'count',
	action: 'Count contacts',
	description: 'Count the contacts of the team',
	effect: 'read',
	request: 'POST /v1/contacts/count',
	form: [],
	isAnswer: (body) => /^\d+$/.test(body),
	rows: (answer) => ({ count: Number(answer) }),
});
