import { dateTimeField, wholeNumberField } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { collection, path, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { conversation } from '../fields';
import { simplifiedConversation } from './simplified';

const after = dateTimeField({ displayName: 'After', name: 'after', description: 'Only messages after this time' });

const before = dateTimeField({ displayName: 'Before', name: 'before', description: 'Only messages before this time' });

const limit = wholeNumberField({ displayName: 'Limit', name: 'limit', min: 1, max: 500, default: 50, description: 'Max number of results to return' });

/** GET /v1/conversations/{id} with its messages: that is how emails are read (docs.whippy.ai/reference/getconversation). */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get conversation',
	description: 'Get a conversation with its messages, emails among them',
	effect: 'read',
	request: 'GET /v1/conversations/{id}',
	form: [
		path('id', conversation),
		simplify,
		collection(
			{
				displayName: 'Messages',
				name: 'messageOptions',
				placeholder: 'Add Option',
				description: 'Which of its messages to return. Whippy returns 10 when no limit is set; that they are the latest is not documented.',
			},
			[query('messages[after]', after), query('messages[before]', before), query('messages[limit]', limit)],
		),
	],
	finish({ query, body }) {
		refuseReversed(query['messages[after]'], query['messages[before]']);
		return body as object;
	},
	simplified: [...simplifiedConversation, 'messages'],
});
