import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { scheduledMessage } from './fields';

/** GET /v1/schedule/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get scheduled message',
	description: 'Get a scheduled message by its ID: what it says, and when it is sent',
	effect: 'read',
	request: 'GET /v1/schedule/{id}',
	form: [path('id', scheduledMessage), simplify],
	simplified: [
		['text', 'meta.content.text'],
		['scheduled', 'execute'],
		'created',
		'updated',
		['template_id', 'meta.content.template'],
		['conversation_id', 'meta.conversation_id'],
		['list_id', 'meta.list_id'],
		'inbox_id',
		'local_id',
		'id',
	],
});
