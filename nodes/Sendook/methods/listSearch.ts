import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { called, chosenFirst, matching, rowsFor, type ListSearches } from '../../shared/listSearch';
import { pathOf } from '../../shared/security/path';
import { sendook } from '../provider';

async function messagesOf(context: ILoadOptionsFunctions, inboxId: string): Promise<IDataObject[]> {
	return await rowsFor(context, sendook, { method: 'GET', path: pathOf('/v1/inboxes/{inboxId}/messages', { inboxId }) });
}

/** `Where is my order? (ana@example.com)` */
const titleOf = ({ subject, from }: IDataObject) => `${subject ? String(subject) : 'No subject'} (${String(from)})`;

/** What the locators of the Sendook node search; the API has no pages, so a whole list comes at once. */
export const listSearch: ListSearches = {
	async searchInboxes(filter) {
		const rows = await rowsFor(this, sendook, { method: 'GET', path: '/v1/inboxes' });
		const entries = rows.map(({ _id, name, email }) =>
			called({ name: name ? `${String(name)} (${String(email)})` : String(email), value: String(_id) }, name, email),
		);
		return { results: matching(entries, filter) };
	},

	/** Those that came in where one is replied to: a reply to the inbox's own message goes to the inbox itself. */
	async searchMessages(filter) {
		const inboxId = chosenFirst(this, 'inbox');
		const rows = await messagesOf(this, inboxId);
		const isReply = this.getCurrentNodeParameter('operation') === 'reply';
		const newestFirst = rows.filter(({ fromInboxId }) => !isReply || fromInboxId !== inboxId).reverse();
		const entries = newestFirst.map((row) => called({ name: titleOf(row), value: String(row._id) }, row.subject));
		return { results: matching(entries, filter) };
	},

	/** By their first messages, since a thread has neither a subject nor addresses. Those without a message, which sends leave that went wrong, are no use to anybody. */
	async searchThreads(filter) {
		const names = new Map<string, string>();
		for (const message of await messagesOf(this, chosenFirst(this, 'inbox'))) {
			const id = String(message.threadId);
			const name = names.get(id) ?? titleOf(message);
			// It moves to the end: the thread with the newest message comes last, and is offered first.
			names.delete(id);
			names.set(id, name);
		}
		const entries = [...names].map(([value, name]) => ({ name, value })).reverse();
		return { results: matching(entries, filter) };
	},

	async searchDomains(filter) {
		const rows = await rowsFor(this, sendook, { method: 'GET', path: '/v1/domains' });
		const entries = rows.map(({ name, verified }) => ({ name: verified === true ? String(name) : `${String(name)} (not verified)`, value: String(name) }));
		return { results: matching(entries, filter) };
	},

	async searchWebhooks(filter) {
		const rows = await rowsFor(this, sendook, { method: 'GET', path: '/v1/webhooks' });
		const entries = rows.map(({ _id, url, events }) => called({ name: `${String(url)} (${[events].flat().join(', ')})`, value: String(_id) }, url));
		return { results: matching(entries, filter) };
	},

	async searchApiKeys(filter) {
		const rows = await rowsFor(this, sendook, { method: 'GET', path: '/v1/api_keys' });
		// Never the key itself.
		const entries = rows.map(({ _id, name }) => ({ name: String(name), value: String(_id) }));
		return { results: matching(entries, filter) };
	},
};

/** What the locators of the Sendook triggers search. */
export const triggerSearch: ListSearches = { searchInboxes: listSearch.searchInboxes };
