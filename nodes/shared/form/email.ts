import { binaryFieldsField, emailAddressesField, lineField, textField } from './field';
import { branch, choose, type Part } from './parts';

/* The fields of an email. They are the same in all nodes; each operation says what the provider's API calls them. */

const ADDRESSES = 'Addresses separated by commas, or a list from an expression';

export const to = emailAddressesField({
	displayName: 'To Email',
	name: 'to',
	required: true,
	placeholder: 'e.g. anna@example.com, Bob <bob@example.com>',
	description: ADDRESSES,
});

export const cc = emailAddressesField({ displayName: 'CC', name: 'cc', placeholder: 'e.g. carol@example.com', description: ADDRESSES });

export const bcc = emailAddressesField({
	displayName: 'BCC',
	name: 'bcc',
	placeholder: 'e.g. dave@example.com',
	description: `${ADDRESSES}; the others don’t see them`,
});

export const subject = lineField({
	displayName: 'Subject',
	name: 'subject',
	required: true,
	placeholder: 'e.g. Your order',
	description: 'What the recipients see in their list of emails',
});

export const emailText = textField({
	displayName: 'Text',
	name: 'text',
	rows: 6,
	required: true,
	placeholder: 'e.g. Your order is ready.',
	description: 'To insert a name or an order number, drag a field here from the left',
});

export const emailHtml = textField({
	displayName: 'HTML',
	name: 'html',
	rows: 6,
	required: true,
	placeholder: 'e.g. <p>Your order is ready.</p>',
	description: 'The email as HTML, as programs for email design write it',
});

export const attachments = binaryFieldsField({
	displayName: 'Attachment Field Name(s)',
	name: 'attachments',
	placeholder: 'e.g. data',
	description: 'The names of the input fields that contain the files, separated by commas',
});

/**
 * Email Format with the fields that belong to each.
 *
 * @param words what becomes of each format with this provider
 * @param text the text where it is sent, `html` likewise
 */
export function emailFormat<const Text extends Part, const Html extends Part>(
	words: { text: string; html: string; both: string },
	{ text, html }: { text: Text; html: Html },
) {
	return choose(
		{ displayName: 'Email Format', name: 'emailFormat', description: 'How the email is written here' },
		{
			text: branch('Text', words.text, [text] as const),
			html: branch('HTML', words.html, [html] as const),
			both: branch('Both', words.both, [text, html] as const),
		},
	);
}
