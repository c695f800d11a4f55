import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Collection } from '../collections.ts';
import type { Call } from '../provider.ts';
import { badData, denied, notFound } from './refusals.ts';
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
	const { id, filters: given } = body as { id: number; filters: { inboxes?: number[]; closed?: boolean; unread?: boolean } };
	const filters = unknowns.conversationFilters === 'heeded' ? given : {};
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

/** What changes a conversation: it is named by its ID, or by its inbox and its people. */
interface Change {
	inbox_id: number;
	user_id: number;
	chat_id?: number;
	target?: string;
	targets?: string[];
	reassign_id?: number;
}

/** The conversation that a change names, in an inbox that the member may use. */
function named(state: HeymarketState, { inbox_id, user_id, chat_id, target, targets }: Change): Conversation {
	senderIn(state, inbox_id, user_id, 'inbox_id', 'user_id');
	const people = sorted(targets ?? [target ?? '']);
	const isNamed = (each: Conversation) => (chat_id === undefined ? sorted([each.target]) === people : each.id === chat_id);
	const found = state.conversations.find((each) => each.inbox === inbox_id && isNamed(each));
	if (found === undefined) throw notFound(`No conversation ${chat_id ?? `with ${people}`} in inbox ${inbox_id}`);
	return found;
}

/** A request that changes a conversation and answers with a bare word. */
const changing = (change: (conversation: Conversation, body: Change, state: HeymarketState) => Partial<Conversation>) =>
	(state: HeymarketState, call: Call): Answer => {
		const body = call.body as Change;
		const conversation = named(state, body);
		Object.assign(conversation, change(conversation, body, state), { updated: new Date().toISOString() });
		return json(200, 'ok');
	};

/** POST /v1/conversations/transfer */
function transfer(state: HeymarketState, call: Call): Answer {
	const { conversation_id, transfer_inbox_id } = call.body as { conversation_id: number; transfer_inbox_id: number };
	const conversation = state.conversations.find(({ id }) => id === conversation_id);
	if (conversation === undefined) throw notFound(`Conversation ${conversation_id} not found`);
	const inbox = state.inboxes.find(({ id }) => id === transfer_inbox_id);
	if (inbox === undefined) throw badData(`transfer_inbox_id: ${transfer_inbox_id} is not an inbox of this team`);
	if ((inbox.phone === '') !== (conversation.channel === 'email')) throw badData(`transfer_inbox_id: inbox ${inbox.id} is of another kind`);
	const assigned = inbox.members.includes(conversation.assigned) ? conversation.assigned : 0;
	Object.assign(conversation, { inbox: inbox.id, assigned, updated: new Date().toISOString() });
	return json(200, 'ok');
}

/** The requests that change a conversation. */
export const conversationChanges: Record<string, (state: HeymarketState, call: Call) => Answer> = {
	markConversationRead: changing(({ unread_users = [] }, { user_id }) => ({ unread: false, unread_users: unread_users.filter((id) => id !== user_id) })),
	markConversationUnread: changing(({ unread_users = [] }, { user_id }) => ({ unread: true, unread_users: [...new Set([...unread_users, user_id])] })),
	openConversation: changing(() => ({ status: 'open' })),
	closeConversation: changing(() => ({ status: 'closed' })),
	reassignConversation: changing(({ assigned, inbox }, { user_id, reassign_id = 0 }, state) => {
		if (assigned !== 0 && assigned !== user_id) throw badData(`user_id: conversation is not assigned to ${user_id}`);
		senderIn(state, inbox, reassign_id, 'inbox_id', 'reassign_id');
		return { assigned: reassign_id };
	}),
	transferConversation: transfer,
};
