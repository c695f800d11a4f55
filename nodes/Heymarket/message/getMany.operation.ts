import type { Pager } from '../../shared/operation';
import { filters } from '../../shared/form/collections';
import { countryIn, defaultCountry } from '../../shared/form/defaultCountry';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { toQuery } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { inbox, optional } from '../fields';
import { simplifiedMessage } from './rows';

/** A page holds at most 50; a shorter one is the last (providers/heymarket.md section 4.1). */
const PAGE = 50;

const page: Pager = {
	id: 'id',
	next(content, rows) {
		const last = Date.parse(String(rows.at(-1)?.date));
		if (rows.length < PAGE || Number.isNaN(last)) return undefined;
		// Whole seconds, and messages may share one: the second after the last row's, what comes twice is dropped by ID.
		const timestamp = Math.floor(last / 1000) + 1;
		return timestamp === content.query.timestamp ? undefined : { ...content, query: { ...content.query, timestamp } };
	},
};

/** GET /v1/messages: the messages of one conversation, newest first. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyMessages',
	action: 'Get many messages',
	description: 'Get the messages of one conversation, newest first',
	effect: 'read',
	request: {
		method: 'GET',
		path: '/v1/messages',
		query: (form) => {
			const country = countryIn('filters', form);
			return z.strictObject({
				inboxID: field.integerId(),
				phoneNumber: field.phoneNumber({ country, plus: false }),
				timestamp: field.optional(field.unixTime({ timezone: form.timezone })),
			});
		},
	},
	parameters: [
		inbox({ name: 'messagesInbox', query: 'inboxID' }),
		{
			displayName: 'Phone Number',
			name: 'messagesPhoneNumber',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. +1 415 555 0134',
			description: 'The person that the conversation is with',
			...toQuery('phoneNumber'),
		},
		...returnAllOrLimit(),
		simplify(),
		filters([
			optional.after,
			{
				displayName: 'Before',
				name: 'before',
				type: 'dateTime',
				default: '',
				description: 'Only messages up to this time',
				...toQuery('timestamp'),
			},
			defaultCountry,
		]),
	],
	simplified: simplifiedMessage,
	page,
	since: { parameter: 'filters.after', row: 'date' },
});
