import { commonest, half, id, middle, probe, stop, value, type Stop } from './stops.ts';

/** Enough to see how rows are ordered and what they hold. */
const A_FEW = 10;

/** More than a page of 50, so that a cursor is used. */
const TWO_PAGES = 60;

/** Some times of Whippy's have no zone; they are UTC. */
const zoned = (time: unknown) => (/(Z|[+-]\d\d:?\d\d)$/.test(String(time)) ? time : `${String(time)}Z`);

/** The conversation with most of the latest messages. */
const longest = commonest('message.getMany', 'conversation_id', id('conversation.getMany'));

/** The reads of Whippy, lists first. */
export const whippyTour: Stop[] = [
	stop('organization.get'),
	stop('channel.getMany'),
	stop('channel.get', { channel: id('channel.getMany') }),
	stop('channel.getUsers', { channel: id('channel.getMany'), limit: A_FEW }),
	stop('user.getMany', { limit: A_FEW }),
	stop('tag.getMany', { limit: A_FEW }),
	stop('contact.getMany', { limit: TWO_PAGES }),
	stop('contact.get', { contact: id('contact.getMany') }),
	stop('contact.search', { limit: A_FEW, filters: { name: value('contact.getMany', 'name') } }),
	stop('contact.getSequences', { contact: id('contact.getMany'), limit: A_FEW }),
	stop('conversation.getMany', { limit: 3 }),
	stop('conversation.getMany', { limit: TWO_PAGES, includeContact: false }, 'conversation.getMany without contacts'),
	stop('conversation.search', { limit: A_FEW, includeContact: false, filters: { contactName: value('contact.getMany', 'name') } }),
	stop('message.getMany', { limit: TWO_PAGES }),
	stop('conversation.get', { conversation: longest }),
	stop('conversation.getTranscript', { conversation: longest, outputAs: 'items', limit: A_FEW }),
	stop('conversation.getUnansweredMessages', { conversation: longest, outputAs: 'items' }),
	stop('message.search', { limit: A_FEW, filters: { conversation: longest } }),
	stop('message.get', { conversation: longest, messageId: id('message.search') }),
	stop('automationTemplate.getMany', { limit: A_FEW }),
	stop('campaign.getMany', { limit: A_FEW }),
	stop('campaign.get', { campaign: id('campaign.getMany') }),
	stop('campaign.getContacts', { campaign: id('campaign.getMany'), limit: A_FEW }),
	stop('sequence.getMany', { limit: A_FEW }),
	stop('sequence.get', { sequence: id('sequence.getMany') }),
	stop('sequence.getContacts', { sequence: id('sequence.getMany'), limit: A_FEW }),
	stop('sequence.getRuns', { sequence: id('sequence.getMany'), limit: A_FEW }),
	stop('sequence.getRun', { sequence: id('sequence.getMany'), run: id('sequence.getRuns') }),
	stop('agent.getMany', { limit: A_FEW }),
	stop('agent.get', { agent: id('agent.getMany') }),
	stop('customObject.getMany', { limit: A_FEW }),
	stop('customObjectRecord.getMany', { customObject: id('customObject.getMany'), limit: A_FEW }),
	stop('customObjectRecord.getValues', { limit: A_FEW, filters: { customObject: id('customObject.getMany') } }),
	probe('applications', 'GET /v1/developers/applications', { limit: A_FEW }, [404, 405]),
	probe('endpoints', 'GET /v1/developers/endpoints', { limit: A_FEW }, [404, 405]),
	stop('tag.getMany', { limit: A_FEW, filters: { search: half('tag.getMany', 'name') } }, 'part of the name of a tag'),
	stop('user.getMany', { limit: A_FEW, filters: { name: half('user.getMany', 'name') } }, 'part of the name of a user'),
	stop('agent.getMany', { limit: A_FEW, filters: { name: half('agent.getMany', 'name') } }, 'part of the name of an agent'),
	stop('campaign.getMany', { limit: A_FEW, filters: { title: half('campaign.getMany', 'title') } }, 'part of the title of a campaign'),
	stop('sequence.getMany', { limit: A_FEW, filters: { title: half('sequence.getMany', 'title') } }, 'part of the title of a sequence'),
	stop('automationTemplate.getMany', { limit: A_FEW, filters: { title: half('automationTemplate.getMany', 'title') } }, 'part of the title of an automation template'),
	stop('contact.getMany', { limit: A_FEW, filters: { name: half('contact.getMany', 'name') } }, 'part of the name of a contact'),
	stop('contact.search', { limit: A_FEW, filters: { name: half('contact.getMany', 'name') } }, 'search of a part of the name of a contact'),
	probe('contacts after a time', 'GET /v1/contacts', { 'created_at[after]': middle('contact.getMany', 'created_at', zoned), limit: 500 }),
	probe('conversations after a time', 'GET /v1/conversations', { 'created_at[after]': middle('conversation.getMany without contacts', 'created_at', zoned), limit: 500 }),
];

/** Reads that are not on the tour, with the reason. */
export const whippyLeftOut: Record<string, string> = {};
