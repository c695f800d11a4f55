import type { IDataObject } from 'n8n-workflow';
import { country } from '../../shared/form/country';
import { emailAddressField, emailAddressesField, lineField, linesField, locatorField, made, phoneNumbersField, type Look } from '../../shared/form/field';
import { body, branch, choose } from '../../shared/form/parts';
import { uuid } from '../../shared/values/ids';
import { each, invalid } from '../../shared/values/invalid';
import { entriesOf, separated } from '../../shared/values/lists';
import { singleLine } from '../../shared/values/text';
import { phoneNumber } from '../fields';

/** A contact by the UUID that the second generation of the API names it by. */
export const contactUuid = locatorField({
	displayName: 'Contact UUID',
	name: 'contactUuid',
	required: true,
	description: 'The list starts with those changed last. Heymarket gives the UUID where a contact is created or changed.',
	search: 'searchContactUuids',
	placeholder: 'e.g. 3f0c2b1e-6f6e-4a52-9d0f-0c9f1f8f3001',
	convert: uuid,
});

/** Contacts by their UUIDs. */
export const contactUuids = made<string[], Look & { required: true }>(
	{ displayName: 'Contact UUIDs', name: 'contactUuids', required: true, placeholder: 'e.g. 3f0c2b1e-6f6e-4a52-9d0f-0c9f1f8f3001', description: 'Separated by commas, or a list from an expression' },
	{ type: 'string', default: '' },
	(value) => [...new Set(each(entriesOf(value, separated), uuid))],
);

/** A kind of channel, by the API's word for it. */
export const channelType = made<string, Look & { required: true }>(
	{ displayName: 'Channel Type', name: 'channelType', required: true, placeholder: 'e.g. facebook', description: 'Heymarket’s word for it: phone, email, facebook or another' },
	{ type: 'string', default: '' },
	(value) => {
		const written = singleLine(value).toLowerCase();
		if (!/^[a-z][a-z0-9_-]*$/.test(written)) throw invalid(value, 'is not a type of channel', 'Write one word, such as email.');
		return written;
	},
);

const channelId = lineField({
	displayName: 'Channel ID',
	name: 'channelId',
	required: true,
	placeholder: 'e.g. 1234567890',
	description: 'What the channel knows the person by, such as a user ID',
});

const channelEmail = emailAddressField({ displayName: 'Email Address', name: 'emailAddress', required: true, placeholder: 'e.g. ana@example.com', description: 'The email address of the person' });

const look = { displayName: 'Channel', name: 'channel', description: 'How the person is reached' };

/** The branches for one channel that isn't a phone number. */
export const otherChannel = {
	email: ['Email', 'An email address', [body('channel_id', channelEmail)]],
	other: ['Other', 'Facebook or another channel of Heymarket', [body('channel_type', channelType), body('channel_id', channelId)]],
} as const;

/** One channel of a person. */
export const channel = choose(look, {
	phone: branch('Phone Number', 'A number for texts', [body('channel_id', phoneNumber), country]),
	email: branch(...otherChannel.email),
	other: branch(...otherChannel.other),
});

const phoneNumbers = phoneNumbersField({
	displayName: 'Phone Numbers', name: 'phoneNumbers', required: true, plus: false,
	placeholder: 'e.g. +1 415 555 0134, +1 415 555 0199',
	description: 'Separated by commas, or a list from an expression',
});

const emails = emailAddressesField({ displayName: 'Emails', name: 'emails', required: true, placeholder: 'e.g. ana@example.com, bob@example.com', description: 'Email addresses, separated by commas, or a list from an expression' });

const channelIds = linesField({ displayName: 'Channel IDs', name: 'channelIds', required: true, placeholder: 'e.g. 1234567890', description: 'What the channel knows the people by, separated by commas' });

/** Channels of one type, by which people are looked for. */
export const channels = choose(look, {
	phone: branch('Phone Numbers', 'Numbers for texts', [body('channel_ids', phoneNumbers), country]),
	email: branch('Emails', 'Email addresses', [body('channel_ids', emails)]),
	other: branch('Other', 'Facebook or another channel of Heymarket', [body('channel_type', channelType), body('channel_ids', channelIds)]),
});

/** The type of the channel that a person chose: the API's word, which is what they wrote where it is another. */
export function typeOf({ body: { channel_type }, settings }: { body: { channel_type?: string }; settings: Record<string, unknown> }): string {
	return channel_type ?? String(settings.channel);
}

/** Channels in a list of contacts: numbers and addresses are written as the API takes them. */
export const channelList = made<IDataObject[], Look>(
	{ displayName: 'contact_channels', name: 'contactChannels' },
	{ type: 'json', default: '' },
	(value, context) =>
		each(entriesOf(value, separated), (entry) => {
			const { channel_type: type, channel_id: id } = (typeof entry === 'object' && entry !== null ? entry : {}) as IDataObject;
			if (type === undefined || id === undefined) throw invalid(entry, 'has no channel_type or no channel_id', 'Give both, such as {"channel_type": "email", "channel_id": "ana@example.com"}.');
			const channel_type = channelType.convert(type, context);
			const field = { phone: phoneNumber, email: channelEmail }[channel_type] ?? channelId;
			return { channel_type, channel_id: field.convert(id, context) };
		}),
);

/** What people use of a channel. */
export const simplifiedChannel = ['channel_type', ['channel', 'channel_id'], 'channel_handle', 'created', 'updated', 'contact_id', 'id'] as const;
