import { isObject } from '../../shared/trigger';
import type { PersonRead } from '../../shared/trigger/person';
import { laterFirst } from '../../shared/values/moments';
import { inUtc } from '../conversation/messages';
import { directionOf } from './events';

/** Of one answer. Nobody writes more after a message before the workflow starts. */
const MOST_MESSAGES = 500;

/** One read tells all: the conversation, with what was written in it since. */
export const person: PersonRead = {
	question({ fields: { conversation, messageId, date } }) {
		if (typeof conversation !== 'string' || messageId === undefined) return undefined;
		const since = typeof date === 'string' ? { 'messages[after]': inUtc(date) } : {};
		return { method: 'GET', path: '/v1/conversations/{id}', ids: { id: conversation }, query: { 'messages[limit]': MOST_MESSAGES, ...since } };
	},
	seen(answer, { fields: { date } }) {
		if (!isObject(answer)) return {};
		const assignedTo = (answer.assigned_user_id ?? answer.assigned_team_id ?? undefined) as string | number | undefined;
		const taken = assignedTo === undefined ? {} : { assignedTo };
		const closed = answer.status === 'closed';
		if (!Array.isArray(answer.messages) || typeof date !== 'string') return { ...taken, closed };
		// What has no user was sent by an automation, such as the channel’s automatic response, or by a workflow.
		const answered = answer.messages.filter(isObject).some((one) => directionOf(one) === 'outbound' && (one.user_id ?? undefined) !== undefined && laterFirst(one.created_at, date) < 0);
		return { answered, ...taken, closed };
	},
};
