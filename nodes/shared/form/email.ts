import type { INodeProperties } from 'n8n-workflow';
import { toBody } from './sent';

/** To, where an email may go to several people; it fills `to` in the body. */
export function emailRecipients(): INodeProperties {
	return {
		displayName: 'To',
		name: 'to',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. anna@example.com, Bob <bob@example.com>',
		description: 'Separated by commas, or a list from an expression',
		...toBody('to'),
	};
}

/** CC, which fills `cc` in the body. */
export function emailCopies(): INodeProperties {
	return {
		displayName: 'CC',
		name: 'cc',
		type: 'string',
		default: '',
		placeholder: 'e.g. carol@example.com',
		description: 'Separated by commas, or a list from an expression',
		...toBody('cc'),
	};
}

/** Subject, which fills `property` in the body. */
export function subject(property: string): INodeProperties {
	return {
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Your order',
		...toBody(property),
	};
}
