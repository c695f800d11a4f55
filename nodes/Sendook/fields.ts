import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../shared/form/locator';
import { toBody } from '../shared/form/sent';
import { z } from '../shared/libraries';
import type { Form } from '../shared/operation';
import { field } from '../shared/form/fields';
import { attempt } from '../shared/values/invalid';
import { refuse } from '../shared/form/rules';
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

/** The message that a request is about. */
export function message(): INodeProperties {
	return locator({
		displayName: 'Message',
		name: 'messageId',
		search: 'searchMessages',
		placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
		description: 'Choose the inbox first: the list holds its messages (for a reply, those that came in), the newest first',
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
			options: [
				{ name: 'Text', value: 'text', description: 'The HTML version is made from it' },
				{ name: 'HTML', value: 'html', description: 'The text version is made from it' },
				{ name: 'Both', value: 'both', description: 'A text and an HTML version, both written here' },
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

/**
 * Checks of the two bodies. What Email Format leaves out is not sent, even where an expression there makes n8n show and
 * send both fields.
 */
export function bodies(form: Form) {
	const format = form.parameter('emailFormat');
	const leftOut = z.pipe(z.unknown(), z.transform(() => undefined));
	return {
		text: format === 'html' ? leftOut : field.text(),
		html: format === 'text' ? leftOut : field.text(),
	};
}

/** Fills in the body that was not written: the server answers a missing one with a failure after storing the message. */
export function withBothBodies<Body extends { text?: string; html?: string }>() {
	return z.transform(({ text, html, ...others }: Body, context) => {
		const made = attempt(() => text ?? textOf(html ?? ''));
		if (made.fault) context.issues.push(refuse(html, made.fault.message, made.fault.help, ['html']));
		return { ...others, text: made.good, html: html ?? htmlOf(text ?? '') };
	});
}

/** How a person finds out whether a message went out. */
export const howToCheck = 'Look for it with Message > Get Many (Search: its subject).';
