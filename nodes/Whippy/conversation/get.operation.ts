import { simplify } from '../../shared/form/lists';
import { locator } from '../../shared/form/locator';
import { toQuery } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { simplifiedConversation } from './rows';

/** GET /v1/conversations/{id} with its messages: that is how emails are read (docs.whippy.ai/reference/getconversation). */
export const get = operation({
	name: 'Get',
	value: 'getConversation',
	action: 'Get conversation',
	description: 'Get a conversation with its messages, emails among them',
	effect: 'read',
	request: {
		method: 'GET',
		path: '/v1/conversations/{conversation}',
		ids: { conversation: field.uuid() },
		query: ({ timezone }) =>
			z.strictObject({
				'messages[limit]': field.optional(field.wholeNumber({ min: 1, max: 500 })),
				'messages[before]': field.optional(field.dateTime({ timezone })),
				'messages[after]': field.optional(field.dateTime({ timezone })),
			}),
	},
	parameters: [
		locator({
			displayName: 'Conversation',
			name: 'conversation',
			search: 'searchConversations',
			placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
		}),
		simplify(),
		{
			displayName: 'Messages',
			name: 'messages',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			description: 'Which of its messages to return. Whippy returns 10 when no limit is set.',
			options: [
				{
					displayName: 'After',
					name: 'after',
					type: 'dateTime',
					default: '',
					description: 'Only messages after this time',
					...toQuery('messages[after]'),
				},
				{
					displayName: 'Before',
					name: 'before',
					type: 'dateTime',
					default: '',
					description: 'Only messages before this time',
					...toQuery('messages[before]'),
				},
				{
					displayName: 'Limit',
					name: 'limit',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 500 },
					default: 50,
					description: 'Max number of results to return',
					...toQuery('messages[limit]'),
				},
			],
		},
	],
	simplified: [...simplifiedConversation, 'messages'],
});
