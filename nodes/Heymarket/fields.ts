import type { INodeProperties } from 'n8n-workflow';
import { locator, type LocatorDeclaration } from '../shared/form/locator';
import { toBody } from '../shared/form/sent';
import type { Content } from '../shared/provider';
import { z } from '../shared/libraries';
import type { Form, Reach } from '../shared/operation';
import { field } from '../shared/form/fields';
import { exactlyOne, refuse } from '../shared/form/rules';

/** A locator of inboxes. Operations whose API names the inbox otherwise have a parameter of their own. */
export function inbox(where: Pick<LocatorDeclaration, 'name' | 'body' | 'query'> = { name: 'inbox', body: 'inbox_id' }): INodeProperties {
	return locator({ displayName: 'Inbox', search: 'searchInboxes', placeholder: 'e.g. 12345', ...where });
}

/** The member that a message is from. */
export function sendAs(): INodeProperties {
	return locator({
		displayName: 'Send As',
		name: 'sendAs',
		search: 'searchMembers',
		placeholder: 'e.g. 678',
		description:
			'The team member shown as the sender, who needs access to the inbox. Once an inbox is chosen, the list holds its members only.',
		body: 'creator_id',
	});
}

/** A locator of conversations; the API has three names for one thing, so each operation's parameter has its own. */
export function conversation(
	where: Pick<LocatorDeclaration, 'name' | 'body' | 'displayOptions'> & { search?: string },
): INodeProperties {
	return locator({
		displayName: 'Conversation',
		search: 'searchConversations',
		placeholder: 'e.g. 98765',
		description: 'The list starts with the most recently active ones',
		...where,
	});
}

/** Text, Template or Survey, and the field that belongs to each. */
export function content(): INodeProperties[] {
	return [
		{
			displayName: 'Content',
			name: 'content',
			type: 'options',
			options: [
				{ name: 'Text', value: 'text', description: 'A text written here' },
				{ name: 'Template', value: 'template', description: 'A saved template, its tokens filled in by Heymarket' },
				{ name: 'Survey', value: 'survey', description: 'The opening question of a survey' },
			],
			default: 'text',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Your order is ready',
			description: 'May be left empty where a Media URL is added under Additional Fields',
			hint: 'Heymarket’s merge tokens, such as first_name, belong in a template: n8n takes double braces for an expression',
			displayOptions: { show: { content: ['text'] } },
			...toBody('text'),
		},
		locator({
			displayName: 'Template',
			name: 'template',
			search: 'searchTemplates',
			placeholder: 'e.g. 321',
			displayOptions: { show: { content: ['template'] } },
			body: 'template_id',
		}),
		locator({
			displayName: 'Survey',
			name: 'survey',
			search: 'searchSurveys',
			placeholder: 'e.g. 54',
			displayOptions: { show: { content: ['survey'] } },
			body: 'survey_id',
		}),
	];
}

/** Optional fields that several operations have; a collection lists those that its operation takes. */
export const optional = {
	activityId: {
		displayName: 'Activity ID',
		name: 'activityId',
		type: 'string',
		default: '',
		description: 'Sent as activity_id; Heymarket’s reference names it without saying what it does',
		...toBody('activity_id'),
	},
	after: {
		displayName: 'After',
		name: 'after',
		type: 'dateTime',
		default: '',
		description: 'Only messages from this time on',
	},
	author: {
		displayName: 'Author',
		name: 'author',
		type: 'string',
		default: '',
		placeholder: 'e.g. Order desk',
		description: 'Name displayed above the chat bubble in Heymarket',
		...toBody('author'),
	},
	localId: {
		displayName: 'Local ID',
		name: 'localId',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-1042',
		description: 'Your own ID of this message. Heymarket gives it back wherever the message is read.',
		...toBody('local_id'),
	},
	mediaUrl: {
		displayName: 'Media URL',
		name: 'mediaUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/picture.jpg',
		description: 'Public address of a picture or other file, sent as MMS',
		...toBody('media_url'),
	},
} satisfies Record<string, INodeProperties>;

/** Checks of what every kind of text message may carry. */
export const messageContent = {
	inbox_id: field.integerId(),
	creator_id: field.integerId(),
	text: field.optional(field.text()),
	template_id: field.optional(field.integerId()),
	survey_id: field.optional(field.integerId()),
	media_url: field.optional(field.httpUrl()),
	author: field.optional(field.singleLine()),
	local_id: field.optional(field.singleLine()),
	activity_id: field.optional(field.singleLine()),
};

/** What each choice of Content fills in. */
const contents = {
	text: { property: 'text', label: 'Text' },
	template: { property: 'template_id', label: 'Template' },
	survey: { property: 'survey_id', label: 'Survey' },
};

const media = { property: 'media_url', label: 'a Media URL under Additional Fields' };

/** A text, a template or a survey; media may go with a text or alone. Rules for the `check` of a body. */
export function oneContent(form: Form) {
	const value = form.parameter('content');
	const instead = value === 'text' ? media : undefined;
	return [exactlyOne({ label: 'Content', value, choices: contents }, 'content', instead), mediaWithText] as const;
}

const mediaWithText = z.check<Record<string, unknown>>(({ value, issues }) => {
	if (value.media_url === undefined) return;
	for (const [property, kind] of [['template_id', 'template'], ['survey_id', 'survey']] as const) {
		if (value[property] === undefined) continue;
		issues.push(refuse(value, `can’t go with a ${kind}`, 'Clear it, or choose Text under Content.', ['media_url']));
	}
});

/** How a person finds out whether a text message went out. */
export const howToCheckMessages = 'Look for it with Message > Get Many, or in Heymarket.';

/** A message into a conversation: whom it reaches is read from Heymarket while the credential limits recipients. */
export function conversationReach(id: unknown): Reach {
	return {
		conversation: String(id),
		lookUp: {
			path: '/v1/conversations/{id}',
			ids: { id: String(id) },
			// A group's target is its numbers joined by commas.
			recipients: ({ target }) => (typeof target === 'string' ? target.split(',').map((one) => one.trim()) : []),
		},
	};
}

/** The text that is billed as SMS segments. */
export function smsText({ body }: Content): string | undefined {
	return typeof body.text === 'string' ? body.text : undefined;
}
