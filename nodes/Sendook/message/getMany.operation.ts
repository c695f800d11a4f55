import type { IDataObject } from 'n8n-workflow';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { toQuery } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field, fieldOf } from '../../shared/form/fields';
import { invalid } from '../../shared/values/invalid';
import { singleLine, withinLength } from '../../shared/values/text';
import { ids, inbox } from '../fields';
import { simplifiedMessage } from './rows';

const { inboxId } = ids;

/** It stands in the address of the request, of which servers take some thousand characters. */
const LONGEST_SEARCH = 1_000;

/** What is searched for as it is written, in the server's regular expressions. */
function escaped(search: string): string {
	return search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A regular expression that can be read: the server answers one that can't be with a bare failure. */
const regularExpression = fieldOf((value) => {
	const expression = withinLength(singleLine(value), LONGEST_SEARCH);
	try {
		void new RegExp(expression, 'i');
	} catch {
		throw invalid(expression, 'is not a regular expression', 'Mend it, or switch off Use Regular Expression.');
	}
	return expression;
});

/**
 * The server sends messages as it stores them, the oldest first in practice. A limit is asked for to see what is new, and
 * the other providers begin with that as well.
 */
function newestFirst(answer: unknown): unknown {
	if (!Array.isArray(answer)) return answer;
	const timeOf = (row: unknown) => Date.parse(String((row as IDataObject | null)?.createdAt)) || 0;
	return answer.toReversed().sort((one, other) => timeOf(other) - timeOf(one));
}

/** GET /v1/inboxes/{inboxId}/messages: all in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyMessages',
	action: 'Get many messages',
	description: 'Get the messages of an inbox, newest first',
	effect: 'read',
	request: {
		method: 'GET',
		path: '/v1/inboxes/{inboxId}/messages',
		ids: { inboxId },
		query: (form) => {
			const isExpression = form.parameter('useRegularExpression') === true;
			const query = isExpression ? regularExpression : z.pipe(field.singleLine({ max: LONGEST_SEARCH }), z.transform(escaped));
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
	rows: newestFirst,
});
