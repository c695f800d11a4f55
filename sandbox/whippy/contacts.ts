import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { byText } from '../pages.ts';
import type { Order } from '../pages.ts';
import type { Call } from '../provider.ts';
import { storeProperties } from './customObjects.ts';
import type { CustomData } from './customObjects.ts';
import { fits, within } from './query.ts';
import { invalid, notFound } from './refusals.ts';
import { newId, timeOf } from './state.ts';
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

/** The contacts that a search asks for: parts of names, addresses and numbers are enough. */
export function searched({ body }: Call): (row: Contact) => boolean {
	const asked = (body ?? {}) as { name?: string; email?: string; phone?: string; cursor?: string; offset?: number };
	if (asked.cursor !== undefined && asked.offset !== undefined) throw invalid('cursor and offset exclude each other');
	return (each) =>
		(['name', 'email', 'phone'] as const).every((key) => {
			const part = asked[key]?.toLowerCase();
			return part === undefined || (each[key]?.toLowerCase().includes(part) ?? false);
		});
}

/** A contact as the API gives it: the channels that it is opted in to, or out of, are preferences there. */
export function shown({ channels, optedOut = [], address, ...contact }: Contact, { unknowns }: WhippyState): object {
	const [first = null, ...rest] = contact.name?.split(' ') ?? [];
	const { post_code: code, ...others } = address ?? {};
	const preference = (channel: string, isIn: boolean) => ({
		id: channel.replace(/^\d{8}/, '0000000a'),
		contact_id: contact.id,
		channel_id: channel,
		opt_in: isIn,
	});
	return {
		external_id: null,
		language: 'en',
		default_channel_id: channels[0] ?? null,
		...contact,
		...(address && { address: { ...others, ...(code !== undefined && { [unknowns.postalCodeKey]: code }) } }),
		first_name: first,
		last_name: rest.length > 0 ? rest.join(' ') : null,
		state: contact.blocked ? 'blocked' : 'open',
		blocked: contact.blocked ?? false,
		communication_preferences: [...channels.map((channel) => preference(channel, true)), ...optedOut.map((channel) => preference(channel, false))],
	};
}

/** What is written of a contact. */
export interface ContactBody {
	phone?: string;
	email?: string | null;
	external_id?: string | null;
	name?: string | null;
	language?: string | null;
	default_channel_id?: string | null;
	address?: Record<string, string> | null;
	birth_date?: { day: number; month: number; year: number } | null;
	properties?: Record<string, unknown>;
}

interface NewContact extends ContactBody {
	opt_in_to?: { id?: string; phone?: string }[];
	opt_in_to_all_channels?: boolean;
}

const keys = ['external_id', 'phone', 'email'] as const;

function byKey(state: WhippyState, key: (typeof keys)[number], value: string | null | undefined): Contact | undefined {
	if (value === undefined || value === null) return undefined;
	return state.contacts.find((each) => each[key]?.toLowerCase() === value.toLowerCase());
}

function write(state: WhippyState, contact: Contact, { properties: _properties, ...body }: ContactBody): void {
	if (body.default_channel_id && !state.channels.some((each) => each.id === body.default_channel_id)) {
		throw invalid(`default_channel_id: no channel ${body.default_channel_id}`);
	}
	Object.assign(contact, body, { updated_at: timeOf(Date.now()) });
	if (!state.contacts.includes(contact)) state.contacts.push(contact);
}

function emptyContact(): Contact {
	const now = timeOf(Date.now());
	return { id: newId(), name: null, phone: null, email: null, channels: [], created_at: now, updated_at: now };
}

function optIn(state: WhippyState, contact: Contact, { opt_in_to: wantedChannels = [], opt_in_to_all_channels: all = false }: NewContact): void {
	const isWanted = ({ id, phone }: { id: string; phone: string | null }) =>
		all || wantedChannels.some((each) => each.id === id || (each.phone !== undefined && each.phone === phone));
	for (const { id } of wantedChannels) if (id !== undefined && !state.channels.some((each) => each.id === id)) throw invalid(`opt_in_to: no channel ${id}`);
	const isNew = !state.contacts.includes(contact);
	// Only who is new is opted in, so that nobody gets messages again who wanted none.
	if (isNew) contact.channels = state.channels.filter(isWanted).map(({ id }) => id);
}

/** POST /v1/contacts: a known number or external ID names a contact, which is changed. */
export function createContact(state: WhippyState, call: Call): Answer {
	const { opt_in_to: to, opt_in_to_all_channels: toAll, ...body } = call.body as NewContact;
	if (body.properties !== undefined) throw invalid('properties need custom_data');
	const contact = byKey(state, 'external_id', body.external_id) ?? byKey(state, 'phone', body.phone) ?? emptyContact();
	refuseForeign(state, contact, body);
	optIn(state, contact, { ...(to && { opt_in_to: to }), ...(toAll !== undefined && { opt_in_to_all_channels: toAll }) });
	write(state, contact, body);
	return json(201, { data: shown(contact, state) });
}

function refuseForeign(state: WhippyState, contact: Contact, body: ContactBody): void {
	for (const key of keys) {
		const owner = byKey(state, key, body[key]);
		if (owner !== undefined && owner !== contact) throw invalid(`${key}: ${body[key] ?? ''} is of another contact`);
	}
}

/** PUT /v1/contacts/{id} */
export function updateContact(state: WhippyState, call: Call): Answer {
	const contact = state.contacts.find((each) => each.id === call.params['id']);
	if (contact === undefined) throw notFound('Contact not found');
	const body = call.body as ContactBody;
	refuseForeign(state, contact, body);
	const isJoined = body.address && state.unknowns.addressWritten === 'joined';
	write(state, contact, { ...body, ...(isJoined && { address: { ...contact.address, ...body.address } }) });
	return json(200, { data: shown(contact, state) });
}

/** The contact that a body names, or a new one, by the rules for many contacts (vendor's page on upserting contacts). */
export function personFor(state: WhippyState, body: ContactBody): Contact {
	const rest = { ...body };
	const own = byKey(state, 'external_id', body.external_id);
	const isFree = (owner: Contact | undefined, known: Contact | undefined) => owner === undefined || owner === known;
	const byPhone = byKey(state, 'phone', body.phone);
	const byEmail = byKey(state, 'email', body.email);
	const agrees = (one: Contact | undefined, key: 'external_id' | 'phone') => one !== undefined && (!body[key] || !one[key] || one[key] === body[key]);
	const known = own ?? (agrees(byPhone, 'external_id') ? byPhone : undefined) ?? (body.phone === undefined && agrees(byEmail, 'external_id') ? byEmail : undefined);
	if (!isFree(byPhone, known)) delete rest.phone;
	if (!isFree(byEmail, known)) delete rest.email;
	const contact = known ?? emptyContact();
	write(state, contact, rest);
	return contact;
}

/** POST /v1/contacts/upsert */
export function upsertContacts(state: WhippyState, call: Call): Answer {
	const { contacts, custom_data: customData, ...optIns } = call.body as NewContact & { contacts: ContactBody[]; custom_data?: CustomData };
	if (customData === undefined && contacts.some(({ properties }) => properties !== undefined)) throw invalid('properties need custom_data');
	const written = contacts.map((body) => {
		const before = state.contacts.length;
		const contact = personFor(state, body);
		if (state.contacts.length > before) {
			state.contacts.pop();
			optIn(state, contact, optIns);
			state.contacts.push(contact);
		}
		if (customData !== undefined) storeProperties(state, customData, contact.id, body.properties ?? {});
		return contact;
	});
	if (state.unknowns.upsertAnswer === 'contacts') return json(200, { data: written.map((contact) => shown(contact, state)) });
	return json(200, { data: { message: 'Accepted' } });
}
