import type { IDataObject } from 'n8n-workflow';
import { lineField, locatorField, urlField } from '../shared/form/field';
import { body, branch, choose } from '../shared/form/parts';
import { messageText, phoneNumber as phoneNumberWith } from '../shared/form/texting';
import type { Reach } from '../shared/operation';
import { integerId } from '../shared/values/ids';

const inboxes = { search: 'searchInboxes', placeholder: 'e.g. 12345', convert: integerId } as const;

const members = { search: 'searchMembers', placeholder: 'e.g. 101', convert: integerId } as const;

/** The inbox that a message goes out from, or whose messages are read. */
export const inbox = locatorField({
	displayName: 'Inbox',
	name: 'inbox',
	required: true,
	description: 'The number or mailbox that the message comes from',
	...inboxes,
});

/** The member that a message is from. */
export const sendAs = locatorField({
	displayName: 'Send As',
	name: 'sendAs',
	required: true,
	description: 'The team member shown as the sender, who needs access to the inbox. Once an inbox is chosen, the list holds its members only.',
	...members,
});

/** The member for whom something is done that customers don't see. */
export const member = locatorField({
	displayName: 'Member',
	name: 'member',
	required: true,
	description: 'The team member for whom this is done',
	...members,
});

/** What a list of conversations is narrowed down by. */
export const conversationFilters = {
	assignedTo: locatorField({ displayName: 'Assigned To', name: 'assignedTo', description: 'Only conversations that this member of the team has', ...members }),
	inbox: locatorField({ displayName: 'Inbox', name: 'inbox', description: 'Only conversations in this inbox', ...inboxes }),
	visibleTo: locatorField({ displayName: 'Visible To', name: 'visibleTo', description: 'Only conversations in inboxes that this member may use', ...members }),
};

/** The member who gets a conversation. */
export const reassignTo = locatorField({
	displayName: 'Reassign To',
	name: 'reassignTo',
	required: true,
	description: 'The team member who gets the conversation, and needs access to its inbox',
	...members,
});

/** The inbox that a conversation moves to. */
export const transferTo = locatorField({
	displayName: 'Transfer To',
	name: 'transferTo',
	required: true,
	description: 'The inbox that the conversation moves to',
	...inboxes,
});

/** A conversation, which the API calls by three names. */
export const conversation = locatorField({
	displayName: 'Conversation',
	name: 'conversation',
	required: true,
	description: 'The list starts with the most recently active ones',
	search: 'searchConversations',
	placeholder: 'e.g. 98765',
	convert: integerId,
});

/** A message of the chosen conversation. */
export const messageId = locatorField({
	displayName: 'Message',
	name: 'messageId',
	required: true,
	description: 'Choose the conversation first: the list holds its messages, the newest first',
	search: 'searchMessages',
	placeholder: 'e.g. 5001',
	convert: integerId,
});

/** One person's number, in digits without a plus as Heymarket takes it. */
export const phoneNumber = phoneNumberWith({ plus: false });

/** A saved template. */
export const template = locatorField({
	displayName: 'Template',
	name: 'template',
	required: true,
	description: 'A saved template; Heymarket fills in its merge tokens, such as first_name',
	search: 'searchTemplates',
	placeholder: 'e.g. 321',
	convert: integerId,
});

/** A list of contacts. What it means to a request is said at the operation. */
export function listField(description: string) {
	return locatorField({ displayName: 'List', name: 'list', required: true, description, search: 'searchLists', placeholder: 'e.g. 4321', convert: integerId });
}

/** A survey. */
export const survey = locatorField({
	displayName: 'Survey',
	name: 'survey',
	required: true,
	description: 'A survey made in Heymarket; its opening question is sent',
	search: 'searchSurveys',
	placeholder: 'e.g. 54',
	convert: integerId,
});

const mediaUrl = urlField({
	displayName: 'Picture or File (MMS)',
	name: 'mediaUrl',
	placeholder: 'e.g. https://example.com/picture.jpg',
	description: 'Public web address of a picture or file, which goes with the text or alone',
});

/** A text, a template or a survey, and perhaps a picture. */
export const content = [
	choose(
		{ displayName: 'Content', name: 'content', description: 'What is sent' },
		{
			text: branch('Text', 'A text written here', [body('text', messageText(), { unless: 'media_url' })]),
			template: branch('Template', 'A saved template, its tokens filled in by Heymarket', [body('template_id', template)]),
			survey: branch('Survey', 'The opening question of a survey', [body('survey_id', survey)]),
		},
	),
	body('media_url', mediaUrl, { notWith: ['template_id', 'survey_id'] }),
] as const;

/** The name above the bubble. */
export const author = lineField({
	displayName: 'Author',
	name: 'author',
	placeholder: 'e.g. Order desk',
	description: 'Name displayed above the chat bubble in Heymarket',
});

/** An ID of the person's own making. */
export const localId = lineField({
	displayName: 'Local ID',
	name: 'localId',
	placeholder: 'e.g. order-1042',
	description: 'Your own ID of this message. Heymarket gives it back wherever the message is read.',
});

/** How a person finds out whether a text message went out. */
export const howToCheckMessages = 'Look for it with Message > Get Many, or in Heymarket.';

/** A message into a conversation: whom it reaches is read from Heymarket while the credential limits recipients. */
export function conversationReach(id: number): Reach {
	return {
		conversation: String(id),
		to: `conversation ${id}`,
		lookUp: {
			path: '/v1/conversations/{id}',
			ids: { id: String(id) },
			recipients: peopleOf,
		},
	};
}

/** An ID in an answer: the older pages of Heymarket's reference show an object in its place (providers/heymarket.md section 12). */
export function idIn(value: unknown): number | undefined {
	const id = typeof value === 'object' ? (value as IDataObject | null)?.id : value;
	return typeof id === 'number' && id > 0 ? id : undefined;
}

/** The people that a conversation's target names: a group's is its numbers joined by commas (inferred; providers/heymarket.md section 6). */
export function peopleNamed({ target }: IDataObject): string[] {
	return typeof target === 'string' ? target.split(',').map((one) => one.trim()) : [];
}

/** The people of a conversation; nobody if Heymarket names only one of a group: whether there are others is not known then. */
export function peopleOf(row: IDataObject): string[] {
	const people = peopleNamed(row);
	return people.length === 1 && /group/i.test(String(row.type)) ? [] : people;
}
