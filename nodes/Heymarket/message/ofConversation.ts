import type { IDataObject } from 'n8n-workflow';
import type { Content } from '../../shared/content';
import { InvalidValue } from '../../shared/values/invalid';
import { idIn, peopleOf } from '../fields';
import { amongTeam, ofConversation } from './pages';

/** What is read of a conversation before its messages, where one is chosen: they are asked for by its inbox and its number. */
export const conversationRead = {
	path: '/v1/conversations/{id}',
	ids: ({ settings: { conversation } }: Pick<Content, 'settings'>) => (conversation === undefined ? undefined : { id: String(conversation) }),
} as const;

/**
 * The request for the messages of a conversation. Those of a group or of mail can't be asked for by a number, so they are
 * looked for among the messages of the whole team.
 *
 * @throws InvalidValue where Heymarket doesn't tell its inbox
 */
export function messagesOfConversation(content: Content, before: Record<string, IDataObject[]>): Content {
	const [stored] = before.conversation ?? [];
	if (!stored) return content;
	const [number, ...others] = peopleOf(stored);
	if (!number || others.length > 0 || !/^\d+$/.test(number)) return { ...content, request: amongTeam, settings: { ...content.settings, isAmongTeam: true } };
	const inboxID = idIn(stored.inbox);
	if (inboxID === undefined) throw new InvalidValue('Conversation: Heymarket did not tell in which inbox it is', 'Open it in Heymarket.');
	return { ...content, request: ofConversation, query: { inboxID, phoneNumber: number } };
}

/** Whether a message is of the conversation that is chosen, if one is. What is asked for by its number need not tell it. */
export function isOfConversation({ conversation }: IDataObject, { conversation: chosen, isAmongTeam }: Content['settings']): boolean {
	if (chosen === undefined || (conversation === undefined && isAmongTeam !== true)) return true;
	return idIn(conversation) === chosen;
}
