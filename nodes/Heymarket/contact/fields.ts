import type { IDataObject } from 'n8n-workflow';
import { emailAddressField, lineField, locatorField, someLoadedField, someOfField, switchField, urlField } from '../../shared/form/field';
import { ownFieldsField } from '../../shared/form/ownFields';
import { additionalFields, body } from '../../shared/form/parts';
import { integerId } from '../../shared/values/ids';
import { InvalidValue } from '../../shared/values/invalid';
import { objectOrNone } from '../../shared/values/objects';
import { nameOf, uuidOf } from './simplified';

/** The contact that a request is about. */
export const contact = locatorField({
	displayName: 'Contact',
	name: 'contact',
	required: true,
	description: 'The list starts with those changed last',
	search: 'searchContacts',
	placeholder: 'e.g. 3001',
	convert: integerId,
});

export const firstName = lineField({ displayName: 'First Name', name: 'firstName', placeholder: 'e.g. Ana', description: 'The first name of the person' });

export const lastName = lineField({ displayName: 'Last Name', name: 'lastName', placeholder: 'e.g. Reyes', description: 'The last name of the person' });

export const displayName = lineField({
	displayName: 'Display Name',
	name: 'displayName',
	placeholder: 'e.g. Ana R.',
	description: 'The name that Heymarket shows in place of first and last name',
});

export const email = emailAddressField({
	displayName: 'Email',
	name: 'email',
	placeholder: 'e.g. ana@example.com',
	description: 'The email address of the person',
});

export const avatarUrl = urlField({
	displayName: 'Picture URL',
	name: 'avatarUrl',
	placeholder: 'e.g. https://example.com/ana.png',
	description: 'Public web address of a picture of the person',
});

export const assignee = locatorField({
	displayName: 'Assigned To',
	name: 'assignee',
	description: 'The team member who looks after the contact',
	search: 'searchMembers',
	placeholder: 'e.g. 101',
	convert: integerId,
});

export const isOptedOut = switchField({
	displayName: 'Opted Out',
	name: 'isOptedOut',
	description: 'Whether the person wants no more messages; Heymarket then refuses to send any',
});

/** The tags of a contact. The API takes no more than five. */
export const tags = someLoadedField({
	displayName: 'Tag Names or IDs',
	name: 'tags',
	description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	load: 'getTags',
	most: 5,
	convert: (entry) => ({ tag_id: integerId(typeof entry === 'object' && entry !== null ? (entry as IDataObject).tag_id : entry) }),
});

/** What may be given of a contact beside the channel by which it is known. */
export const details = additionalFields(
	body('assignee_id', assignee),
	body('display_name', displayName),
	body('email', email),
	body('first', firstName),
	body('is_opted_out', isOptedOut),
	body('last', lastName),
	body('avatar', avatarUrl),
	body('tags', tags),
);

/** What a chooser shows by which a contact is named in different ways. */
export const contactBy = { displayName: 'Contact By', name: 'contactBy', description: 'What the contact is known by' };

/** The team's own fields, by their IDs: Heymarket drops a value under another name without a word. */
export const customFields = ownFieldsField({
	displayName: 'Custom Fields',
	name: 'customFields',
	description: 'Fields that your team has made for contacts. A field that is left empty stays as it is.',
	load: 'getContactFields',
	words: { singular: 'custom field', plural: 'custom fields' },
	id: /^\d+$/,
});

/** What an empty field is in a written contact; -1 is nobody. */
const EMPTY = { assignee_id: -1, avatar: '', display_name: '', email: '', first: '', last: '', tags: [] as IDataObject[] };

/** The labels of fields that can be cleared, by the names that the API has for them. */
const CLEARABLE: Record<keyof typeof EMPTY, string> = {
	assignee_id: assignee.property.displayName,
	display_name: displayName.property.displayName,
	email: email.property.displayName,
	first: firstName.property.displayName,
	last: lastName.property.displayName,
	avatar: avatarUrl.property.displayName,
	tags: tags.property.displayName,
};

export const clearFields = someOfField(
	{ displayName: 'Clear Fields', name: 'clearFields', description: 'Fields that are to be empty afterwards' },
	CLEARABLE,
);

/** What a setting of `clearFields` names. */
function cleared(setting: unknown): Array<keyof typeof EMPTY> {
	return (setting ?? []) as Array<keyof typeof EMPTY>;
}

/** What a person changes. @throws InvalidValue where a field of it is to be cleared as well */
export function notCleared(changed: object, toClear: unknown): object {
	const both = cleared(toClear).find((name) => Object.hasOwn(changed, name));
	if (both) throw new InvalidValue(`Clear Fields: ${CLEARABLE[both]} is changed as well`, `Take it out of Clear Fields, or remove ${CLEARABLE[both]}.`);
	return changed;
}

/** The digits of a number, as it is sent; answers may write it otherwise. */
export function digitsOf(phone: unknown): string {
	return String(phone).replaceAll(/\D/g, '');
}

/** Asks whether the person has opted out, which must not be lost and which not every answer tells. */
export function consentOf({ id, is_opted_out }: IDataObject, { body: { is_opted_out: changed } }: { body: { is_opted_out?: boolean } }) {
	return (is_opted_out ?? changed) === undefined && typeof id === 'number' ? { path: '/v1/contact/status', body: { id } } : undefined;
}

/** A contact as it is read, from what was written and the receipt, which has IDs only. */
export function writtenRow({ assignee_id, ...written }: IDataObject, receipt: unknown): IDataObject {
	return { ...written, ...(assignee_id !== undefined && { assigned_user_id: assignee_id }), ...objectOrNone(receipt) };
}

/** A row of a contact that was created, from what was written and the receipt. */
export function createdRow({ custom, tags: marks, contact_channels, ...written }: IDataObject, receipt: unknown): IDataObject {
	const [channel] = (contact_channels as IDataObject[] | undefined) ?? [];
	return {
		name: nameOf(written),
		...written,
		...(channel && { channel: channel.channel_id }),
		...(custom !== undefined && { custom: JSON.stringify(custom) }),
		...(marks !== undefined && { tags: (marks as IDataObject[]).map(({ tag_id }) => tag_id).join(', ') }),
		...objectOrNone(receipt),
	};
}

/** @throws InvalidValue where another contact was read, whose fields would be written over those of this one */
export function refuseOther({ id, uuid }: { id?: string; uuid?: string }, read: IDataObject): void {
	const isThis = uuid === undefined ? String(read.id) === id : typeof read.id === 'number' && (uuidOf(read) ?? uuid) === uuid;
	if (!isThis) throw new InvalidValue(`${contact.property.displayName}: Heymarket did not answer with this contact`, 'Look at it with Contact > Get.');
}

/** The contact that was read, with whether the person has opted out, which another answer may tell. */
export function storedContact(read: IDataObject, unsubscribed: unknown): IDataObject {
	return { ...read, is_opted_out: read.is_opted_out ?? unsubscribed } as IDataObject;
}

/**
 * The whole contact as it is to be written: what is stored, with what a person changed and cleared.
 * @throws InvalidValue where nothing tells whether the person has opted out: written without it, they might get messages again
 */
export function rewritten(stored: IDataObject, changed: object, toClear: unknown): IDataObject {
	const kept = { ...writable(stored), ...changed };
	const label = isOptedOut.property.displayName;
	if (!('is_opted_out' in kept)) throw new InvalidValue(`${label}: Heymarket did not tell whether the person has opted out`, `Add ${label} under Update Fields, as it is to be.`);
	return { ...kept, ...Object.fromEntries(cleared(toClear).map((name) => [name, EMPTY[name]])) };
}

/**
 * What can be written of a contact that was read. Some of it has another name there. Custom fields are not among it, since
 * Heymarket keeps those that a request leaves out.
 */
function writable({ phone, first, last, display_name, email: address, avatar, tags: read, assigned_user_id, is_opted_out, email_suppressions }: IDataObject): IDataObject {
	const all = {
		phone: phone || undefined,
		first,
		last,
		display_name,
		email: address,
		avatar,
		assignee_id: assigned_user_id || undefined,
		tags: read && [read].flat().map(tagOf),
		is_opted_out,
		email_suppressions,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null));
}

/**
 * A tag as it is written. It is read as that, as a tag of the team with an `id`, or as that ID: no source tells.
 * @throws InvalidValue for what is none of these, since the tag would be lost
 */
function tagOf(read: unknown): IDataObject {
	const { tag_id, id = tag_id } = (typeof read === 'object' && read !== null ? read : { id: read }) as IDataObject;
	if (typeof id !== 'number') throw new InvalidValue('Heymarket names the tags of this contact in a way that is not known', 'Change the contact in Heymarket, so that no tag is lost.');
	return { tag_id: id };
}
