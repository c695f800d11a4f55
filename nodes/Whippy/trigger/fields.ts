import { linesField, locatorField, someOfField, switchField } from '../../shared/form/field';
import type { Filter } from '../../shared/trigger/filters';
import { uuid } from '../../shared/values/ids';

/** Events that the list doesn't have. */
export const otherEvents = linesField({
	displayName: 'Other Events',
	name: 'otherEvents',
	placeholder: 'e.g. tag.created, review.created',
	description: 'Names of further events as Whippy gives them, separated by commas',
});

/** Whether only what Whippy has signed is taken. */
export const verifySignature = switchField({
	displayName: 'Verify Signature',
	name: 'verifySignature',
	default: true,
	description:
		'Whether to take only what is signed with the credential’s API key. Whippy doesn’t describe how it signs; switch this off if Whippy shows that its posts are answered with 401. Then whoever knows the address can start the workflow.',
});

/** The channel that events are of. */
export const channelFilter = locatorField({
	displayName: 'Channel',
	name: 'channel',
	description: 'Only what concerns this phone number, mailbox or other channel',
	search: 'searchChannels',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** The kinds of messages that events are of. */
export const typeFilter: Filter = {
	field: someOfField(
		{ displayName: 'Type', name: 'messageType', description: 'Only messages of these kinds' },
		{ call: 'Call', email: 'Email', fax: 'Fax', mms: 'MMS', note: 'Note', sms: 'SMS', whatsapp: 'WhatsApp' },
	),
	matches: (value, { fields }) => (value as string[]).includes(String(fields.messageType)),
};
