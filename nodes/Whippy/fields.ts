import { futureTimeField, locatorField, oneOfField, switchField, urlsField, type Choice, type Field, type ValueContext } from '../shared/form/field';
import { body } from '../shared/form/parts';
import type { Column } from '../shared/operation';
import { emailAddress } from '../shared/values/addresses';
import { integerId, uuid } from '../shared/values/ids';
import { each, InvalidValue, isLeftOut } from '../shared/values/invalid';
import { entriesOf, separated, withoutDuplicates } from '../shared/values/lists';
import { phoneNumber } from '../shared/values/phone';

/** A conversation. */
export const conversation = locatorField({
	displayName: 'Conversation',
	name: 'conversation',
	required: true,
	description: 'The list starts with the most recently active ones',
	search: 'searchConversations',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** A message of the chosen conversation. */
export const messageId = locatorField({
	displayName: 'Message',
	name: 'messageId',
	required: true,
	description: 'Choose the conversation first: the list holds its messages, the newest first',
	search: 'searchMessages',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** As `conversation`, where it limits a list. */
export const conversationFilter = locatorField({
	displayName: 'Conversation',
	name: 'conversation',
	description: 'Only messages of this conversation',
	search: 'searchConversations',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** A contact, where it limits a list. */
export const contactId = locatorField({
	displayName: 'Contact',
	name: 'contact',
	description: 'Only messages to and from this contact',
	search: 'searchContacts',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** A channel of any kind. */
export const channel = locatorField({
	displayName: 'Channel',
	name: 'channel',
	required: true,
	description: 'A phone number, mailbox or other channel of the organization',
	search: 'searchChannels',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** Somebody of the organization, where it limits a list. The API takes several: the operation makes a list where the request has a body. */
function userFilter<const Name extends string>(displayName: string, name: Name, description: string) {
	return locatorField({ displayName, name, description, search: 'searchUsers', placeholder: 'e.g. 12', convert: (value) => String(integerId(value)) });
}

export const assigneeFilter = userFilter('Assigned To', 'assignee', 'Only conversations that are assigned to this user');

export const createdBy = userFilter('Created By', 'createdBy', 'Only those that this user made');

export const updatedBy = userFilter('Updated By', 'updatedBy', 'Only those that this user changed last');

/** Files that the provider fetches. */
export const attachmentUrls = urlsField({
	displayName: 'Attachment URLs',
	name: 'attachmentUrls',
	placeholder: 'e.g. https://example.com/invoice.pdf',
	description: 'Public addresses of files, separated by commas, or a list from an expression',
});

/** What the API takes as the name of a channel: one of the two, or both. */
type ChannelName = { id?: string; phone?: string };

/** Channels that a contact is opted in to. */
export const optInTo: Field<ChannelName[], false> = {
	property: {
		displayName: 'Opt In To',
		name: 'optInTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
		description:
			'Channels that a new contact is opted in to: IDs or phone numbers separated by commas, or a list from an expression. Only used when the message creates the contact.',
	},
	convert(value, context) {
		const made = each(entriesOf(value, separated), (entry) => channelOf(entry, context));
		return withoutDuplicates(made, (channel) => JSON.stringify(channel));
	},
};

/** A channel as people write it, or as an object that an expression gives: `{ id }`, `{ phone }` or both. */
function channelOf(entry: unknown, context: ValueContext): ChannelName {
	if (typeof entry === 'object' && entry !== null) {
		const { id, phone } = entry as Record<string, unknown>;
		if (isLeftOut(id) && isLeftOut(phone)) {
			throw new InvalidValue('holds an object without id and phone', 'Give the ID or the phone number of each channel.');
		}
		return {
			...(isLeftOut(id) ? {} : { id: uuid(id) }),
			...(isLeftOut(phone) ? {} : { phone: phoneNumber(phone, context) }),
		};
	}
	return /[a-f]|^.{30}/i.test(String(entry)) ? { id: uuid(entry) } : { phone: phoneNumber(entry, context) };
}

/** Whether a contact is opted in to every channel. */
export const optInToAllChannels = switchField({
	displayName: 'Opt In to All Channels',
	name: 'optInToAllChannels',
	description: 'Whether a contact that the message creates is opted in to every channel',
});

/** When Whippy sends it. */
export const scheduleAt = futureTimeField({
	displayName: 'Schedule At',
	name: 'scheduleAt',
	description: 'When Whippy sends it; at once when left empty',
	hint: 'In this workflow’s time zone',
});

/** Files of a new message. */
export const attachments = body('attachments', attachmentUrls);

/** What a contact is opted in to where a message creates it. */
export const optIn = [body('opt_in_to', optInTo), body('opt_in_to_all_channels', optInToAllChannels)] as const;

/** What a person may add to a new message, the same for email and SMS. */
export const additional = [attachments, ...optIn, body('schedule_at', scheduleAt)] as const;

/** The status that the message gives its conversation; which ones the API takes differs by kind of message. */
export function conversationStatus<const Choices extends Record<string, Choice>>(choices: Choices, otherwise: string) {
	const description = `The status to set for the conversation; ${otherwise}`;
	return oneOfField({ displayName: 'Conversation Status', name: 'conversationStatus', default: 'open', description }, choices);
}

/** A channel for texts, by its number. */
export const phoneChannel = locatorField({
	displayName: 'From',
	name: 'phoneChannel',
	required: true,
	description: 'The phone or WhatsApp channel that the message is sent from',
	search: 'searchPhoneChannels',
	idMode: 'By Phone Number',
	placeholder: 'e.g. +1 415 555 0100',
	convert: phoneNumber,
});

/** A channel for emails, by its ID or its address. */
export const emailChannel = locatorField({
	displayName: 'From',
	name: 'emailChannel',
	required: true,
	description: 'The email channel that the message is sent from',
	search: 'searchEmailChannels',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	modes: [{ displayName: 'By Address', name: 'address', placeholder: 'e.g. support@example.com' }],
	convert: (value) => (String(value).includes('@') ? emailAddress(value).address : uuid(value)),
});

/** The receipt of a message. */
export const simplifiedReceipt: Column[] = [['status', 'delivery_status'], 'contact_id', 'conversation_id', 'id'];

/** How a person finds out whether a message went out. */
export const howToCheck = 'Look for it with Conversation > Get Many and Conversation > Get, or in Whippy.';
