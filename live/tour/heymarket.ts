import { commonest, id, idWhere, middle, probe, stop, value, type Stop } from './stops.ts';

/** A number for fiction, which nobody has (555-01xx). */
const NOBODY = '12025550187';

/** More than a page of Heymarket's, so that a second one is asked for. */
const TWO_PAGES = 40;

const uuidKeys = ['uuid', 'contact_channels.0.contact_id'];

/** A conversation of texts with one person: only its messages are read by inbox and number. */
const isOfOne = (target: unknown) => /^\d+$/.test(String(target));
const withOnePerson = commonest(
	'message.getMany',
	'conversation.id',
	idWhere('conversation.getMany', ({ target }) => isOfOne(target)),
	({ conversation }) => isOfOne((conversation as { target?: unknown } | undefined)?.target),
);

/** The reads of Heymarket, lists first. */
export const heymarketTour: Stop[] = [
	stop('team.get'),
	stop('inbox.getMany'),
	stop('conversation.getMany', { limit: TWO_PAGES }, 'conversation.getMany', [403]),
	stop('conversation.getMany', { limit: TWO_PAGES, filters: { visibleTo: id('team.get', 'members.0.id') } }, 'conversation.getMany of a member'),
	stop('conversation.get', { conversation: { ...id('conversation.getMany'), otherwise: id('conversation.getMany of a member') } }),
	stop('conversation.count'),
	stop('message.getMany', { source: 'team', limit: TWO_PAGES }),
	stop('message.getMany', { source: 'conversation', conversation: withOnePerson, limit: TWO_PAGES }, 'message.getMany of a conversation'),
	stop('message.get', { conversation: withOnePerson, messageId: id('message.getMany of a conversation') }),
	stop('message.count'),
	stop('conversation.getTranscript', { conversation: withOnePerson, outputAs: 'items', limit: TWO_PAGES }),
	stop('conversation.getUnansweredMessages', { conversation: withOnePerson, outputAs: 'items' }),
	stop('contact.getMany', { limit: TWO_PAGES }),
	stop('contact.getMany', { details: 'channels', limit: TWO_PAGES }, 'contact.getMany with channels'),
	stop('contact.get', { contact: id('contact.getMany') }),
	stop('contact.get', { contactBy: 'phone', phoneNumber: value('contact.getMany', 'phone') }, 'contact.get by phone number'),
	stop('contact.get', { contactBy: 'uuid', contactUuid: id('contact.getMany with channels', ...uuidKeys) }, 'contact.get by UUID'),
	stop('contact.search', { channel: 'phone', phoneNumbers: value('contact.getMany', 'phone') }),
	stop('contact.count'),
	stop('contact.getStatus', { contact: id('contact.getMany') }),
	stop('contact.getChannel', {
		contactUuid: id('contact.getMany with channels', ...uuidKeys),
		channelType: value('contact.getMany with channels', 'contact_channels.0.channel_type'),
	}),
	stop('customField.getMany'),
	stop('list.getMany', { limit: TWO_PAGES }),
	stop('survey.getMany', { limit: TWO_PAGES }),
	stop('survey.get', { survey: id('survey.getMany') }),
	stop('tag.getMany', { limit: TWO_PAGES }),
	stop('tag.get', { tag: id('tag.getMany') }),
	stop('template.getMany', { limit: TWO_PAGES }),
	stop('template.get', { template: id('template.getMany') }),
	stop('scheduledMessage.get', { scheduledMessageId: value('CHECK_LIVE_HEYMARKET_SCHEDULED_MESSAGE', 'id') }),
	probe('number of nobody', 'POST /v1/contact/get', { phone: NOBODY }, [404]),
	probe('filter of conversations', 'POST /v1/conversations', { id: 0, filters: { closed: true } }, [403]),
	probe('cursor of templates', 'POST /v1/templates', { date: middle('template.getMany', 'updated') }),
	probe('cursor of tags', 'POST /v1/tags', { date: middle('tag.getMany', 'updated') }),
	probe('cursor of lists', 'POST /v1/lists', { date: middle('list.getMany', 'updated') }),
	probe('cursor of contacts', 'POST /v1/contacts', { date: middle('contact.getMany', 'updated') }),
	probe('cursor of contacts with channels', 'POST /v2/contacts/list', { limit: 30, date: middle('contact.getMany with channels', 'updated') }),
	probe('cursor of conversations', 'POST /v1/conversations', { id: 0, filters: {}, date: middle('conversation.getMany', 'updated') }, [403]),
	probe('cursor of messages', 'POST /v1/messages/all', { created_at: middle('message.getMany', 'date'), order: 'created_at', ascending: false, limit: 30 }),
	probe('cursor of messages, ascending', 'POST /v1/messages/all', { created_at: middle('message.getMany', 'date'), order: 'created_at', ascending: true, limit: 30 }),
];

/** Reads that are not on the tour, with the reason. */
export const heymarketLeftOut: Record<string, string> = {};
