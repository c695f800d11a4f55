import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { ask, beginning, called, chosenFirst, matching, rowsFor, searchPages, type ListSearches } from '../../shared/listSearch';
import { pathOf } from '../../shared/security/path';
import { emailAddress } from '../../shared/values/addresses';
import { attempt } from '../../shared/values/invalid';
import { laterFirst } from '../../shared/values/moments';
import { objectOrNone, objectsIn } from '../../shared/values/objects';
import { phoneNumber, shownNumber } from '../../shared/values/phone';
import { attachmentsOf } from '../message/attachments';
import { whippy } from '../provider';

/** A list of the channels of some types; `value` is what the send operation takes. */
function channelsOf(types: string[], entry: (channel: IDataObject) => INodeListSearchItems): ListSearches[string] {
	return async function search(this, filter) {
		const channels = await rowsFor(this, whippy, { method: 'GET', path: '/v1/channels' });
		const isOffered = ({ type, phone }: IDataObject) => types.includes(String(type)) && (type === 'email' || Boolean(phone));
		return { results: matching(channels.filter(isOffered).map(entry), filter) };
	};
}

/** Which key holds an email channel's address is unknown (providers/whippy.md section 8), so its ID is what is sent. */
function mailAddressOf({ address, phone }: IDataObject): unknown {
	return [address, phone].find((text) => String(text ?? '').includes('@'));
}

/** By what people know a channel. */
function addressOf(channel: IDataObject): unknown {
	return channel.type === 'email' ? mailAddressOf(channel) : channel.phone && shownNumber(String(channel.phone));
}

/** An entry by its name and its address; the value is its ID unless another is given, and `kind` ends what is shown. */
function labelled({ name, id }: IDataObject, address: unknown, { value = id, kind = '' }: { value?: unknown; kind?: string } = {}): INodeListSearchItems {
	const words = typeof name === 'string' && name.trim() !== '' ? name : undefined;
	const shown = words && address ? `${words} (${String(address)})` : String(words ?? address ?? id);
	return called({ name: `${shown}${kind}`, value: String(value) }, words, address);
}

/** The person that somebody types the whole email address or phone number of. */
async function personTyped(context: ILoadOptionsFunctions, filter = ''): Promise<{ person?: IDataObject; shown?: string }> {
	const address = attempt(() => emailAddress(filter).address).good;
	if (address !== undefined) return { person: { 'contacts[][email]': [address] }, shown: address };
	const { defaultCountry: country } = await context.getCredentials(whippy.credential);
	const number = attempt(() => phoneNumber(filter, { country: typeof country === 'string' && country ? country : undefined })).good;
	return number === undefined ? {} : { person: { 'contacts[][phone]': [number] }, shown: shownNumber(number) };
}

const PAGE = 50;

/** Of the messages of a conversation, so many are offered. */
const MOST_MESSAGES = 100;

/** A list whose pages come by offset. */
export async function searchByOffset(
	context: ILoadOptionsFunctions,
	{ path, entry, query = {} }: { path: string; entry: (row: IDataObject) => INodeListSearchItems; query?: IDataObject },
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	return await searchPages(
		async (token) => {
			const offset = Number(token ?? 0);
			const rows = await rowsFor(context, whippy, { method: 'GET', path, query: { limit: PAGE, offset, ...query } });
			return { entries: rows.map(entry), next: rows.length === 0 ? undefined : String(offset + rows.length) };
		},
		filter,
		paginationToken,
	);
}

/** What the locators of the Whippy node search. */
export const listSearch: ListSearches = {
	searchEmailChannels: channelsOf(['email'], (channel) => labelled(channel, mailAddressOf(channel))),

	searchFaxChannels: channelsOf(['fax'], (channel) => labelled(channel, shownNumber(String(channel.phone)), { value: channel.phone })),

	// Whippy's own program sends texts and WhatsApp messages by the same request.
	searchPhoneChannels: channelsOf(['phone', 'whatsapp'], (channel) =>
		labelled(channel, shownNumber(String(channel.phone)), { value: channel.phone, kind: channel.type === 'whatsapp' ? ', WhatsApp' : '' }),
	),

	/** A conversation holds neither name nor number of its person, so whoever types one of an address or number has Whippy search by it. */
	async searchContacts(filter, paginationToken) {
		return await searchPages(
			async (cursor) => {
				const query = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
				const answer = objectOrNone(await ask(this, whippy, { method: 'GET', path: '/v1/contacts', query, whole: true }));
				const entries = objectsIn(answer.data).map(({ id, name, phone, email }) => {
					const known = [name, phone ? shownNumber(String(phone)) : undefined, email].filter(Boolean);
					return called({ name: known.join(', ') || String(id), value: String(id) }, ...known);
				});
				return { entries, next: (objectOrNone(answer.metadata).next_cursor as string | null | undefined) ?? undefined };
			},
			filter,
			paginationToken,
		);
	},

	async searchConversations(filter, paginationToken) {
		const { person, shown } = await personTyped(this, filter);
		const entry = ({ id, channel_type, status, last_message_date }: IDataObject) =>
			called({ name: [shown, channel_type, status, last_message_date].filter(Boolean).join(', '), value: String(id) }, shown, shown && filter);
		return await searchByOffset(this, { path: '/v1/conversations', entry, query: person }, shown === undefined ? filter : undefined, paginationToken);
	},

	/** Of the conversation, since the list of messages has the oldest first. */
	async searchMessages(filter) {
		const path = pathOf('/v1/conversations/{id}', { id: chosenFirst(this, 'conversation') });
		const { messages } = objectOrNone(await ask(this, whippy, { method: 'GET', path, query: { 'messages[limit]': MOST_MESSAGES } }));
		const entries = objectsIn(messages)
			.toSorted((one, other) => laterFirst(one.created_at, other.created_at))
			.map((row) => ({ name: [beginning(row.body) || 'No text', attachmentsOf(row).length > 0 && 'with a file', row.created_at].filter(Boolean).join(', '), value: String(row.id) }));
		return { results: matching(entries, filter) };
	},

	async searchChannels(filter) {
		const channels = await rowsFor(this, whippy, { method: 'GET', path: '/v1/channels' });
		return { results: matching(channels.map((channel) => labelled(channel, addressOf(channel), { kind: `, ${String(channel.type)}` })), filter) };
	},

	async searchUsers(filter, paginationToken) {
		return await searchByOffset(this, { path: '/v1/users', entry: (user) => labelled(user, user.email) }, filter, paginationToken);
	},

	async searchTags(filter, paginationToken) {
		const entry = (tag: IDataObject) => labelled(tag, undefined, { kind: tag.state === 'archived' ? ', archived' : '' });
		return await searchByOffset(this, { path: '/v1/tags', entry }, filter, paginationToken);
	},
};

/** What the locators of the Whippy triggers search. */
export const triggerSearch: ListSearches = { searchChannels: listSearch.searchChannels };
