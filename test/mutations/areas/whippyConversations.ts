import { inFile } from '../mutation.ts';

const OPERATIONS = ['operations/filled', 'engine/operations/whippyConversations'];

/** Whippy’s conversations and messages, notes and faxes. */
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
	...inFile('nodes/shared/delivery/recordsBeside.ts', ['unit/shared/delivery/recordsBeside'], [
		{ find: 'record.failure.status === 404', replace: 'record.failure.status === 410', breaks: 'a list is not given for one deleted contact' },
		{ find: 'const ids = [...new Set(', replace: 'const ids = [...Array.from(', breaks: 'a record is looked for again for each row', changesNothing: 'what is under way is shared, so that one request is made' },
		{ find: '/^[\\w-]+$/.test(value)', replace: 'value !== undefined', breaks: 'an ID of an answer leads elsewhere' },
		{ find: '&& row[name] === undefined', replace: '', breaks: 'what a row has already is read' },
		{ find: 'settings[this.beside.wanted] !== true', replace: 'settings[this.beside.wanted] === false', breaks: 'records are read where nobody said so' },
		{ find: 'if (failures.length > 0) return;', replace: '', breaks: 'a list goes on asking after a failure' },
	]),
	...inFile('nodes/Whippy/conversation/messages.ts', ['engine/operations/whippyTranscript'], [
		{ find: 'newest: limit', replace: 'limit', breaks: 'a transcript of the last messages has the first ones' },
		{ find: ", optional: true }", replace: ' }', breaks: 'a transcript needs a list of users' },
		{ find: "source_type === 'NOTE' || type === 'note'", replace: "source_type === 'COMMENT'", breaks: 'a note passes for an answer' },
		{ find: "direction === 'inbound' ? personOf(row).name : names.get(row.user_id)", replace: "personOf(row).name", breaks: 'what the team says is put in the customer’s mouth' },
		{ find: '/Z$|[+-]\\d\\d:?\\d\\d$/.test(time)', replace: 'true', breaks: 'a time without a zone is read in the zone of the computer' },
		{ find: "if (type !== 'email') return written;", replace: '', breaks: 'a text that looks like a quotation is cut' },
		{ find: '(conversation.assigned_user_id ?? conversation.assigned_team_id ?? undefined) !== undefined', replace: '(conversation.assigned_user_id ?? undefined) !== undefined', breaks: 'a conversation of a team passes for nobody’s' },
		{ find: "(from ? shownNumber(String(from)) : '')", replace: "''", breaks: 'who has no name is unknown' },
	]),
	...inFile('nodes/Whippy/conversation/getTranscript.operation.ts', ['engine/operations/whippyTranscript'], [
		{ find: "isInternalWanted === true || direction !== 'internal'", replace: 'true', breaks: 'notes stand in a transcript that a customer may get' },
		{ find: 'shown.slice(-Number(newest))', replace: 'shown', breaks: 'a transcript has all messages' },
		{ find: 'refuseReversed(from, to);', replace: '', breaks: 'times that were exchanged give nothing and no word' },
	]),
	...inFile('nodes/Whippy/conversation/getUnansweredMessages.operation.ts', ['engine/operations/whippyTranscript'], [
		{ find: 'isTaken(read)', replace: 'false', breaks: 'a workflow answers where somebody has taken the conversation' },
		{ find: '\tpage: byCursor,\n', replace: '', breaks: 'of a long conversation the old part is answered' },
	]),
	...inFile('nodes/Whippy/conversation/simplified.ts', ['engine/operations/whippyConversations'], [
		{ find: "by: 'contact_id'", replace: "by: 'contact'", breaks: 'nobody’s name stands in a list of conversations' },
		{ find: "['email', (row) => personOf(row).email],", replace: '', breaks: 'whom an email conversation is with is not seen' },
	]),
	...inFile('nodes/Whippy/conversation/search.operation.ts', OPERATIONS, [
		{ find: '\tpage: byOffset,\n', replace: '', breaks: 'a search ends with its first page', judges: ['engine/operations/whippyPages'] },
		{ find: 'contacts: [person]', replace: 'contact: person', breaks: 'nobody’s conversations are looked for' },
		{ find: 'email: contactEmail, name: contactName', replace: 'name: contactName', breaks: 'an address is not looked for' },
		{ find: 'assigned_users: [assignee]', replace: 'assigned_users: assignee', breaks: 'whose conversations are looked for is not a list, which Whippy wants' },
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
	...inFile('nodes/Whippy/message/addNote.operation.ts', OPERATIONS, [
		{ find: '{ conversation: `${from} ${to}`, to }', replace: '{ recipients: [to] }', breaks: 'a comment that nobody outside sees is held against Allowed Recipients' },
		{ find: '{ conversation: `${from} ${to}`, to }', replace: '{ to }', breaks: 'comments for one person overtake each other' },
		{ find: '`@{{${String(user)}}}`', replace: '`@${String(user)}`', breaks: 'a mention is none' },
		{ find: "labelled(noteText.property.displayName, () => withinLength(text, LONGEST))", replace: 'text', breaks: 'a comment that is too long with its mention leaves' },
		{ find: 'if (user === undefined) return note;', replace: '', breaks: 'a comment mentions nobody in particular' },
	]),
	...inFile('nodes/Whippy/fax/send.operation.ts', OPERATIONS, [
		{ find: '({ recipients: [to] })', replace: '({})', breaks: 'a fax is not held against Allowed Recipients' },
		{ find: "!url.startsWith('https:')", replace: "!url.startsWith('http')", breaks: 'a document leaves from an address that Whippy refuses' },
		{ find: '({ document, ...objectOrNone(receipt) })', replace: '({ ...objectOrNone(receipt) })', breaks: 'a fax’s row doesn’t tell its document' },
		{ find: '{ scheduledAt: schedule_at }', replace: '{}', breaks: 'a fax’s row doesn’t tell when it goes out' },
	]),
	...inFile('nodes/Whippy/fields.ts', ['operations/filled', 'engine/operations/whippyConversations'], [
		{ find: 'String(integerId(value))', replace: 'String(value)', breaks: 'a name is asked for as a user' },
	]),
	...inFile('nodes/Whippy/pages.ts', ['engine/operations/whippyPages'], [
		{ find: "method === 'POST' ? 'body' : 'query'", replace: "method === 'POST' ? 'query' : 'query'", breaks: 'a search asks for its pages where Whippy doesn’t look' },
	]),
];
