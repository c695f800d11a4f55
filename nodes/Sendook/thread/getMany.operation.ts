import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { inbox } from '../fields';
import { messageCount } from './simplified';

/** GET /v1/inboxes/{inboxId}/threads: all in one answer, each with the IDs of its messages. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many threads',
	description: 'Get the threads of an inbox',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/threads',
	form: [path('inboxId', inbox), returnAllOrLimit, simplify],
	simplified: [messageCount, 'createdAt', 'updatedAt', 'inboxId', '_id'],
});
