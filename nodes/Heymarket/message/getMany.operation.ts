import type { Content, Pager } from '../../shared/content';
import { country } from '../../shared/form/country';
import { after, before, returnAllOrLimit, simplify } from '../../shared/form/lists';
import { branch, choose, filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { inbox, phoneNumber } from '../fields';
import { byDate } from '../pages';
import { simplifiedMessage } from './simplified';

/** A page of one conversation holds at most 50; a shorter one is the last (providers/heymarket.md section 4.1). */
const PAGE = 50;

const seconds = (time: unknown) => Math.floor(Date.parse(String(time)) / 1000);

const ofConversation: Pager = {
	id: 'id',
	time: 'date',
	first: (content) => (content.settings.before === undefined ? content : withTimestamp(content, seconds(content.settings.before))),
	next(content, rows) {
		// Whole seconds, and messages may share one: the second after the last row's, what comes twice is dropped by ID.
		const timestamp = seconds(rows.at(-1)?.date) + 1;
		return rows.length < PAGE || Number.isNaN(timestamp) || timestamp === content.query.timestamp ? undefined : withTimestamp(content, timestamp);
	},
};

function withTimestamp(content: Content, timestamp: number): Content {
	return { ...content, query: { ...content.query, timestamp } };
}

/** The most rows of one page that anybody is known to ask for (providers/heymarket.md section 4.1). */
const MOST_ROWS = 200;

/**
 * Fewer requests than with the default of 30. Whatever Heymarket makes of the number, a page that is shorter than asked
 * for isn't taken for the last one.
 */
const ofTeam: Pager = {
	...byDate('created_at', 'date'),
	time: 'date',
	first: ({ settings, ...content }, wanted) => ({
		...content,
		settings,
		body: { limit: Math.min(wanted ?? MOST_ROWS, MOST_ROWS), ...(settings.before !== undefined && { created_at: String(settings.before) }) },
	}),
};

/** GET /v1/messages: the messages of one conversation; POST /v1/messages/all: the whole team's. Both newest first. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many messages',
	description: 'Get the messages of one conversation or of the whole team, newest first',
	effect: 'read',
	form: [
		choose(
			{ displayName: 'From', name: 'source', description: 'Whose messages are read' },
			{
				conversation: branch(
					'One Conversation',
					'Those between one inbox and one person',
					[query('inboxID', inbox), query('phoneNumber', phoneNumber), country],
					{ method: 'GET', path: '/v1/messages', page: ofConversation },
				),
				team: branch('Whole Team', 'Those of all inboxes', [], { method: 'POST', path: '/v1/messages/all', page: ofTeam }),
			},
		),
		returnAllOrLimit,
		simplify,
		filters(after, before),
	],
	finish({ settings: { after, before }, body }) {
		refuseReversed(after, before);
		return body as object;
	},
	simplified: simplifiedMessage,
});
