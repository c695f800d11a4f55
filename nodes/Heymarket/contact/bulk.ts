import type { IDataObject } from 'n8n-workflow';
import { recordsField } from '../../shared/form/records';
import { InvalidValue } from '../../shared/values/invalid';
import { channelList, contactUuid } from './channels';
import { assignee, avatarUrl, customFields, digitsOf, displayName, email, firstName, isOptedOut, lastName, tags } from './fields';
import { nameOf, uuidOf } from './simplified';

/** What a contact in a list may have beside what it is known by. */
export const recordFields = {
	first: firstName,
	last: lastName,
	display_name: displayName,
	email,
	avatar: avatarUrl,
	assignee_id: assignee,
	is_opted_out: isOptedOut,
	tags,
	custom: customFields,
};

/** Contacts by their channels, or by their UUIDs. */
export const channelContacts = recordsField({
	displayName: 'Contacts',
	name: 'channelContacts',
	required: true,
	placeholder: 'e.g. [{"contact_channels": [{"channel_type": "email", "channel_id": "ana@example.com"}], "first": "Ana"}]',
	description: 'A list of objects. One with contact_id (a UUID) is changed; one without it is created and needs contact_channels. It may have first, last, display_name, email, avatar, assignee_id, is_opted_out, tags (IDs) and custom.',
	key: ['contact_id', 'contact_channels'],
	fields: { contact_id: contactUuid, contact_channels: channelList, ...recordFields },
});

/**
 * @param by what makes it do so
 * @param isRewritten whether an entry is written over a contact that exists
 * @throws InvalidValue where that would opt somebody in who has opted out
 */
export function refuseSilentOptIn(label: string, by: string, list: IDataObject[], isRewritten: (entry: IDataObject) => boolean): void {
	const silent = list.findIndex((one) => isRewritten(one) && one.is_opted_out === undefined);
	if (silent === -1) return;
	const message = `${label}: entry ${silent + 1} has no is_opted_out, and ${by} would opt the person in`;
	throw new InvalidValue(message, 'Give is_opted_out in every such entry: true for whoever wants no messages.');
}

/**
 * What became of each contact. Heymarket answers with "ok", with those that failed, or with all contacts as they are stored
 * (providers/heymarket.md section 7.2). Only a stored one has an ID. Where an answer can't be read so, nobody knows who failed.
 */
export function resultsByPhone(answer: unknown, given: IDataObject[], isOverwriting: boolean): IDataObject[] {
	const done = isOverwriting ? 'written' : 'created, or was there before';
	const told = (Array.isArray(answer) ? answer : []) as Array<IDataObject | null>;
	const byPhone = new Map(told.map((one) => [digitsOf(one?.phone), one]));
	const numbers = new Set(given.map(({ phone }) => phone));
	const isRead = Array.isArray(answer) ? [...byPhone.keys()].every((phone) => numbers.has(phone)) : answer === 'ok';
	if (!isRead) return given.map((contact) => ({ ...contact, status: 'unknown' }));
	const isStored = told.some((one) => one?.id !== undefined);
	return given.map((contact) => {
		const one = byPhone.get(String(contact.phone));
		const isDone = isStored ? one?.id !== undefined : one === undefined;
		return { ...contact, status: isDone ? done : 'not written', ...(isStored && isDone && { id: one!.id }) };
	});
}

/** As `resultsByPhone`, where the answer says who was written and who was not, in an order of its own. */
export function resultsByChannel(answer: unknown, given: IDataObject[]): IDataObject[] {
	const { contacts, failed_contacts: failed } = (answer ?? {}) as { contacts?: unknown; failed_contacts?: unknown };
	const rows = [contacts, failed].map((list) => (Array.isArray(list) ? (list as Array<IDataObject | null>) : []).filter((one) => one !== null));
	const [written, refused] = rows;
	if (written.length + refused.length !== given.length) return given.map((contact) => ({ ...contact, status: 'unknown' }));
	return [
		...written.map((one) => ({ name: nameOf(one), phone: one.phone, email: one.email, status: 'written', id: one.id, uuid: uuidOf(one) })),
		...refused.map(({ contact, ...why }) => ({ ...(contact as IDataObject), status: 'not written', ...(Object.keys(why).length > 0 && { reason: JSON.stringify(why) }) })),
	];
}
