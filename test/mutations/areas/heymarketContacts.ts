import { inFile } from '../mutation.ts';

const CONTACTS = ['engine/operations/heymarketContacts'];
const CHANNELS = ['engine/operations/heymarketChannels'];

/** Contacts of Heymarket, by their numbers and by their channels. */
export const heymarketContacts = [
	...inFile('nodes/Heymarket/contact/fields.ts', CONTACTS, [
		{ find: 'assignee_id: assigned_user_id || undefined,', replace: 'assignee_id: undefined,', breaks: 'an update takes a contact from its member' },
		{ find: '[read].flat().map(tagOf)', replace: '[]', breaks: 'an update takes a contact’s tags' },
		{ find: '...writable(stored), ', replace: '', breaks: 'an update blanks what it leaves out' },
		{ find: 'if (!isThis) throw', replace: 'if (false) throw', breaks: 'an update writes the fields of another contact' },
		{ find: 'read.is_opted_out ?? unsubscribed', replace: 'read.is_opted_out', breaks: 'an update opts a person in again who has opted out' },
		{ find: "!('is_opted_out' in kept)", replace: 'false', breaks: 'an update that leaves out whether a person has opted out is made' },
		{ find: 'assignee_id: -1,', replace: 'assignee_id: 0,', breaks: 'nobody is a member with the number 0' },
		{ find: 'Object.hasOwn(changed, name)', replace: 'false', breaks: 'a field that is changed and cleared is cleared' },
	]),
	...inFile('nodes/Heymarket/contact/bulk.ts', CONTACTS, [
		{ find: 'if (silent === -1) return;', replace: 'if (silent < 1e9) return;', breaks: 'whoever has opted out is opted in by an overwrite' },
		{ find: 'isStored ? one?.id !== undefined : one === undefined', replace: 'one === undefined', breaks: 'contacts that were stored are reported as not done' },
		{ find: 'isStored ? one?.id !== undefined : one === undefined', replace: 'one !== undefined', breaks: 'contacts that failed are reported as done' },
		{ find: 'digitsOf(one?.phone)', replace: 'String(one?.phone)', breaks: 'a number that is answered with its + is not found' },
		{ find: 'if (!isRead) return', replace: 'if (false) return', breaks: 'contacts of which Heymarket tells nothing are reported as written' },
	]),
	...inFile('nodes/Heymarket/contact/update.operation.ts', CONTACTS, [
		{ find: 'settings.replaceCustomFields === true && changed.custom === undefined', replace: 'false', breaks: 'an expression that gives nothing takes every custom field of a contact' },
	]),
	...inFile('nodes/Heymarket/contact/delete.operation.ts', CONTACTS, [
		{ find: '{ id: Number(id) } : { uuid }', replace: '{} : {}', breaks: 'nobody is told what was deleted' },
	]),
	...inFile('nodes/Heymarket/contact/createOrUpdateMany.operation.ts', CONTACTS, [
		{ find: '\t\treturn list;\n', replace: '\t\treturn { contacts: list };\n', breaks: 'contacts are sent as an object' },
		{ find: '({ contact_id }) => contact_id !== undefined', replace: '() => false', breaks: 'whoever has opted out is opted in by a change', judges: CHANNELS },
	]),
	...inFile('nodes/Heymarket/contact/bulk.ts', CHANNELS, [
		{ find: 'written.length + refused.length !== given.length', replace: 'false', breaks: 'contacts of which Heymarket tells nothing have no row' },
	]),
	...inFile('nodes/Heymarket/contact/createOrUpdate.operation.ts', CHANNELS, [
		{ find: "typeof stored.id !== 'number' || digitsOf(stored.phone) !== changed.phone", replace: 'false', breaks: 'a contact is written over by somebody else’s' },
		{ find: '|| answer.id === 0', replace: '', breaks: 'nobody is created where Heymarket answers with a contact of zeros' },
		{ find: '({ conversation: `contact with ${phone}` })', replace: '({})', breaks: 'two items for one number both create a contact' },
		{ find: 'also: consentOf,', replace: '', breaks: 'an update by a number is refused where the answer doesn’t tell of consent' },
		{ find: "method === 'PUT' ? 'updated'", replace: "method === 'POST' ? 'updated'", breaks: 'a new contact is reported as changed' },
	]),
	...inFile('nodes/Heymarket/contact/update.operation.ts', CHANNELS, [
		{ find: 'refuseOther(ids, stored);', replace: '', breaks: 'a contact is written over by another one' },
		{ find: 'settings.replaceCustomFields === true && uuid !== undefined', replace: 'false', breaks: 'custom fields are not replaced, and nobody is told' },
		{ find: 'overwrite === undefined || uuid', replace: 'overwrite !== undefined || uuid', breaks: 'custom fields are never replaced', judges: CONTACTS },
	]),
	...inFile('nodes/Heymarket/contact/fields.ts', CHANNELS, [
		{ find: 'phone: phone || undefined,', replace: 'phone,', breaks: 'a contact without a number can’t be changed' },
		{ find: 'most: 5,', replace: 'most: 50,', breaks: 'a contact with six tags leaves' },
	]),
	...inFile('nodes/Heymarket/contact/simplified.ts', CHANNELS, [
		{ find: '...channels.map((channel) => channel?.contact_id)', replace: '', breaks: 'nobody is told the UUID of a contact' },
	]),
	...inFile('nodes/Heymarket/contact/channels.ts', CHANNELS, [
		{ find: "{ phone: phoneNumber, email: channelEmail }[channel_type] ?? channelId", replace: 'channelId', breaks: 'a number in a list of channels is sent as it is written' },
		{ find: 'channel_type ?? String(settings.channel)', replace: 'String(settings.channel)', breaks: 'another channel has no type' },
	]),
	...inFile('nodes/Heymarket/methods/loadOptions.ts', CHANNELS, [
		{ find: 'token = String(paginationToken);', replace: 'break;', breaks: 'tags beyond the first page can’t be chosen' },
	]),
	...inFile('nodes/shared/delivery/itemDelivery.ts', CHANNELS, [
		{ find: "'failure' in stored ? stored.failure.status === 404 :", replace: "'failure' in stored ||", breaks: 'a contact is created where it could not be looked up' },
	]),
];
