import { emailFormat, emailHtml, emailText } from '../shared/form/email';
import { locatorField } from '../shared/form/field';
import { body } from '../shared/form/parts';
import { objectId24 } from '../shared/values/ids';

/** The inbox that a request is about; every path of the API begins with it. */
export const inbox = locatorField({
	displayName: 'Inbox',
	name: 'inbox',
	required: true,
	description: 'The address that emails come from, or arrive at',
	search: 'searchInboxes',
	placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	convert: objectId24,
});

/** The message that a request is about. */
export const messageId = locatorField({
	displayName: 'Message',
	name: 'messageId',
	required: true,
	description: 'Choose the inbox first: the list holds its messages (for a reply, those that came in), the newest first',
	search: 'searchMessages',
	placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	convert: objectId24,
});

/** The thread that a request is about. */
export const thread = locatorField({
	displayName: 'Thread',
	name: 'thread',
	required: true,
	description: 'Choose the inbox first: the list holds its threads, those with the newest messages first',
	search: 'searchThreads',
	placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	convert: objectId24,
});

/** The server wants both bodies, and answers a missing one with a failure after it has stored the message. */
export const emailContent = emailFormat(
	{ text: 'The HTML version is made from it', html: 'The text version is made from it', both: 'A text and an HTML version, both written here' },
	{ text: body('text', emailText), html: body('html', emailHtml) },
);

/** How a person finds out whether a message went out. */
export const howToCheck = 'Look for it with Message > Get Many (Direction: Sent, Search: its subject): it was sent if the row has an externalMessageId. A row without one was stored and not mailed.';
