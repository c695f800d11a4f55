import { made, type Look } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { integerId } from '../../shared/values/ids';

/** No request lists scheduled messages, so there is nothing to choose from. */
const scheduledMessage = made<number, Look & { required: true }>(
	{ displayName: 'Scheduled Message ID', name: 'scheduledMessageId', required: true, placeholder: 'e.g. 9001', description: 'The ID that Scheduled Message > Create gives' },
	{ type: 'string', default: '' },
	integerId,
);

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
