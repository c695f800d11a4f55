import type { Ask } from '../../shared/trigger/ask';
import { dataOf, isObject, NotRegistered, type FoundHook, type Registration } from '../../shared/trigger';
import { idOf } from './events';

const WEBHOOKS = '/v1/webhooks';
const WEBHOOK = '/v1/webhooks/{webhookId}';

/** Sendook has webhooks of the whole organization, which can be made and deleted, and never changed (providers/sendook.md section 6). */
export const registration: Registration = {
	/** Of several webhooks of one address, Sendook tells the oldest only. So that one counts, whoever made it. */
	find: async (ask, { url }) => await hooksOf(ask, url),
	async create(ask, { url, events }, keep) {
		// Noted before it exists: if the answer is lost, it is found by its address, and removed.
		keep({});
		const made = await dataOf(ask({ method: 'POST', path: WEBHOOKS, body: { url, events }, effect: 'write' }));
		const webhook = isObject(made) ? idOf(made._id) : undefined;
		if (webhook === undefined) {
			throw new NotRegistered({ code: 'outcome_unknown', outcome: 'unknown', message: 'Sendook did not say the ID of the webhook that it made', advice: 'Check Base URL in the credential, and look for the webhook with Webhook > Get Many.' });
		}
		keep({ webhook });
	},
	async remove(ask, { webhook: known }, url) {
		// Without an ID, nobody but this trigger has made one of its address: it had looked before.
		const webhooks = known === undefined ? (await hooksOf(ask, url)).map(({ ids }) => ids.webhook) : [known];
		for (const webhookId of webhooks) {
			const asked = await ask({ method: 'DELETE', path: WEBHOOK, ids: { webhookId }, effect: 'write' });
			if ('failure' in asked && asked.failure.status !== 404) throw new NotRegistered(asked.failure);
		}
		return {};
	},
};

/** The webhooks of an address, the oldest first. An ID begins with the time at which it was made. */
async function hooksOf(ask: Ask, address: string): Promise<FoundHook[]> {
	const rows = await dataOf(ask({ method: 'GET', path: WEBHOOKS }));
	const found = (Array.isArray(rows) ? rows : []).filter(isObject).filter(({ url, _id }) => url === address && idOf(_id) !== undefined);
	return found
		.map(({ _id, events }) => ({ ids: { webhook: String(_id) }, events: [events].flat().map(String) }))
		.toSorted((one, other) => (one.ids.webhook < other.ids.webhook ? -1 : 1));
}
