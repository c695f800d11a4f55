import { country } from '../../shared/form/country';
import { delivery } from '../../shared/form/delivery';
import { locatorField } from '../../shared/form/field';
import { additionalFields, body, setting } from '../../shared/form/parts';
import { messageText, phoneNumber } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { integerId } from '../../shared/values/ids';
import { labelled } from '../../shared/values/invalid';
import { withinLength } from '../../shared/values/text';
import { attachments, howToCheck, optIn, phoneChannel, simplifiedReceipt } from '../fields';

const LONGEST = 1000;

const noteText = messageText({
	max: LONGEST,
	placeholder: 'e.g. Called back, wants a refund',
	description: 'Seen by your team only, at most 1,000 characters; may be left empty when there are attachments',
});

const notify = locatorField({
	displayName: 'Notify',
	name: 'notify',
	description: 'The user whom Whippy tells about the note',
	search: 'searchUsers',
	placeholder: 'e.g. 12',
	convert: integerId,
});

/** POST /v1/messaging/note (docs.whippy.ai/reference/createconversationnote): an internal note, not sent to the customer. */
export const addNote = operation({
	name: 'Add Note',
	value: 'addNote',
	action: 'Add note to conversation',
	description: 'Add a note to the conversation with a phone number that only your team sees; Whippy creates contact and conversation if they are new',
	effect: 'send',
	request: 'POST /v1/messaging/note',
	form: [
		body('from', phoneChannel),
		body('to', phoneNumber({ displayName: 'To Phone Number' })),
		country,
		body('body', noteText, { unless: 'attachments' }),
		additionalFields(attachments, ...optIn, setting(notify)),
		...delivery,
	],
	// Nobody outside the team gets it, so Allowed Recipients don't apply; only the order within the conversation does.
	reaches: ({ body: { from, to } }) => ({ conversation: `${from} ${to}`, to }),
	says: ({ body: { body: text } }) => ({ text }),
	// Whippy knows whom to tell by a mention in the text.
	finish({ body: note, settings: { notify: user } }) {
		if (user === undefined) return note;
		const text = [note.body, `@{{${String(user)}}}`].filter(Boolean).join(' ');
		return { ...note, body: labelled(noteText.property.displayName, () => withinLength(text, LONGEST)) };
	},
	howToCheck,
	simplified: simplifiedReceipt,
});
