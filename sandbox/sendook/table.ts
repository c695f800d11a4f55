import { json, Refusal } from '../answer.ts';
import { plainRequests } from '../collections.ts';
import type { Collection, Operate } from '../collections.ts';
import { allAtOnce } from '../pages.ts';
import type { Call } from '../provider.ts';
import { newDomain, recordsOf, verify } from './domains.ts';
import { forgetMessages, inboxOf, newInbox } from './inboxes.ts';
import { searched } from './messages.ts';
import { newApiKey, stored } from './state.ts';
import type { ApiKey, Domain, Inbox, Message, SendookState, Thread, Webhook, WebhookAttempt } from './state.ts';
import { lastOf, test } from './webhooks.ts';

const notFound = (name: string) => new Refusal(json(404, { error: `${name} not found` }));

/** Requests for records that are known by this key, which is given in the last parameter of the path that is one of these. */
function requestsFor<Key extends '_id' | 'name'>(key: Key, parameters: string[], missing = notFound) {
	return plainRequests<SendookState, Record<Key, string>>({
		idOf: (row) => row[key],
		idIn: ({ params }) => params[parameters.find((name) => name in params) ?? ''] ?? '',
		missing,
		listed: ({ rows }) => rows,
		got: (shown) => shown,
	});
}

const { list, get, create, remove } = requestsFor('_id', ['threadId', 'messageId', 'webhookId', 'inboxId']);
const byName = requestsFor('name', ['domain']);
// Where there is no API key, the real server answers null with status 200.
const keys = requestsFor('_id', ['apiKeyId'], () => new Refusal(json(200, null)));

const inboxes: Collection<SendookState, Inbox> = { name: 'Inbox', rows: (state) => state.inboxes };
const messages: Collection<SendookState, Message> = { name: 'Message', rows: (state) => state.messages };
const threads: Collection<SendookState, Thread> = { name: 'Thread', rows: (state) => state.threads };
const domains: Collection<SendookState, Domain> = { name: 'Domain', rows: (state) => state.domains };
const webhooks: Collection<SendookState, Webhook> = { name: 'Webhook', rows: (state) => state.webhooks };
const attempts: Collection<SendookState, WebhookAttempt> = { name: 'Attempt', rows: (state) => state.attempts };
const apiKeys: Collection<SendookState, ApiKey> = { name: 'API key', rows: (state) => state.apiKeys };

/** The threads of the inbox in the path, each with its messages in full, those that are still there. */
const wholeThreads = ({ params }: Call): Collection<SendookState, Thread> => ({
	name: 'Thread',
	rows: (state) => state.threads.filter(({ inboxId }) => inboxId === params['inboxId']),
	shown: (thread, state) => ({ ...thread, messages: thread.messages.flatMap((id) => state.messages.filter(({ _id }) => _id === id)) }),
});

const same = <Row>(row: Row): Row => row;

/** Sendook's plain requests, one row for each. */
export const table: Record<string, Operate<SendookState>> = {
	getInboxes: list(inboxes, allAtOnce),
	createInbox: create(
		inboxes,
		(call, state) => {
			const inbox = newInbox(call, state);
			state.tell({ event: 'inbox.created', inboxId: inbox._id, payload: inbox });
			return inbox;
		},
		same,
	),
	getInbox: get(inboxes),
	deleteInbox(state, call) {
		const inbox = inboxOf(state, call);
		forgetMessages(state, inbox);
		const answer = remove(inboxes, same)(state, call);
		state.tell({ event: 'inbox.deleted', inboxId: inbox._id, payload: inbox });
		return answer;
	},
	getMessages: list(messages, allAtOnce, { wanted: searched }),
	// Any message, whichever inbox the path names, as on the real server.
	getMessage: get(messages),
	getThreads: list(threads, allAtOnce, {
		wanted(call, state) {
			const { _id } = inboxOf(state, call);
			return ({ inboxId }) => inboxId === _id;
		},
	}),
	getThread: (state, call) => get(wholeThreads(call))(state, call),
	getDomains: byName.list(domains, allAtOnce),
	createDomain: byName.create(domains, newDomain, same),
	getDomain: byName.get(domains),
	deleteDomain: byName.remove(domains, same),
	verifyDomain: byName.update(domains, verify, same),
	// The real server tells the mail service of the domain by this.
	getDomainRecords: byName.update(domains, (domain, _call, state) => state.watched.push(domain.name), recordsOf),
	getWebhooks: list(webhooks, allAtOnce),
	createWebhook: create(webhooks, ({ body }, state) => ({ ...stored(state), ...(body as Pick<Webhook, 'url' | 'events'>) }), same),
	getWebhook: get(webhooks),
	deleteWebhook: remove(webhooks, same),
	testWebhook: test(get(webhooks)),
	getWebhookAttempts: list(attempts, lastOf, { wanted: ({ params }) => ({ webhookId }) => webhookId === params['webhookId'] }),
	getApiKeys: keys.list(apiKeys, allAtOnce),
	createApiKey: keys.create(apiKeys, ({ body }, state) => newApiKey(state, (body as { name: string }).name), same),
	getApiKey: keys.get(apiKeys),
	deleteApiKey: keys.remove(apiKeys, same),
};
