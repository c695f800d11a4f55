import { dateTimeField, emailAddressField, lineField, locatorField, phoneNumberField, someOfField, wholeNumberField } from '../../shared/form/field';
import { refuseReversed } from '../../shared/values/dates';
import { uuid } from '../../shared/values/ids';

/* What limits a list of conversations, the same in Get Many and Search. Where the API takes several, a form has one. */

const UUID = 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e';

export const channel = locatorField({
	displayName: 'Channel',
	name: 'channel',
	description: 'Only conversations over this channel',
	search: 'searchChannels',
	placeholder: UUID,
	convert: uuid,
});

export const contact = locatorField({
	displayName: 'Contact',
	name: 'contact',
	description: 'Only conversations with this contact',
	search: 'searchContacts',
	placeholder: UUID,
	convert: uuid,
});

export const contactEmail = emailAddressField({
	displayName: 'Contact Email',
	name: 'contactEmail',
	placeholder: 'e.g. anna@example.com',
	description: 'Only conversations with the person of this address',
});

export const contactName = lineField({
	displayName: 'Contact Name',
	name: 'contactName',
	placeholder: 'e.g. Ana Reyes',
	description: 'Only conversations with people of this name',
});

export const contactPhone = phoneNumberField({
	displayName: 'Contact Phone Number',
	name: 'contactPhone',
	placeholder: 'e.g. +1 415 555 0134',
	description: 'Only conversations with this number. Without a country code, the credential’s Default Country counts.',
});

export const status = someOfField(
	{ displayName: 'Status', name: 'status', description: 'Only conversations that have one of these' },
	{ automated: 'Automated', closed: 'Closed', open: 'Open', spam: 'Spam' },
);

export const type = someOfField(
	{ displayName: 'Channel Type', name: 'type', description: 'Only conversations over these channels' },
	{ email: 'Email', fax: 'Fax', phone: 'Phone', whatsapp: 'WhatsApp' },
);

export const unreadCount = wholeNumberField({
	displayName: 'Unread Messages',
	name: 'unreadCount',
	min: 0,
	default: 1,
	description: 'Only conversations with exactly so many unread messages; 0 for those that are read',
});

export const createdAfter = dateTimeField({ displayName: 'Created After', name: 'createdAfter', description: 'Only conversations that were begun after this time' });

export const createdBefore = dateTimeField({ displayName: 'Created Before', name: 'createdBefore', description: 'Only conversations that were begun before this time' });

export const lastMessageAfter = dateTimeField({ displayName: 'Last Message After', name: 'lastMessageAfter', description: 'Only conversations last written in after this time' });

export const lastMessageBefore = dateTimeField({ displayName: 'Last Message Before', name: 'lastMessageBefore', description: 'Only conversations last written in before this time' });

export const updatedAfter = dateTimeField({ displayName: 'Updated After', name: 'updatedAfter', description: 'Only conversations that were changed after this time' });

export const updatedBefore = dateTimeField({ displayName: 'Updated Before', name: 'updatedBefore', description: 'Only conversations that were changed before this time' });

const spans = { created_at: [createdAfter, createdBefore], last_message_date: [lastMessageAfter, lastMessageBefore], updated_at: [updatedAfter, updatedBefore] } as const;

/**
 * @param timeOf the value of a time, by the name of its pair and `after` or `before`
 * @throws InvalidValue where a pair of times is reversed
 */
export function refuseReversedTimes(timeOf: (name: keyof typeof spans, end: 'after' | 'before') => unknown): void {
	for (const [name, [after, before]] of Object.entries(spans)) {
		const ends = (['after', 'before'] as const).map((end) => timeOf(name as keyof typeof spans, end));
		refuseReversed(ends[0], ends[1], [after.property.displayName, before.property.displayName]);
	}
}
