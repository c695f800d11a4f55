import type { IDataObject } from 'n8n-workflow';
import { lineField, switchField, urlsField } from '../../shared/form/field';
import { messageText } from '../../shared/form/texting';
import { objectOrNone } from '../../shared/values/objects';
import { localId } from '../fields';

export const templateName = lineField({
	displayName: 'Name', name: 'name', required: true, placeholder: 'e.g. Opening hours',
	description: 'What the template is called in Heymarket',
});

/** Its merge tokens are Heymarket's; n8n takes double braces for its own in an expression only. */
export const templateText = messageText({
	placeholder: 'e.g. Hello {{first_name}}, we are open today',
	description: 'What the message says. Heymarket fills in tokens such as {{first_name}} and {{last_name}} when it is sent.',
	hint: 'Leave the field on Fixed to write tokens in double braces',
});

export const pictureUrls = urlsField({
	displayName: 'Picture URLs', name: 'pictureUrls', placeholder: 'e.g. https://example.com/table.jpg',
	description: 'Public web addresses of pictures that go with the text, separated by commas',
});

export const isArchived = switchField({
	displayName: 'Archived', name: 'isArchived',
	description: 'Whether the template is put away, so that nobody is offered it',
});

export const templateLocalId = lineField({ ...localId.property, description: 'Your own ID of this template. Heymarket gives it back wherever the template is read.' });

/** The pictures of a message, as Heymarket takes them. */
export function galleryOf(urls: string[] | undefined): IDataObject[] | undefined {
	return urls?.map((url) => ({ url }));
}

/** A template as it is read, from what was written. */
export function templateRow({ title, content, ...written }: IDataObject, receipt: unknown): IDataObject {
	return { name: title, content, ...written, ...objectOrNone(receipt) };
}
