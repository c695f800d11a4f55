import type { Content, Pager, Target } from '../../shared/content';
import { endsOf, justAfter } from '../../shared/values/moments';
import { behind, byDate, MOST_ROWS } from '../pages';

const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);

function until(content: Content, timestamp: number): Content {
	return { ...content, query: { ...content.query, timestamp } };
}

const ofConversationPages: Pager = {
	id: 'id',
	time: 'date',
	first: (content) => (content.settings.before === undefined ? content : until(content, seconds(String(content.settings.before)))),
	// The cursor has whole seconds, and messages may share one.
	next(content, page) {
		const ends = endsOf(page.rows.map(({ date }) => date));
		return behind(content, page, ends ? until(content, seconds(ends.earliest) + 1) : content);
	},
};

/** Fewer requests than with the default of 30, whatever Heymarket makes of the number. */
const ofTeamPages: Pager = {
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

/** The messages between one inbox and one number, newest first. */
export const ofConversation: Target = { method: 'GET', path: '/v1/messages', page: ofConversationPages };

/** The messages of the whole team, newest first. */
export const ofTeam: Target = { method: 'POST', path: '/v1/messages/all', page: ofTeamPages };

/** As `ofTeam`, where only some of the messages are wanted. */
export const amongTeam: Target = { ...ofTeam, page: { ...ofTeamPages, first: (content) => ofTeamPages.first!(content, undefined) } };
