import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Collection } from '../collections.ts';
import type { Call } from '../provider.ts';
import { denied, notFound } from './refusals.ts';
import { senderIn } from './sending.ts';
import type { Conversation, HeymarketState } from './state.ts';

/** A conversation's people as clients read them. The sandbox itself always stores everybody. */
export function shownTarget(target: string, { unknowns }: HeymarketState): string {
	return unknowns.groupTarget === 'everybody' ? target : (target.split(',')[0] ?? '');
}

export const conversations: Collection<HeymarketState, Conversation> = {
	name: 'Conversation',
	rows: (state) => state.conversations,
	shown: (conversation, state) => ({ ...conversation, target: shownTarget(conversation.target, state) }),
};

/** The conversations in inboxes that a member has access to, and of these the ones that the filters let through. */
export function visible({ body }: Call, { inboxes, unknowns }: HeymarketState): (row: Conversation) => boolean {
	const { id, filters } = body as { id: number; filters: { inboxes?: number[]; closed?: boolean; unread?: boolean } };
	if (id === 0 && unknowns.memberZero === 'refused') throw denied('Denied: id 0 is not a member of this team');
	const open = new Set(inboxes.filter((inbox) => id === 0 || inbox.members.includes(id)).map((inbox) => inbox.id));
	return (each) =>
		open.has(each.inbox) &&
		(filters.inboxes === undefined || filters.inboxes.includes(each.inbox)) &&
		(filters.closed === undefined || (each.status === 'closed') === filters.closed) &&
		(filters.unread === undefined || each.unread === filters.unread);
}

/** The people of a conversation in an order of their own, so that two lists of the same people are equal. */
function sorted(people: string[]): string {
	return people.flatMap((each) => each.split(',')).map((each) => each.trim()).toSorted().join(',');
}

/** POST /v1/conversations/read */
export function markConversationRead(state: HeymarketState, call: Call): Answer {
	const { inbox_id, user_id, target, targets } = call.body as { inbox_id: number; user_id: number; target?: string; targets?: string[] };
	senderIn(state, inbox_id, user_id, 'inbox_id', 'user_id');
	const people = sorted(targets ?? [target ?? '']);
	const found = state.conversations.find((each) => each.inbox === inbox_id && sorted([each.target]) === people);
	if (found === undefined) throw notFound(`No conversation with ${people} in inbox ${inbox_id}`);
	found.unread = false;
	found.unread_users = (found.unread_users ?? []).filter((id) => id !== user_id);
	return json(200, 'ok');
}
