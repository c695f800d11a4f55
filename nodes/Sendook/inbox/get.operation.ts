import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { inbox } from '../fields';
import { simplifiedInbox } from './simplified';

/** GET /v1/inboxes/{inboxId}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get inbox',
	description: 'Get an inbox with its name and address',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}',
	form: [path('inboxId', inbox), simplify],
	simplified: simplifiedInbox,
});
