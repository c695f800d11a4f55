import { json, Refusal } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Collection } from '../collections.ts';
import type { Call } from '../provider.ts';
import type { Contact } from './contactState.ts';
import { create, shownContact, write } from './contacts.ts';
import type { ContactBody } from './contacts.ts';
import { badData, notFound } from './refusals.ts';
import type { HeymarketState } from './state.ts';

/** What is written of a channel. */
interface Channel {
	channel_type: string;
	channel_id: string;
}

/** All channels of a contact. Its number and its address are channels as well. */
function channelsOf({ phone, email, channels }: Contact): Channel[] {
	return [
		...(phone === '' ? [] : [{ channel_type: 'phone', channel_id: phone }]),
		...(email === '' ? [] : [{ channel_type: 'email', channel_id: email }]),
		...channels,
	];
}

/** The channels of a contact as clients read them. */
function shownChannels(contact: Contact, { unknowns }: HeymarketState): object[] {
	return channelsOf(contact).map((channel, index) => ({
		id: contact.id * 10 + index,
		team_id: 1,
		contact_id: unknowns.contactUuid === 'inChannels' ? contact.uuid : contact.id,
		...channel,
		created: contact.created,
		updated: contact.updated,
	}));
}

function shown(contact: Contact, state: HeymarketState): object {
	const uuid = state.unknowns.contactUuid === 'shown' ? { uuid: contact.uuid } : {};
	return { ...shownContact(contact, state), ...uuid, contact_channels: shownChannels(contact, state) };
}

/** Contacts as the second generation shows them. */
export const channelContacts: Collection<HeymarketState, Contact> = { name: 'Contact', rows: (state) => state.contacts, shown };

function contactOf(state: HeymarketState, { params }: Call): Contact {
	const contact = state.contacts.find(({ uuid }) => uuid === params['contactId']);
	if (contact === undefined) throw notFound(`Contact ${params['contactId'] ?? ''} not found`);
	return contact;
}

/** A channel belongs to one contact. */
function refuseTaken(state: HeymarketState, owner: Contact | undefined, { channel_type, channel_id }: Channel): void {
	const isTaken = (each: Contact) => each !== owner && channelsOf(each).some((one) => one.channel_type === channel_type && one.channel_id === channel_id);
	if (state.contacts.some(isTaken)) throw badData(`channel_id: ${channel_id} is the channel of a contact`);
}

/** Gives a contact a channel of a type, in place of the one that it has. */
function set(state: HeymarketState, contact: Contact, { channel_type, channel_id }: Channel): void {
	refuseTaken(state, contact, { channel_type, channel_id });
	if (channel_type === 'phone' && !/^[1-9]\d{6,14}$/.test(channel_id)) throw badData(`channel_id: ${channel_id} is no number in digits`);
	if (channel_type === 'phone') contact.phone = channel_id;
	else if (channel_type === 'email') contact.email = channel_id;
	else contact.channels = [...contact.channels.filter((each) => each.channel_type !== channel_type), { channel_type, channel_id }];
}

/** A new contact with channels. One that is refused is not kept. */
function createWith(state: HeymarketState, { contact_channels, ...body }: Partial<ContactBody> & { contact_channels: Channel[] }): Contact {
	const made = create(state, { ...body, phone: '' });
	try {
		for (const channel of contact_channels) set(state, made, channel);
	} catch (error) {
		state.contacts = state.contacts.filter((each) => each !== made);
		throw error;
	}
	return made;
}

/** POST /v2/contact */
export function createChannelContact(state: HeymarketState, call: Call): Answer {
	const { id, rev, uuid } = createWith(state, call.body as { contact_channels: Channel[] });
	return json(200, { id, rev, uuid });
}

/** PUT /v2/contact/{contactId} */
export function rewriteByUuid(contact: Contact, { body }: Call, state: HeymarketState): void {
	write(state, contact, { phone: contact.phone, ...(body as object) }, false);
}

/** The contacts that have one of the channels. */
function found(state: HeymarketState, queries: { channel_type?: string; channel_ids: string[] }[]): Contact[] {
	const has = (contact: Contact) => {
		const known = [...channelsOf(contact), { channel_type: 'id', channel_id: contact.uuid }];
		return queries.some(({ channel_type, channel_ids }) =>
			known.some((each) => channel_ids.includes(each.channel_id) && (channel_type ?? each.channel_type) === each.channel_type),
		);
	};
	return state.contacts.filter(has);
}

/** POST /v2/contacts/search */
export function searchContacts(state: HeymarketState, { body }: Call): Answer {
	const { contact_channels: queries } = body as { contact_channels: { channel_type?: string; channel_ids: string[] }[] };
	return json(200, found(state, queries).map((contact) => shown(contact, state)));
}

/** POST /v2/contacts */
export function createOrUpdateChannelContacts(state: HeymarketState, { body }: Call): Answer {
	const { contacts } = body as { contacts: (Partial<ContactBody> & { contact_id?: string; contact_channels?: Channel[] })[] };
	const done: object[] = [];
	const failed: object[] = [];
	for (const given of contacts) {
		try {
			const { contact_id, contact_channels = [], ...written } = given;
			if (contact_id === undefined && contact_channels.length === 0) throw badData('contact_channels: one is needed');
			const known = state.contacts.find(({ uuid }) => uuid === contact_id);
			if (contact_id !== undefined && known === undefined) throw badData(`contact_id: ${contact_id} is not a contact of this team`);
			if (known !== undefined) {
				write(state, known, { phone: known.phone, ...written }, false);
				for (const channel of contact_channels) set(state, known, channel);
			}
			done.push(shown(known ?? createWith(state, { ...written, contact_channels }), state));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			failed.push({ contact: given, reason: error.message });
		}
	}
	return json(200, { contacts: done, failed_contacts: failed });
}

/** DELETE /v2/contacts */
export function deleteContacts(state: HeymarketState, { body }: Call): Answer {
	const { contact_channels: [query] } = body as { contact_channels: [{ channel_type?: string; channel_ids: string[] }] };
	if (query.channel_type !== 'id') throw badData('channel_type: only id is taken');
	const gone = found(state, [query]);
	if (gone.length < query.channel_ids.length) throw notFound('Not all of them are contacts of this team');
	state.contacts = state.contacts.filter((contact) => !gone.includes(contact));
	return json(200, 'ok');
}

/** POST /v2/contact/{contactId}/channel */
export function addContactChannel(state: HeymarketState, call: Call): Answer {
	const contact = contactOf(state, call);
	const channel = call.body as Channel;
	const hasType = channelsOf(contact).some(({ channel_type }) => channel_type === channel.channel_type);
	refuseTaken(state, undefined, channel);
	if (hasType) contact.channels.push(channel);
	else set(state, contact, channel);
	return json(200, shownChannels(contact, state));
}

/** PUT /v2/contact/{contactId}/channel */
export function updateContactChannel(state: HeymarketState, call: Call): Answer {
	const contact = contactOf(state, call);
	const channel = call.body as Channel;
	if (!channelsOf(contact).some(({ channel_type }) => channel_type === channel.channel_type)) throw notFound(`The contact has no channel of type ${channel.channel_type}`);
	set(state, contact, channel);
	return json(200, shownChannels(contact, state));
}

/** GET /v2/contact/{contactId}/channel/{channelType} */
export function getContactChannel(state: HeymarketState, call: Call): Answer {
	const contact = contactOf(state, call);
	const at = channelsOf(contact).findIndex(({ channel_type }) => channel_type === call.params['channelType']);
	if (at < 0) throw notFound(`The contact has no channel of type ${call.params['channelType'] ?? ''}`);
	return json(200, shownChannels(contact, state)[at]);
}
