import { json, Refusal } from '../answer.ts';
import { plainRequests } from '../collections.ts';
import type { Collection, Operate } from '../collections.ts';
import { allAtOnce } from '../pages.ts';
import { searched } from './messages.ts';
import type { Inbox, Message, SendookState } from './state.ts';

const { list, get } = plainRequests<SendookState, { _id: string }>({
	idOf: ({ _id }) => _id,
	idIn: ({ params }) => params['messageId'] ?? params['inboxId'] ?? '',
	missing: (name) => new Refusal(json(404, { error: `${name} not found` })),
	listed: ({ rows }) => rows,
	got: (shown) => shown,
});

const inboxes: Collection<SendookState, Inbox> = { name: 'Inbox', rows: (state) => state.inboxes };
const messages: Collection<SendookState, Message> = { name: 'Message', rows: (state) => state.messages };

/** Sendook's plain requests, one row for each. */
export const table: Record<string, Operate<SendookState>> = {
	getInboxes: list(inboxes, allAtOnce),
	getMessages: list(messages, allAtOnce, { wanted: searched }),
	// Any message, whichever inbox the path names, as on the real server.
	getMessage: get(messages),
};
