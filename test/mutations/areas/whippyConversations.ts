import { inFile } from '../mutation.ts';

const OPERATIONS = ['operations/filled', 'engine/operations/whippyConversations'];

/** Whippy’s conversations and messages, private comments and faxes. */
export const whippyConversations = [
	...inFile('nodes/Whippy/conversation/filters.ts', ['operations/filled', 'engine/operations/whippy'], [
		{ find: 'export const contactPhone = phoneNumberField({', replace: 'export const contactPhone = emailAddressField({', breaks: 'conversations can’t be found by a number' },
		{ find: "open: 'Open', spam: 'Spam' }", replace: "open: 'Open' }", breaks: 'spam can’t be asked for' },
		{ find: ", whatsapp: 'WhatsApp' }", replace: ' }', breaks: 'WhatsApp conversations can’t be asked for' },
		{ find: '[after.property.displayName, before.property.displayName]', replace: "['After', 'Before']", breaks: 'nobody is told which times were exchanged', judges: OPERATIONS },
		{ find: 'min: 0,', replace: 'min: 1,', breaks: 'conversations that are read can’t be asked for', judges: OPERATIONS },
	]),
	...inFile('nodes/Whippy/conversation/getMany.operation.ts', OPERATIONS, [
		{ find: "query('last_message_date[after]', by.lastMessageAfter)", replace: "query('last_message_date[after]', by.lastMessageBefore)", breaks: 'Last Message After is Last Message Before' },
		{ find: 'by.refuseReversedTimes((name, end) => query[`${name}[${end}]`]);', replace: '', breaks: 'times that were exchanged find nothing and no word' },
	]),
	...inFile('nodes/Whippy/conversation/search.operation.ts', OPERATIONS, [
		{ find: '\tpage: byOffset,\n', replace: '', breaks: 'a search ends with its first page', judges: ['engine/operations/whippyPages'] },
		{ find: 'contacts: [person]', replace: 'contact: person', breaks: 'nobody’s conversations are looked for' },
		{ find: 'email: contactEmail, name: contactName', replace: 'name: contactName', breaks: 'an address is not looked for' },
		{ find: 'channels: [{ id: channel }]', replace: 'channels: [channel]', breaks: 'a channel is named as Whippy doesn’t' },
		{ find: 'by.refuseReversedTimes((name, end) => named[name]?.[end]);', replace: '', breaks: 'times that were exchanged find nothing and no word' },
		{ find: 'value !== undefined)', replace: 'value !== null)', breaks: 'a search for nobody names a person without anything' },
	]),
	...inFile('nodes/Whippy/conversation/update.operation.ts', OPERATIONS, [
		{ find: ' && { assigned_users: [changed.assigned_user_id] }', replace: ' && {}', breaks: 'a conversation is not assigned where Whippy wants a list' },
		{ find: "body('assigned_user_id', assignee)", replace: "body('assigned_team_id', assignee)", breaks: 'a conversation is not assigned where Whippy wants one user' },
		{ find: 'Number(asText.convert(value, context))', replace: 'asText.convert(value, context) as unknown as number', breaks: 'the number of unread messages leaves as text' },
	]),
	...inFile('nodes/Whippy/message/search.operation.ts', OPERATIONS, [
		{ find: '\tpage: byCursor,\n', replace: '', breaks: 'a search ends with its first page', judges: ['engine/operations/whippyPages'] },
		{ find: "body('source_type', sourceType)", replace: "body('direction', sourceType)", breaks: 'who wrote is taken for the way of the pages' },
		{ find: 'refuseReversed(named.after, named.before);', replace: '', breaks: 'times that were exchanged find nothing and no word' },
	]),
	...inFile('nodes/Whippy/message/getMany.operation.ts', OPERATIONS, [
		{ find: 'refuseReversed(after, before);', replace: '', breaks: 'times that were exchanged give nothing and no word' },
	]),
	...inFile('nodes/Whippy/message/addPrivateComment.operation.ts', OPERATIONS, [
		{ find: '{ conversation: `${from} ${to}`, to }', replace: '{ recipients: [to] }', breaks: 'a comment that nobody outside sees is held against Allowed Recipients' },
		{ find: '{ conversation: `${from} ${to}`, to }', replace: '{ to }', breaks: 'comments for one person overtake each other' },
		{ find: '`@{{${String(user)}}}`', replace: '`@${String(user)}`', breaks: 'a mention is none' },
		{ find: "labelled(comment.property.displayName, () => withinLength(text, LONGEST))", replace: 'text', breaks: 'a comment that is too long with its mention leaves' },
		{ find: 'if (user === undefined) return note;', replace: '', breaks: 'a comment mentions nobody in particular' },
	]),
	...inFile('nodes/Whippy/fax/send.operation.ts', OPERATIONS, [
		{ find: '({ recipients: [to] })', replace: '({})', breaks: 'a fax is not held against Allowed Recipients' },
		{ find: "!url.startsWith('https:')", replace: "!url.startsWith('http')", breaks: 'a document leaves from an address that Whippy refuses' },
		{ find: '{ document, ...(receipt', replace: '{ ...(receipt', breaks: 'a fax’s row doesn’t tell its document' },
		{ find: '{ scheduledAt: schedule_at }', replace: '{}', breaks: 'a fax’s row doesn’t tell when it goes out' },
	]),
	...inFile('nodes/Whippy/fields.ts', ['operations/filled', 'engine/operations/whippyConversations'], [
		{ find: 'String(integerId([value].flat()[0]))', replace: 'String([value].flat()[0])', breaks: 'a name is asked for as a user' },
	]),
	...inFile('nodes/Whippy/pages.ts', ['engine/operations/whippyPages'], [
		{ find: "method === 'POST' ? 'body' : 'query'", replace: "method === 'POST' ? 'query' : 'query'", breaks: 'a search asks for its pages where Whippy doesn’t look' },
	]),
];
