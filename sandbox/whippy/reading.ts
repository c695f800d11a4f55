import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { fits, number, within } from './query.ts';
import { notFound } from './refusals.ts';
import { instantOf } from './state.ts';
import type { Conversation, WhippyState } from './state.ts';


function newestFirst(time: (row: Conversation) => string) {
	return (left: Conversation, right: Conversation) =>
		instantOf(time(right)) - instantOf(time(left)) || left.id.localeCompare(right.id);
}

export function getConversations(state: WhippyState, { query }: Call): Answer {
	const rows = state.conversations.filter((each) => {
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
	});
	const offset = number(query, 'offset', 0);
	const sorted = rows.toSorted(newestFirst((row) => row.last_message_date ?? ''));
	return json(200, { data: sorted.slice(offset, offset + number(query, 'limit', 50)), total: rows.length });
}

/** The conversation with its latest messages first. That order is assumed; the vendor's page doesn't tell it. */
export function getConversation(state: WhippyState, { query, params }: Call): Answer {
	const conversation = state.conversations.find((each) => each.id === params['id']);
	if (conversation === undefined) throw notFound('Conversation not found');
	const rows = state.messages
		.filter((each) => each.conversation_id === conversation.id && within(query, 'messages', each.created_at))
		.toReversed();
	const offset = number(query, 'messages[offset]', 0);
	const messages = rows.slice(offset, offset + number(query, 'messages[limit]', 10));
	return json(200, { data: { ...conversation, messages } });
}

/** Unlike other lists, this one has no total. */
export function getChannels(state: WhippyState): Answer {
	return json(200, { data: state.channels, organization_id: state.organization.id });
}

export function getOrganization(state: WhippyState): Answer {
	return json(200, { data: state.organization });
}
