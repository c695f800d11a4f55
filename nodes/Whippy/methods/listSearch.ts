import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { matching, rowsFor, searchPages, type ListSearches } from '../../shared/listSearch';
import { whippy } from '../provider';

/** A list of the channels of some types; `value` is what the send operation takes. */
function channelsOf(types: string[], entry: (channel: IDataObject) => INodeListSearchItems): ListSearches[string] {
	return async function search(this, filter) {
		const channels = await rowsFor(this, whippy, { method: 'GET', path: '/v1/channels' });
		return { results: matching(channels.filter(({ type }) => types.includes(String(type))).map(entry), filter) };
	};
}

function labelled({ name, id }: IDataObject, address: unknown): string {
	return address ? `${String(name ?? id)} (${String(address)})` : String(name ?? id);
}

const PAGE = 50;

/** What the locators of the Whippy node search. */
export const listSearch: ListSearches = {
	searchEmailChannels: channelsOf(['email'], (channel) => ({
		// Which key holds an email channel's address is unknown (providers/whippy.md section 8), so the ID is what is sent.
		name: labelled(channel, [channel.address, channel.phone].find((text) => String(text ?? '').includes('@'))),
		value: String(channel.id),
	})),

	// Whippy's own program sends texts and WhatsApp messages by the same request.
	searchPhoneChannels: channelsOf(['phone', 'whatsapp'], (channel) => ({
		name: `${labelled(channel, channel.phone)}${channel.type === 'whatsapp' ? ', WhatsApp' : ''}`,
		value: String(channel.phone),
	})),

	async searchConversations(filter, paginationToken) {
		return await searchPages(
			async (token) => {
				const offset = Number(token ?? 0);
				const rows = await rowsFor(this, whippy, { method: 'GET', path: '/v1/conversations', query: { limit: PAGE, offset } });
				const entries = rows.map(({ id, channel_type, status, last_message_date }) => ({
					name: [channel_type, status, last_message_date].filter(Boolean).join(', '),
					value: String(id),
				}));
				return { entries, next: rows.length === 0 ? undefined : String(offset + rows.length) };
			},
			filter,
			paginationToken,
		);
	},
};
