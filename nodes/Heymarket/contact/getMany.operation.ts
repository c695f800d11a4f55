import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { branch, choose } from '../../shared/form/parts';
import type { Pager } from '../../shared/content';
import { operation } from '../../shared/operation';
import { byDate, MOST_ROWS } from '../pages';
import { simplifiedContact } from './simplified';

const page = byDate('date', 'updated');

/** Fewer requests than with pages of 30, whatever Heymarket makes of the number. */
const inLargePages: Pager = {
	...page,
	first: (content, wanted) => ({ ...content, body: { limit: Math.min(wanted ?? MOST_ROWS, MOST_ROWS) } }),
};

/** POST /v1/contacts: pages of 30 behind a date cursor. POST /v2/contacts/list: those with their channels. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many contacts',
	description: 'Get the contacts of the team, those changed last first',
	effect: 'read',
	form: [
		choose(
			{ displayName: 'Details', name: 'details', description: 'What is read of each contact' },
			{
				contact: branch('Contact', 'Its names, number, address and fields', [], { method: 'POST', path: '/v1/contacts', page }),
				channels: branch('Contact with Channels', 'Also its UUID and, without Simplify, all its channels', [], { method: 'POST', path: '/v2/contacts/list', page: inLargePages }),
			},
		),
		returnAllOrLimit,
		simplify,
	],
	simplified: simplifiedContact,
});
