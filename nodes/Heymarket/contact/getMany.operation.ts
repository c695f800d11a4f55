import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { byDate } from '../pages';
import { simplifiedContact } from './simplified';

/** POST /v1/contacts: pages of 30 behind a date cursor. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many contacts',
	description: 'Get the contacts of the team, those changed last first',
	effect: 'read',
	request: 'POST /v1/contacts',
	page: byDate('date', 'updated'),
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedContact,
});
