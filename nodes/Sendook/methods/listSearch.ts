import { NodeOperationError } from 'n8n-workflow';
import { chosenIn, matching, rowsFor, type ListSearches } from '../../shared/listSearch';
import { pathOf } from '../../shared/security/path';
import { sendook } from '../provider';

/** What the locators of the Sendook node search; the API has no pages, so a whole list comes at once. */
export const listSearch: ListSearches = {
	async searchInboxes(filter) {
		const rows = await rowsFor(this, sendook, { method: 'GET', path: '/v1/inboxes' });
		const entries = rows.map(({ _id, name, email }) => ({
			name: name ? `${String(name)} (${String(email)})` : String(email),
			value: String(_id),
		}));
		return { results: matching(entries, filter) };
	},

	/** Those that came in where one is replied to: a reply to the inbox's own message goes to the inbox itself. */
	async searchMessages(filter) {
		const inboxId = (chosenIn(this, 'inbox') ?? '').toLowerCase();
		if (!inboxId) throw new NodeOperationError(this.getNode(), 'Choose an inbox first');
		const rows = await rowsFor(this, sendook, { method: 'GET', path: pathOf('/v1/inboxes/{inboxId}/messages', { inboxId }) });
		const isReply = this.getCurrentNodeParameter('operation') === 'reply';
		const newestFirst = rows.filter(({ fromInboxId }) => !isReply || fromInboxId !== inboxId).reverse();
		const entries = newestFirst.map(({ _id, subject, from }) => ({
			name: `${subject ? String(subject) : 'No subject'} (${String(from)})`,
			value: String(_id),
		}));
		return { results: matching(entries, filter) };
	},
};
