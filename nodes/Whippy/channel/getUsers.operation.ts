import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { channel } from '../fields';
import { byOffset } from '../pages';
import { simplifiedUser } from '../user/simplified';

/** GET /v1/channels/{id}/users: pages by offset. */
export const getUsers = operation({
	name: 'Get Users',
	value: 'getUsers',
	action: 'Get users of channel',
	description: 'Get the people who can read and answer on a channel',
	effect: 'read',
	request: 'GET /v1/channels/{id}/users',
	page: byOffset,
	form: [path('id', channel), returnAllOrLimit, simplify],
	simplified: simplifiedUser,
});
