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

/** Values of fields whose names the API doesn't have, by operation and parameter. */
export const examplesByHand: Record<string, Record<string, unknown>> = {
	'heymarket contact.createOrUpdateMany': {
		contacts: [
			{
				phone: '14155550123', first: 'Ana', last: 'Reyes', display_name: 'Ana R.', email: 'ana@example.com',
				avatar: 'https://files.example.com/ana.png', custom: { 601: 'Premium' }, assignee_id: 101, is_opted_out: false,
			},
			{ phone: '14155550134', last: 'Ray' },
		],
	},
	'heymarket automation.run': { fields: { first_name: 'Ana' } },
	'heymarket user.update': { firstName: 'Omar', lastName: 'Haddad', roleId: 4 },
	'heymarket template.create': templateContent,
	'heymarket template.update': templateContent,
	'heymarket email.send': { to: ['ana@example.com', 'bob@example.com'], cc: ['chidi@example.com'] },
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
	'heymarket contact.createOrUpdateMany': ({ contacts }) => contacts as IDataObject[],
	// Names of the team's own stand beside the number.
	'heymarket automation.run': ({ phone_number, fields }) => ({ phone_number, ...(fields as IDataObject) }),
	// A list of one user, who is named by a setting.
	'heymarket user.update': (changed) => ({ users: [{ id: 102, ...changed }] }),
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
	conversation: 2001,
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
	'heymarket email.send html': 'Heymarket calls the HTML of an email text, and its text raw_text',
	'heymarket email.reply html': 'Heymarket calls the HTML of an email text, and its text raw_text',
};

/** Names that a request takes, but that the form of the operation doesn't offer. */
export const notOffered: Record<string, string[]> = {
	// A contact is named by its ID.
	'heymarket contact.getStatus': ['phone'],
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
