import type { IDataObject } from 'n8n-workflow';
import { lineField, oneOfField, switchField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { path, query, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { regularExpression } from '../expression';
import { inbox } from '../fields';
import { directionOf, simplifiedMessage } from './simplified';

const direction = oneOfField(
	{
		displayName: 'Direction',
		name: 'direction',
		default: 'inbound',
		description: 'Which messages to get. What the inbox sent is left out unless asked for: a reply to it would go to the inbox itself.',
	},
	{ all: 'All', inbound: 'Received', outbound: 'Sent' },
);

const useRegularExpression = switchField({
	displayName: 'Use Regular Expression',
	name: 'useRegularExpression',
	description: 'Whether Search is a regular expression rather than plain text',
});

const line = lineField({
	displayName: 'Search',
	name: 'search',
	// It stands in the address of the request, of which servers take some thousand characters.
	max: 1_000,
	placeholder: 'e.g. invoice 42',
	description: 'Searches subject, body, recipients and labels, not the sender; all messages when left empty',
});

/** The server searches by regular expressions. */
const search: typeof line = {
	...line,
	convert(value, context) {
		const words = line.convert(value, context);
		return context.setting('useRegularExpression') === true ? regularExpression(words) : escaped(words);
	},
};

/** What is searched for as it is written. */
function escaped(words: string): string {
	return words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * The server sends messages as it stores them, the oldest first in practice. A limit is asked for to see what is new, and
 * the other providers begin with that as well.
 */
function newestFirst(answer: unknown): unknown {
	if (!Array.isArray(answer)) return answer;
	const timeOf = (row: unknown) => Date.parse(String((row as IDataObject | null)?.createdAt)) || 0;
	return answer.toReversed().sort((one, other) => timeOf(other) - timeOf(one));
}

/** The server can't be asked for one direction only. */
function ofDirection(answer: unknown, wanted: unknown): unknown {
	return Array.isArray(answer) && wanted !== 'all' ? answer.filter((row: IDataObject) => directionOf(row) === wanted) : answer;
}

/** GET /v1/inboxes/{inboxId}/messages: all in one answer. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many emails',
	description: 'Get the messages of an inbox, received or sent, newest first',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/messages',
	form: [path('inboxId', inbox), setting(direction), query('query', search), setting(useRegularExpression), returnAllOrLimit, simplify],
	simplified: simplifiedMessage,
	rows: (answer, { settings }) => ofDirection(newestFirst(answer), settings.direction),
});
