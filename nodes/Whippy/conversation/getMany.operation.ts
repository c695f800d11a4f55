import { filters } from '../../shared/form/collections';
import { countryIn, defaultCountry } from '../../shared/form/defaultCountry';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { toQuery } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { someOf } from '../fields';
import { byOffset } from '../pages';
import { simplifiedConversation } from './rows';

/** GET /v1/conversations: pages by offset (docs.whippy.ai/reference/getconversations). */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyConversations',
	action: 'Get many conversations',
	description: 'Get the conversations that have messages',
	effect: 'read',
	request: {
		method: 'GET',
		path: '/v1/conversations',
		query: (form) => {
			const country = countryIn('filters', form);
			return z.strictObject({
				'status[]': field.optional(someOf(['automated', 'closed', 'open', 'spam'])),
				'type[]': field.optional(someOf(['email', 'fax', 'phone'])),
				'contacts[][email]': field.optional(field.oneEmailAddress()),
				'contacts[][phone]': field.optional(field.phoneNumber({ country })),
			});
		},
	},
	parameters: [
		...returnAllOrLimit(),
		simplify(),
		filters([
			{
				displayName: 'Contact Email',
				name: 'contactEmail',
				type: 'string',
				default: '',
				placeholder: 'e.g. anna@example.com',
				...toQuery('contacts[][email]'),
			},
			{
				displayName: 'Contact Phone',
				name: 'contactPhone',
				type: 'string',
				default: '',
				placeholder: 'e.g. +1 415 555 0134',
				...toQuery('contacts[][phone]'),
			},
			defaultCountry,
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				options: [
					{ name: 'Automated', value: 'automated' },
					{ name: 'Closed', value: 'closed' },
					{ name: 'Open', value: 'open' },
					{ name: 'Spam', value: 'spam' },
				],
				default: [],
				...toQuery('status[]'),
			},
			{
				displayName: 'Type',
				name: 'type',
				type: 'multiOptions',
				options: [
					{ name: 'Email', value: 'email' },
					{ name: 'Fax', value: 'fax' },
					{ name: 'Phone', value: 'phone' },
				],
				default: [],
				...toQuery('type[]'),
			},
		]),
	],
	simplified: [...simplifiedConversation, 'updated_at'],
	page: byOffset,
});
