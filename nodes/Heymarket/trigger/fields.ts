import { locatorField, someOfField } from '../../shared/form/field';
import type { Filter } from '../../shared/trigger/filters';
import { integerId } from '../../shared/values/ids';

/** The inbox that events are of. */
export const inboxFilter = locatorField({
	displayName: 'Inbox',
	name: 'inbox',
	description: 'Only what concerns this inbox',
	search: 'searchInboxes',
	placeholder: 'e.g. 12345',
	convert: integerId,
});

/** The kinds of conversations that events are of. */
export const channelFilter: Filter = {
	field: someOfField(
		{ displayName: 'Channel', name: 'channel', description: 'Only messages and conversations of these kinds' },
		{ sms: 'SMS', mms: 'MMS', email: 'Email', chat: 'Chat' },
	),
	matches: (value, { fields }) => (value as string[]).includes(String(fields.channel)),
};
