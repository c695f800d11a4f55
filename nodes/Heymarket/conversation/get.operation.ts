import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation } from '../fields';
import { simplifiedConversation } from './simplified';

/** GET /v1/conversations/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get conversation',
	description: 'Get a conversation: whom it is with, its inbox and its status',
	effect: 'read',
	request: 'GET /v1/conversations/{id}',
	form: [path('id', conversation), simplify],
	simplified: simplifiedConversation,
});
