import { operation } from '../../shared/operation';
import { filterBy, keywordFilter, senderFilter } from '../../shared/trigger';
import type { PollDeclaration } from '../../shared/trigger/polling';
import { inUtc } from '../conversation/messages';
import { byCursor, byOffset } from '../pages';
import { whippy } from '../provider';
import { directionOf, messageEvent } from './events';
import { channelFilter, typeFilter } from './fields';

/** The messages of all conversations, the oldest first. Whether those of the very time are among them is unknown, so it asks from a millisecond before it. */
const messages = operation({
	name: 'Get Many',
	value: 'messages',
	action: 'Get many messages',
	description: 'The messages of all conversations',
	effect: 'read',
	request: 'GET /v1/messages/list',
	page: {
		...byCursor,
		first(content, wanted) {
			const page = byCursor.first!(content, wanted);
			const { after } = content.settings;
			return { ...page, query: { ...page.query, ...(after !== undefined && { after: new Date(Date.parse(inUtc(String(after))) - 1).toISOString() }) } };
		},
	},
	form: [],
});

/** The conversations that were written in last. */
const conversations = operation({
	name: 'Get Many',
	value: 'conversations',
	action: 'Get many conversations',
	description: 'The conversations that were written in last',
	effect: 'read',
	request: 'GET /v1/conversations',
	page: byOffset,
	form: [],
});

/** The Whippy polling trigger: new messages where no webhook may be set up. */
export const whippyPoll: PollDeclaration = {
	provider: whippy,
	kinds: [
		{
			name: 'New Message',
			value: 'message_received',
			description: 'Somebody has written to you; the Whippy Trigger tells that at once',
			operation: messages,
			id: 'id',
			time: 'created_at',
			isOldestFirst: true,
			newest: { operation: conversations, time: 'last_message_date' },
			isWanted: (row) => directionOf(row) === 'inbound',
			read: (row) => messageEvent('message.created', row),
		},
	],
	filters: [filterBy(channelFilter), typeFilter, senderFilter, keywordFilter],
};
