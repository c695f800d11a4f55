import { country } from '../../shared/form/country';
import { after, before, returnAllOrLimit, simplify } from '../../shared/form/lists';
import { branch, choose, filters, query, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { conversation, inbox, phoneNumber } from '../fields';
import { conversationRead, isOfConversation, messagesOfConversation } from './ofConversation';
import { ofConversation, ofTeam } from './pages';
import { simplifiedMessage } from './simplified';

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
				phoneNumber: branch('Phone Number', 'Those between one inbox and one person', [query('inboxID', inbox), query('phoneNumber', phoneNumber), country], ofConversation),
				conversation: branch('Conversation', 'Those of one conversation. For a group or email, the messages of the whole team are looked through.', [setting(conversation)], ofConversation),
				team: branch('Whole Team', 'Those of all inboxes', [], ofTeam),
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
	readBefore: { reads: { conversation: conversationRead }, into: messagesOfConversation },
	isWanted: isOfConversation,
	simplified: simplifiedMessage,
});
