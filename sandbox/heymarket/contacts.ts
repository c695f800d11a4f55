import { json, Refusal } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Collection } from '../collections.ts';
import type { Call } from '../provider.ts';
import { uuidOf } from './contactState.ts';
import type { Contact } from './contactState.ts';
import { badData, notFound } from './refusals.ts';
import type { HeymarketState } from './state.ts';

/** What is written of a contact. The contract makes sure of the types. */
export interface ContactBody {
	phone: string;
	first?: string;
	last?: string;
	display_name?: string;
	email?: string;
	avatar?: string;
	custom?: Record<string, unknown>;
	/** -1 for nobody. */
	assignee_id?: number;
	tags?: { tag_id: number }[];
	is_opted_out?: boolean;
	email_suppressions?: number[];
}

/** A contact as clients read it. Not all that is stored is shown, and whether somebody has opted out is a fact of the number. */
export function shownContact(contact: Contact, state: HeymarketState): object {
	const shown: Partial<Contact> = { ...contact };
	delete shown.uuid;
	delete shown.email_suppressions;
	delete shown.channels;
	delete shown.blocked;
	const { contactTags, optedOutShown } = state.unknowns;
	const ids = contact.tags.map(({ tag_id }) => tag_id);
	const tags = { asWritten: contact.tags, tags: state.tags.filter(({ id }) => ids.includes(id)), ids }[contactTags];
	return { ...shown, tags, ...(optedOutShown === 'shown' ? { is_opted_out: state.optedOut.has(contact.phone) } : {}) };
}

export const contacts: Collection<HeymarketState, Contact> = {
	name: 'Contact',
	rows: (state) => state.contacts,
	shown: shownContact,
};

/** Refuses what the real server would drop without a word, and references to nothing. */
function check(state: HeymarketState, body: ContactBody): void {
	const strange = Object.keys(body.custom ?? {}).find((key) => !state.contactFields.some(({ id }) => String(id) === key));
	if (strange !== undefined) throw badData(`custom: ${JSON.stringify(strange)} is not the ID of a custom field`);
	const tag = body.tags?.find(({ tag_id }) => !state.tags.some(({ id }) => id === tag_id));
	if (tag !== undefined) throw badData(`tags: ${tag.tag_id} is not a tag of this team`);
	const { assignee_id: assignee = -1 } = body;
	const isMember = state.team.members.some(({ id }) => id === assignee);
	if (assignee !== -1 && !isMember) throw badData(`assignee_id: ${assignee} is not a member of this team`);
}

/** A time with microseconds, as the seeded contacts have them. */
export function now(): string {
	return new Date().toISOString().replace('Z', '789Z');
}

/** What a body that leaves something out stands for. No answer shows the suppressions, so a client could not carry them over. */
function completed(state: HeymarketState, contact: Contact, body: ContactBody): Required<ContactBody> {
	const empty = { first: '', last: '', display_name: '', email: '', avatar: '', tags: [], assignee_id: -1, is_opted_out: false };
	const kept = {
		...contact,
		assignee_id: contact.assigned_user_id === 0 ? -1 : contact.assigned_user_id,
		is_opted_out: state.optedOut.has(contact.phone),
	};
	const { custom, email_suppressions } = contact;
	return { custom, email_suppressions, ...(state.unknowns.leftOutOfContact === 'blanked' ? empty : kept), ...body };
}

/** Writes a contact anew: what the body leaves out becomes empty. `custom` is joined with the earlier one, or replaced. */
export function write(state: HeymarketState, contact: Contact, body: ContactBody, overwrite: boolean): void {
	check(state, body);
	if (body.phone !== '' && state.contacts.some((each) => each !== contact && each.phone === body.phone)) {
		throw badData(`phone: ${body.phone} is the number of another contact`);
	}
	const custom = { ...(overwrite ? {} : contact.custom), ...body.custom };
	const { assignee_id: assignee, is_opted_out: optedOut, ...whole } = completed(state, contact, body);
	state.optedOut.delete(contact.phone);
	if (optedOut) state.optedOut.add(body.phone);
	Object.assign(contact, {
		phone: whole.phone,
		first: whole.first,
		last: whole.last,
		display_name: whole.display_name,
		email: whole.email,
		avatar: whole.avatar,
		custom: Object.fromEntries(Object.entries(custom).filter(([, value]) => value !== '' && value !== null)),
		tags: whole.tags,
		assigned_user_id: assignee === -1 ? 0 : assignee,
		email_suppressions: whole.email_suppressions,
		op: 'update',
		rev: contact.rev + 1,
		updated: now(),
	});
}

/** PUT /v1/contact/{id} */
export function rewrite(contact: Contact, call: Call, state: HeymarketState): void {
	write(state, contact, call.body as ContactBody, call.query['overwrite'] === 'true');
}

/** Stores a new contact. */
export function create(state: HeymarketState, body: ContactBody): Contact {
	state.lastId += 1;
	const made: Contact = {
		id: state.lastId,
		uuid: uuidOf(state.lastId),
		phone: body.phone,
		first: '',
		last: '',
		display_name: '',
		email: '',
		avatar: '',
		custom: {},
		note: [],
		tags: [],
		assigned_user_id: 0,
		email_suppressions: [],
		channels: [],
		creator_id: 101,
		team_id: 1,
		shared: true,
		op: 'create',
		rev: 0,
		created: now(),
		updated: now(),
	};
	write(state, made, { is_opted_out: state.optedOut.has(body.phone), ...body }, true);
	made.op = 'create';
	state.contacts.push(made);
	return made;
}

/** POST /v1/contact/status */
export function getContactStatus(state: HeymarketState, call: Call): Answer {
	const { id, phone } = call.body as { id?: number; phone?: string };
	const contact = state.contacts.find((each) => each.id === id || each.phone === phone);
	if (contact === undefined) throw notFound(`Contact ${id ?? phone ?? ''} not found`);
	return json(200, { id: contact.id, phone: contact.phone, unsubscribed: state.optedOut.has(contact.phone), blocked: contact.blocked ?? false });
}

/** POST /v1/batch/contacts: each contact of the list is created, or else skipped or written anew. */
export function createOrUpdateContacts(state: HeymarketState, call: Call): Answer {
	const overwrite = call.query['overwrite'] === 'true';
	const rows = (call.body as ContactBody[]).map((body) => {
		const known = state.contacts.find((each) => each.phone === body.phone);
		try {
			if (known === undefined) return { body, became: 'written', contact: create(state, body) };
			if (!overwrite) return { body, became: 'skipped', contact: known };
			write(state, known, body, true);
			return { body, became: 'written', contact: known };
		} catch (error) {
			if (error instanceof Refusal) return { body, became: 'failed' };
			throw error;
		}
	});
	const { batchAnswer } = state.unknowns;
	if (batchAnswer === 'contacts') {
		return json(200, rows.flatMap(({ contact }) => (contact === undefined ? [] : [shownContact(contact, state)])));
	}
	const told = rows.filter(({ became }) => became === 'failed' || (batchAnswer === 'failedAndSkipped' && became === 'skipped'));
	return json(200, told.length === 0 ? 'ok' : told.map(({ body }) => body));
}

/** POST /v1/contact */
export function createContact(state: HeymarketState, call: Call): Answer {
	const { id, rev, uuid } = create(state, call.body as ContactBody);
	return json(200, { id, rev, uuid });
}

/** The contact of an ID or a number; undefined if there is none. */
function contactOf(state: HeymarketState, { id, phone }: { id?: number | string; phone?: string }): Contact | undefined {
	return state.contacts.find((each) => (phone === undefined ? String(each.id) === String(id) : each.phone === phone));
}

/** POST /v1/contact/get */
export function findContact(state: HeymarketState, call: Call): Answer {
	const asked = call.body as { id?: string; phone?: string };
	const contact = contactOf(state, asked);
	if (contact !== undefined) return json(200, shownContact(contact, state));
	if (state.unknowns.unknownPhone === 'zeros') return json(200, { id: 0, phone: '', updated: '0001-01-01T00:00:00Z' });
	throw notFound(`Contact ${asked.phone ?? asked.id ?? ''} not found`);
}

/** POST /v1/contact/set_status */
export function setContactStatus(state: HeymarketState, call: Call): Answer {
	const { status, ...asked } = call.body as { status: string; id?: number; phone?: string };
	const contact = contactOf(state, asked);
	if (contact === undefined) throw notFound(`Contact ${asked.phone ?? asked.id ?? ''} not found`);
	if (['active', 'subscribed'].includes(status)) state.optedOut.delete(contact.phone);
	if (status === 'unsubscribed') state.optedOut.add(contact.phone);
	if (['active', 'unblocked'].includes(status)) contact.blocked = false;
	if (status === 'blocked') contact.blocked = true;
	return json(200, 'success');
}
