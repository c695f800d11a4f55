import { byText } from '../pages.ts';
import type { Order } from '../pages.ts';
import type { Call } from '../provider.ts';
import { fits, within } from './query.ts';
import { invalid } from './refusals.ts';
import type { Contact, WhippyState } from './state.ts';

/** Those without a name come last. Where the real server has them isn't known. */
export const byName: Order<Contact, { name: string | null; id: string }> = {
	placeOf: ({ name, id }) => ({ name, id }),
	compare(one, other) {
		if (one.name === null || other.name === null) {
			return Number(one.name === null) - Number(other.name === null) || byText(one.id, other.id);
		}
		return byText(one.name, other.name) || byText(one.id, other.id);
	},
};

/** The contacts that a request asks for, which names a cursor or an offset. */
export function wanted({ query }: Call, state: WhippyState): (row: Contact) => boolean {
	if (query['cursor'] !== undefined && query['offset'] !== undefined) throw invalid('cursor and offset exclude each other');
	return (each) => {
		const phones = state.channels.filter(({ id }) => each.channels.includes(id)).map(({ phone }) => phone);
		return (
			fits(query, {
				name: each.name,
				email: each.email,
				phone: each.phone,
				'channels[][id]': each.channels,
				'channels[][phone]': phones,
				// No contact in the sandbox comes from an integration.
				has_integration: null,
			}) && within(query, 'created_at', each.created_at)
		);
	};
}

/** A contact as the API gives it: the channels that it is opted in to are preferences there. */
export function shown({ channels, ...contact }: Contact): object {
	const [first = null, ...rest] = contact.name?.split(' ') ?? [];
	return {
		...contact,
		first_name: first,
		last_name: rest.length > 0 ? rest.join(' ') : null,
		external_id: null,
		state: 'open',
		blocked: false,
		language: 'en',
		default_channel_id: channels[0] ?? null,
		communication_preferences: channels.map((channel) => ({
			id: channel.replace(/^\d{8}/, '0000000a'),
			contact_id: contact.id,
			channel_id: channel,
			opt_in: true,
		})),
	};
}
