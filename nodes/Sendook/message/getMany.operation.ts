import { returnAllOrLimit, simplify } from '../../shared/fields/lists';
import { toQuery } from '../../shared/fields/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/request/fields';
import { ids, inbox } from '../fields';
import { simplifiedMessage } from './rows';

const { inboxId } = ids;

/** What is searched for as it is written, in the server's regular expressions. */
function escaped(search: string): string {
	return search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Whether the server's expression could be read at all: one that can't be is answered with a bare failure. */
function isExpression(search: string): boolean {
	try {
		return Boolean(new RegExp(search, 'i'));
	} catch {
		return false;
	}
}

/** GET /v1/inboxes/{inboxId}/messages: all in one answer, oldest first. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyMessages',
	action: 'Get many messages',
	description: 'Get the messages of an inbox, oldest first',
	effect: 'read',
	request: {
		method: 'GET',
		path: '/v1/inboxes/{inboxId}/messages',
		ids: { inboxId },
		query: (form) => {
			const search = field.singleLine();
			const query =
				form.parameter('useRegularExpression') === true
					? search.check(z.refine(isExpression, 'is not a regular expression'))
					: z.pipe(search, z.transform(escaped));
			return z.strictObject({ query: field.optional(query) });
		},
	},
	parameters: [
		inbox(),
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. invoice 42',
			description: 'Searches subject, body, recipients and labels, not the sender; all messages when left empty',
			...toQuery('query'),
		},
		{
			displayName: 'Use Regular Expression',
			name: 'useRegularExpression',
			type: 'boolean',
			default: false,
			description: 'Whether Search is a regular expression rather than plain text',
		},
		...returnAllOrLimit(),
		simplify(),
	],
	simplified: simplifiedMessage,
});
