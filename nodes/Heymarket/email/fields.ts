import type { INodeProperties } from 'n8n-workflow';
import { toBody } from '../../shared/form/sent';
import { field } from '../../shared/form/fields';

/** The text of an email. */
export function emailBody(): INodeProperties {
	return {
		displayName: 'Body',
		name: 'emailBody',
		type: 'string',
		typeOptions: { rows: 6 },
		required: true,
		default: '',
		placeholder: 'e.g. <p>Your order is ready.</p>',
		description: 'HTML is allowed',
		...toBody('text'),
	};
}

/** For mail programs that show no HTML; named in the reference's text, missing from its table. */
export const plainText: INodeProperties = {
	displayName: 'Plain-Text Body',
	name: 'plainTextBody',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description: 'Shown by email programs that show no HTML',
	...toBody('raw_text'),
};

/** Checks of what a new email and a reply both carry. */
export const emailContent = {
	creator_id: field.integerId(),
	text: field.text(),
	raw_text: field.optional(field.text()),
	local_id: field.optional(field.singleLine()),
};

/** How a person finds out whether an email went out. */
export const howToCheckEmails = 'Look for it with Message > Get Many of Team, or in Heymarket.';
