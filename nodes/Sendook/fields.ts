import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../shared/fields/locator';
import { toBody } from '../shared/fields/sent';
import { z } from '../shared/libraries';
import { field } from '../shared/request/fields';
import { refuse } from '../shared/request/rules';
import { htmlOf, textOf } from './bodies';

/** The inbox that a request is about; every path of the API begins with it. */
export function inbox(): INodeProperties {
	return locator({
		displayName: 'Inbox',
		name: 'inboxId',
		search: 'searchInboxes',
		placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	});
}

/** The message that a request is about, by its ID: there is no list of all messages to search. */
export function message(): INodeProperties {
	return locator({
		displayName: 'Message',
		name: 'messageId',
		search: 'searchMessages',
		placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
		description: 'Choose the inbox first: the list holds its messages',
	});
}

/** Checks of the placeholders above. */
export const ids = { inboxId: field.objectId24(), messageId: field.objectId24() };

/** Text, HTML or both; the server wants both, so what is missing is made of the other. */
export function emailFormat(): INodeProperties[] {
	return [
		{
			displayName: 'Email Format',
			name: 'emailFormat',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Both', value: 'both', description: 'A text and an HTML version, both written here' },
				{ name: 'HTML', value: 'html', description: 'The text version is made of it' },
				{ name: 'Text', value: 'text', description: 'The HTML version is made of it' },
			],
			default: 'text',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			placeholder: 'e.g. Your order is ready.',
			displayOptions: { show: { emailFormat: ['text', 'both'] } },
			...toBody('text'),
		},
		{
			displayName: 'HTML',
			name: 'html',
			type: 'string',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			placeholder: 'e.g. <p>Your order is ready.</p>',
			displayOptions: { show: { emailFormat: ['html', 'both'] } },
			...toBody('html'),
		},
	];
}

/** Checks of the two bodies. */
export const bodies = { text: field.optional(field.text()), html: field.optional(field.text()) };

/** At least one of the bodies has to be there. */
export const someBody = z.check<{ text?: string; html?: string }>(({ value, issues }) => {
	if (value.text === undefined && value.html === undefined) {
		issues.push(refuse(value, 'is empty', 'Write the text, the HTML or both.', ['text']));
	}
});

/** Fills in the body that was not written: the server answers a missing one with a failure after storing the message. */
export function withBothBodies<Body extends { text?: string; html?: string }>(body: Body) {
	return { ...body, text: body.text ?? textOf(body.html!), html: body.html ?? htmlOf(body.text!) };
}

/** How a person finds out whether a message went out. */
export const howToCheck = 'Look for it with Message > Get Many (Search: its subject).';
