import type { Content, Pager } from '../../shared/content';
import { country } from '../../shared/form/country';
import { after, before, returnAllOrLimit, simplify } from '../../shared/form/lists';
import { branch, choose, filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { endsOf, justAfter } from '../../shared/values/moments';
import { inbox, phoneNumber } from '../fields';
import { behind, byDate, MOST_ROWS } from '../pages';
import { simplifiedMessage } from './simplified';

const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);

const ofConversation: Pager = {
	id: 'id',
	time: 'date',
	first: (content) => (content.settings.before === undefined ? content : until(content, seconds(String(content.settings.before)))),
	// The cursor has whole seconds, and messages may share one.
	next(content, page) {
		const ends = endsOf(page.rows.map(({ date }) => date));
		return behind(content, page, ends ? until(content, seconds(ends.earliest) + 1) : content);
	},
};

function until(content: Content, timestamp: number): Content {
	return { ...content, query: { ...content.query, timestamp } };
}

/** Fewer requests than with the default of 30, whatever Heymarket makes of the number. */
const ofTeam: Pager = {
	...byDate('created_at', 'date'),
	time: 'date',
	first: ({ settings, ...content }, wanted) => ({
		...content,
		settings,
		body: {
			limit: Math.min(wanted ?? MOST_ROWS, MOST_ROWS),
			// Whether a message of exactly that time is among them is unknown; later ones are dropped.
			...(settings.before !== undefined && { created_at: justAfter(String(settings.before)) }),
		},
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
