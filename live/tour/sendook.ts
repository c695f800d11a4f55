import { id, stop, value, type Stop } from './stops.ts';

/** The reads of Sendook, lists first. */
export const sendookTour: Stop[] = [
	stop('inbox.getMany'),
	stop('inbox.get', { inbox: id('inbox.getMany', '_id') }),
	stop('message.getMany', { inbox: id('inbox.getMany', '_id'), direction: 'all', limit: 20 }),
	stop('message.get', { inbox: id('inbox.getMany', '_id'), messageId: id('message.getMany', '_id') }),
	stop('thread.getMany', { inbox: id('inbox.getMany', '_id'), limit: 20 }),
	stop('thread.get', { inbox: id('inbox.getMany', '_id'), thread: id('thread.getMany', '_id') }),
	stop('thread.getTranscript', { inbox: id('inbox.getMany', '_id'), thread: id('thread.getMany', '_id'), outputAs: 'items' }),
	stop('thread.getUnansweredMessages', { inbox: id('inbox.getMany', '_id'), thread: id('thread.getMany', '_id'), outputAs: 'items' }),
	stop('domain.getMany'),
	stop('domain.get', { domain: { __rl: true, mode: 'id', value: value('domain.getMany', 'name') } }),
	stop('domain.getDnsRecords', { domain: { __rl: true, mode: 'id', value: value('domain.getMany', 'name') } }),
	stop('webhook.getMany'),
	stop('webhook.get', { webhook: id('webhook.getMany', '_id') }),
	stop('webhook.getAttempts', { webhook: id('webhook.getMany', '_id') }),
	stop('apiKey.getMany'),
	stop('apiKey.get', { apiKey: id('apiKey.getMany', '_id') }),
];

/** Reads that are not on the tour, with the reason. */
export const sendookLeftOut: Record<string, string> = {
	'domain.verify': 'Sendook looks for the DNS records of the domain and stores what it finds. Run Domain > Verify yourself.',
};
