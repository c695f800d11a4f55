import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { pageByOffset } from '../pages.ts';
import type { Call } from '../provider.ts';
import { fits, number, within } from './query.ts';
import { invalid, notFound } from './refusals.ts';
import { instantOf, timeOf } from './state.ts';
import type { Conversation, WhippyState } from './state.ts';

/** The order of the list: whoever wrote last comes first. */
export function newestFirst(left: Conversation, right: Conversation): number {
	const time = ({ last_message_date: date }: Conversation) => instantOf(date ?? '');
	return time(right) - time(left) || left.id.localeCompare(right.id);
}

/** The conversations that a request asks for. One without a message is never listed. */
export function wanted({ query }: Call, state: WhippyState): (row: Conversation) => boolean {
	return (each) => {
		const channel = state.channels.find(({ id }) => id === each.channel_id);
		const contact = state.contacts.find(({ id }) => id === each.contact_id);
		return (
			each.last_message_date !== undefined &&
			(query['unread_count'] === undefined || each.unread_count === Number(query['unread_count'])) &&
			fits(query, {
				'status[]': each.status,
				'type[]': each.channel_type,
				'channels[][id]': each.channel_id,
				'channels[][phone]': channel?.phone,
				'contacts[][id]': each.contact_id,
				'contacts[][phone]': contact?.phone,
				'contacts[][email]': contact?.email,
				'contacts[][name]': contact?.name,
				'assigned_users[]': String(each.assigned_user_id),
			}) &&
			within(query, 'last_message_date', each.last_message_date) &&
			within(query, 'created_at', each.created_at) &&
			within(query, 'updated_at', each.updated_at)
		);
	};
}

/** What an update changes. Of the two names by which a user is assigned, the server drops one. */
export function change(conversation: Conversation, { body }: Call, state: WhippyState): void {
	const { assigned_user_id: one, assigned_users: list, ...others } = body as Partial<Conversation> & { assigned_users?: number[] };
	const assigned = state.unknowns.assignment === 'one' ? one : list?.at(-1);
	if (assigned !== undefined && !state.users.some(({ id }) => id === assigned)) throw invalid('assigned_user_id: does not exist');
	Object.assign(conversation, others, assigned === undefined ? {} : { assigned_user_id: assigned }, { updated_at: timeOf(Date.now()) });
}

/** The conversation with some of its messages, whose order the vendor's page doesn't tell. */
export function getConversation(state: WhippyState, { query, params }: Call): Answer {
	const conversation = state.conversations.find((each) => each.id === params['id']);
	if (conversation === undefined) throw notFound('Conversation not found');
	const rows = state.messages.filter(
		(each) => each.conversation_id === conversation.id && within(query, 'messages', each.created_at),
	);
	const inOrder = state.unknowns.messageOrder === 'newestFirst' ? rows.toReversed() : rows;
	const { rows: messages } = pageByOffset(inOrder, number(query, 'messages[offset]', 0), number(query, 'messages[limit]', 10));
	return json(200, { data: { ...conversation, messages } });
}
