import { inFile } from '../mutation.ts';

const TRANSCRIPTS = ['engine/operations/heymarketTranscripts'];

/** The messages of a conversation of Heymarket, as a list, a transcript, and what is unanswered. */
export const heymarketTranscripts = [
	...inFile('nodes/Heymarket/message/ofConversation.ts', TRANSCRIPTS, [
		{ find: '!number || others.length > 0 ||', replace: '!number ||', breaks: 'of a group, the messages with its first member are given' },
		{ find: "|| !/^\\d+$/.test(number)", replace: '', breaks: 'mail is asked for by an address in place of a number' },
		{ find: 'if (inboxID === undefined) throw', replace: 'if (false) throw', breaks: 'messages are asked for in no inbox' },
		{ find: ', isAmongTeam: true', replace: '', breaks: 'messages of others are taken for those of a group' },
		{ find: 'return idIn(conversation) === chosen;', replace: 'return true;', breaks: 'messages of other conversations are given' },
	]),
	...inFile('nodes/Heymarket/conversation/messages.ts', TRANSCRIPTS, [
		{ find: "if (/comment|note|private|internal/i.test(String(type))) return 'internal';", replace: '', breaks: 'a comment of the team counts as an answer' },
		{ find: "user ? 'outbound' : 'inbound'", replace: "user ? 'inbound' : 'outbound'", breaks: 'our own messages are answered' },
		{ find: '!row.broadcast_id &&', replace: 'true &&', breaks: 'a text to a list is taken for an answer' },
		{ find: ' && !row.raw_error', replace: '', breaks: 'what did not go out is taken for an answer' },
		{ find: 'idIn(conversationOf(read).assigned) !== undefined', replace: 'false', breaks: 'a conversation that a member has is answered' },
		{ find: '[row.author, name, ...peopleNamed(row)]', replace: '[row.author, name]', breaks: 'whoever has no name is unknown' },
		{ find: "[row.author, 'Team']", replace: '[row.author]', breaks: 'a message of the team is of nobody' },
		{ find: 'row.media ? [String(row.media)] : []', replace: '[]', breaks: 'a picture is not told' },
	]),
	...inFile('nodes/Heymarket/conversation/getTranscript.operation.ts', TRANSCRIPTS, [
		{ find: "settings.includeInternal === true || directionOf(row) !== 'internal'", replace: 'true', breaks: 'comments of the team stand in a transcript for the customer' },
		{ find: 'refuseReversed(from, to);', replace: '', breaks: 'times that were exchanged give an empty transcript and no word' },
	]),
	...inFile('nodes/Heymarket/conversation/getUnansweredMessages.operation.ts', TRANSCRIPTS, [
		{ find: "directionOf(row) !== 'outbound' || isAnswer(row)", replace: 'true', breaks: 'what answers nobody ends the list of what is unanswered' },
		{ find: 'isEnough: (rows) => rows.some(isAnswer),', replace: '', breaks: 'a whole conversation is read for its last messages' },
	]),
	...inFile('nodes/shared/conversation/message.ts', [...TRANSCRIPTS, 'engine/operations/whippyTranscript'], [
		{ find: 'ELEMENT.test(body)', replace: "body.includes('<')", breaks: 'an address in a mail is taken for HTML' },
		{ find: 'ELEMENT.test(body) ? { html: body } : { text: body }', replace: '{ text: body }', breaks: 'HTML of a mail stands in a transcript' },
	]),
	...inFile('nodes/shared/delivery/readsBefore.ts', ['unit/shared/delivery/readsBefore', 'operations/filled'], [
		{ find: 'if (ids && !own) continue;', replace: '', breaks: 'an item is refused for a read that it has no use for' },
	]),
];
