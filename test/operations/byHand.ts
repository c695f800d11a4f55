import type { IDataObject } from 'n8n-workflow';

/*
 * What the contracts can't say of an operation, because it makes something else of what a person fills in. A plain operation
 * needs nothing here.
 */

/** The parts of a template's content. */
const templateContent = { text: 'Hello {{first_name}}, we are open today.', pictureUrls: ['https://files.example.com/table.jpg'] };

/** What the API has of them. Pictures may be left out where a template is created. */
function withContent({ text, gallery = [], ...others }: IDataObject): IDataObject {
	return { ...others, ...(text !== undefined && { content: { text, gallery: (gallery as string[]).map((url) => ({ url })) } }) };
}

/** A channel of each kind. */
const channelExamples = { phoneNumber: '14155550177', emailAddress: 'fay@example.com', channelType: 'facebook', channelId: 'fb-77' };

/** What kind of channel a value is of, where that is not said. */
const kindOf = (value: unknown) => (String(value).includes('@') ? 'email' : 'phone');

/** Values of fields whose names the API doesn't have, by operation and parameter. */
export const examplesByHand: Record<string, Record<string, unknown>> = {
	'heymarket contact.create': { ...channelExamples, email: 'fay@example.com' },
	'heymarket contact.addChannel': channelExamples,
	'heymarket contact.updateChannel': channelExamples,
	'heymarket contact.search': { phoneNumbers: ['14155550123'], emails: ['customer0@example.com'], channelType: 'facebook', channelIds: ['fb-2'] },
	'heymarket contact.deleteMany': { contactUuids: ['3f0c2b1e-6f6e-4a52-9d0f-000000003001', '3f0c2b1e-6f6e-4a52-9d0f-000000003002'] },
	'heymarket customField.createMany': { titles: ['Shoe Size', 'Plan'] },
	'heymarket contact.createOrUpdateMany': {
		channelContacts: [
			{
				contact_id: '3f0c2b1e-6f6e-4a52-9d0f-000000003002', contact_channels: [{ channel_type: 'email', channel_id: 'fay@example.com' }],
				first: 'Ana', tags: [{ tag_id: 501 }], custom: { 601: 'Premium' }, is_opted_out: false,
			},
			{ contact_channels: [{ channel_type: 'phone', channel_id: '14155550177' }, { channel_type: 'facebook', channel_id: 'fb-77' }], last: 'Ray' },
		],
		contacts: [
			{
				phone: '14155550123', first: 'Ana', last: 'Reyes', display_name: 'Ana R.', email: 'ana@example.com',
				avatar: 'https://files.example.com/ana.png', custom: { 601: 'Premium' }, assignee_id: 101,
				tags: [{ tag_id: 501 }], is_opted_out: false,
			},
			{ phone: '14155550134', last: 'Ray' },
		],
	},
	'heymarket automation.run': { fields: { first_name: 'Ana' } },
	'heymarket user.update': { firstName: 'Omar', lastName: 'Haddad', roleId: 4 },
	'heymarket template.create': templateContent,
	'heymarket template.update': templateContent,
	'heymarket email.send': { to: ['ana@example.com', 'bob@example.com'], cc: ['chidi@example.com'] },
	// It is in the conversation of the contract's examples.
	'whippy message.get': { messageId: '00000004-0000-4000-8000-000000000001' },
	// Properties need the custom object beside them.
	'whippy contact.createOrUpdateMany': {
		contacts: [
			{ phone: '+14155550123', name: 'Ana Reyes', email: 'ana@example.com', address: { city: 'Oakland' }, birth_date: { day: 17, month: 4, year: 1960 } },
			{ email: 'bob@example.com', name: 'Bob Stone' },
		],
	},
	// The contract's examples are those of the channel of texts.
	'whippy agent.startChat': { fromEmail: 'care@whippy-demo.example', to: 'ana@example.com' },
};

/** The body that an operation makes of those values. */
export const bodiesByHand: Record<string, (body: IDataObject) => IDataObject | IDataObject[]> = {
	'heymarket contact.createOrUpdateMany': ({ contacts, channel_contacts }) => (contacts as IDataObject[]) ?? { contacts: channel_contacts },
	'heymarket contact.create': ({ channel_id, channel_type, ...others }) => (channel_id === undefined ? others : { ...others, contact_channels: [{ channel_type: channel_type ?? 'email', channel_id }] }),
	'heymarket contact.addChannel': ({ channel_id, channel_type }) => ({ channel_type: channel_type ?? kindOf(channel_id), channel_id }),
	'heymarket contact.updateChannel': ({ channel_id, channel_type }) => ({ channel_type: channel_type ?? kindOf(channel_id), channel_id }),
	'heymarket contact.search': ({ channel_ids, channel_type }) => ({ contact_channels: [{ channel_type: channel_type ?? kindOf((channel_ids as string[])[0]), channel_ids }] }),
	'heymarket contact.deleteMany': ({ channel_ids }) => ({ contact_channels: [{ channel_type: 'id', channel_ids }] }),
	'heymarket customField.createMany': ({ titles }) => (titles as string[]).map((title) => ({ title })),
	// Names of the team's own stand beside the number.
	'heymarket automation.run': ({ phone_number, fields }) => ({ phone_number, ...(fields as IDataObject) }),
	// A list of one user, who is named by a setting.
	'heymarket user.update': (changed) => ({ users: [{ id: 102, ...changed }] }),
	// The sender stands in a setting, since choosing one changes nothing.
	'heymarket scheduledMessage.update': (changed) => ({ ...changed, user_id: 101 }),
	'heymarket template.create': withContent,
	'heymarket template.update': withContent,
	// Of whom the properties are, where the form has no choice.
	'whippy contact.createOrUpdateMany': ({ custom_data: data, ...others }) => ({ ...others, ...((data as object) && { custom_data: { resource: 'contact', ...(data as object) } }) }),
	// What a record is attached to stands in the choice of it.
	'whippy customObjectRecord.createOrUpdate': (body) =>
		body.associated_resource_id === undefined || body.associated_resource_type !== undefined ? body : { ...body, associated_resource_type: 'contact' },
	// Of a chat by email there is one kind.
	'whippy agent.startChat': (body) => ({ type: 'email', ...body }),
	// An element for each recipient, with its kind in front.
	'heymarket email.send': ({ to = [], cc = [], ...others }) => ({
		...others,
		targets: [...(to as string[]).map((one) => `to:${one}`), ...(cc as string[]).map((one) => `cc:${one}`)],
	}),
	// Where everything is filled in, somebody is to be told, by a mention.
	'whippy message.addNote': (body) => (body.body && body.attachments ? { ...body, body: `${String(body.body)} @{{12}}` } : body),
	'whippy conversation.update': (body) => ({ ...body, ...(body.assigned_user_id !== undefined && { assigned_users: [body.assigned_user_id] }) }),
};

/** Values of settings that not every value of their type is good for, by parameter, or by operation and parameter. */
export const settingsByHand: Record<string, unknown> = {
	country: 'US',
	// All fields are filled in, so that none can be cleared, and by its UUID a contact's custom fields can't be replaced.
	clearFields: [],
	replaceCustomFields: false,
	conversation: 2001,
	'heymarket scheduledMessage.update sendAs': 101,
	// Every field that can be cleared is filled in.
	'whippy contact.update clearFields': [],
	user: 102,
};

/** Names of a request that are made of what stands in other fields, where their own are not filled in. */
export const madeOfOthers: Record<string, string[]> = {
	'heymarket email.send': ['text', 'raw_text'],
	'heymarket email.reply': ['text', 'raw_text'],
	'sendook message.send': ['text', 'html'],
	'sendook message.reply': ['text', 'html'],
};

/** Fields whose values are sent under the name that another field of the operation has, each with the reason. */
export const crossedNames: Record<string, string> = {
	'heymarket contact.search phoneNumbers': 'each kind of channel has a field of its own',
	'heymarket contact.search emails': 'each kind of channel has a field of its own',
	'heymarket email.send html': 'Heymarket calls the HTML of an email text, and its text raw_text',
	'heymarket email.reply html': 'Heymarket calls the HTML of an email text, and its text raw_text',
	'whippy agent.startChat phoneNumber': 'the person is named by a number or an address, each with a field of its own',
};

/** Names that a request takes, but that the form of the operation doesn't offer. */
export const notOffered: Record<string, string[]> = {
	// One request is several operations.
	'heymarket list.update': ['add_contacts', 'remove_contacts', 'add_phones', 'remove_phones', 'add_emails', 'remove_emails'],
	'heymarket list.addMembers': ['title', 'contacts', 'remove_contacts', 'remove_phones', 'remove_emails'],
	'heymarket list.removeMembers': ['title', 'contacts', 'add_contacts', 'add_phones', 'add_emails'],
	// Of a conversation that begins with the email.
	'heymarket email.reply': ['inbox', 'targets', 'conv_title'],
	// One request is several operations: each has the names of its own kind of message and recipient.
	'heymarket message.send': ['list_id', 'private'],
	'heymarket message.sendToList': ['phone_number', 'chat_id', 'targets', 'private', 'activity_id'],
	'heymarket message.addPrivateComment': ['phone_number', 'list_id', 'targets', 'template_id', 'survey_id', 'media_url', 'activity_id'],
	// Properties need a custom object, which only Create or Update Many names.
	'whippy contact.createOrUpdate': ['properties'],
	// Its messages are read by times instead.
	'whippy conversation.get': ['messages[offset]'],
};
