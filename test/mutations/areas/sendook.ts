import { inFile } from '../mutation.ts';

const OPERATIONS = ['engine/operations/sendook', 'engine/preflight'];

/** What is particular about Sendook. */
export const sendook = [
	...inFile('nodes/Sendook/provider.ts', ['unit/shared/transport/limits', 'engine/matrix/matrix', 'engine/pacing', 'unit/shared/transport/pace'], [
		{ find: "if (typeof error === 'string') return error;", replace: '', breaks: 'Sendook’s words under `error` are not shown' },
		{ find: '`${one.msg}: ${String(one.path)}`', replace: 'one.msg', breaks: 'the field that Sendook refuses is not named' },
		{ find: "[...new Set(words)].join('; ')", replace: "words.join('; ')", breaks: 'Sendook’s words are shown twice' },
		{ find: "typeof body === 'object' && body !== null", replace: "typeof body === 'string'", breaks: 'the limit of an hour is a quota, and the quota of a month is waited for' },
		{ find: '\tisQuota,\n', replace: '', breaks: 'the quota of a month is waited for and tried again' },
		{ find: 'count: 100,', replace: 'count: 1_000,', breaks: 'ten times as many leave as Sendook takes' },
		{ find: 'windowMs: 3_600_000,', replace: 'windowMs: 360_000,', breaks: 'an hour’s messages leave every six minutes' },
		{ find: "countedBy: 'baseUrl',", replace: "countedBy: 'account',", breaks: 'each key has the limit of the address for itself' },
		{ find: "covers: ({ effect }) => effect === 'send',", replace: '', breaks: 'reads wait for the limit of sends' },
		{ find: "secretText(credentials.apiKey, 'API Key');", replace: '', breaks: 'a key with a line break is found when messages have gone', judges: ['engine/credentials', 'engine/matrix/matrix'] },
		{ find: '413: ', replace: '414: ', breaks: 'who sends too large a mail gets no advice' },
	]),
	...inFile('nodes/Sendook/bodies.ts', ['unit/Sendook/bodies', 'engine/operations/sendook'], [
		{ find: '/[&<>"]/g', replace: '/[&>"]/g', breaks: 'a text with < is read as HTML' },
		{ find: "paragraph.replace(/\\r?\\n/g, '<br>')", replace: 'paragraph', breaks: 'line breaks of a text are lost' },
		{ find: '/(?:\\r?\\n){2,}/', replace: '/(?:\\n){2,}/', breaks: 'paragraphs of a text from Windows are lost' },
		{ find: "'head', 'script', 'style',", replace: "'head', 'script',", breaks: 'styles stand in the text of a mail' },
		{ find: 'if (UNREAD.has(name)) unread -= 1;', replace: '', breaks: 'what follows a style is lost' },
		{ find: "if (name === 'a') addresses.push(attributes.href);", replace: '', breaks: 'addresses of links are lost' },
		{ find: '/^https?:/.test(address) && ', replace: '', breaks: 'a link to a place within the mail is written out' },
		{ find: '&& !endOf(parts, address.length).endsWith(address)', replace: '', breaks: 'an address that is its own link stands twice' },
		{ find: "attributes.alt && unread === 0", replace: 'unread === 0 && unread > 0', breaks: 'the words of a picture are lost' },
		{ find: "parts.push('\\n- ');", replace: "parts.push('');", breaks: 'the entries of a list run together' },
		{ find: 'if (open > MOST_OPEN) {', replace: 'if (open > MOST_OPEN * MOST_OPEN) {', breaks: 'HTML of a million open elements holds n8n up' },
		{ find: 'return !READ_APART.has(name) || super', replace: 'return super', breaks: 'elements that change nothing are remembered as open' },
		{ find: ".replace(/\\n{3,}/g, '\\n\\n')", replace: '', breaks: 'paragraphs stand many lines apart' },
		{ find: "read || 'This message has no text version.'", replace: 'read', breaks: 'a mail of a picture has an empty text, which Sendook refuses' },
	]),
	...inFile('nodes/Sendook/fields.ts', OPERATIONS, [
		{ find: "text: format === 'html' ? leftOut : field.text()", replace: 'text: field.optional(field.text())', breaks: 'a text is sent that Email Format leaves out' },
		{ find: "html: format === 'text' ? leftOut : field.text()", replace: 'html: field.optional(field.text())', breaks: 'HTML is sent that Email Format leaves out' },
		{ find: "text ?? textOf(html ?? '')", replace: 'text', breaks: 'a mail of HTML has no text, and Sendook fails after it has stored it' },
		{ find: "html ?? htmlOf(text ?? '')", replace: 'html', breaks: 'a mail of text has no HTML, and Sendook fails after it has stored it' },
		{ find: 'messageId: field.objectId24()', replace: 'messageId: field.text()', breaks: 'any text is asked for as a message' },
	]),
	...inFile('nodes/Sendook/message/send.operation.ts', OPERATIONS, [
		{ find: '[...(to as string[]), ...(cc as string[]), ...(bcc as string[])]', replace: '[...(cc as string[]), ...(bcc as string[])]', breaks: 'who a mail is to is not held against Allowed Recipients' },
		{ find: '[...(to as string[]), ...(cc as string[]), ...(bcc as string[])]', replace: '[...(to as string[]), ...(bcc as string[])]', breaks: 'who gets a copy is not held against Allowed Recipients' },
		{ find: '[...(to as string[]), ...(cc as string[]), ...(bcc as string[])]', replace: '[...(to as string[]), ...(cc as string[])]', breaks: 'who gets a hidden copy is not held against Allowed Recipients' },
		{ find: '...(fileName && { name: fileName }), ', replace: '', breaks: 'a file goes out without its name' },
		{ find: 'contentType: mimeType', replace: 'contentType: undefined', breaks: 'a file goes out without its type' },
		{ find: 'labels: field.optional(field.strings()),', replace: 'labels: field.optional(field.text()),', breaks: 'labels leave as one text' },
		{ find: 'subject: field.singleLine(),', replace: 'subject: field.text(),', breaks: 'a subject of two lines leaves' },
		{ find: '\tsimplified: simplifiedReceipt,\n', replace: '', breaks: 'a simplified receipt holds the whole mail with its files' },
	]),
	...inFile('nodes/Sendook/message/reply.operation.ts', [...OPERATIONS, 'engine/pacing'], [
		{ find: '\t\tconversation: messageId,\n', replace: '', breaks: 'replies to one message overlap' },
		{ find: "typeof from === 'string' ? [from] : []", replace: '[]', breaks: 'no reply is allowed to anyone' },
		{ find: '\t\tlookUp: {', replace: '\t\tlookup: {', breaks: 'a reply is not held against Allowed Recipients' },
	]),
	...inFile('nodes/Sendook/message/getMany.operation.ts', OPERATIONS, [
		{ find: "search.replace(/[\\\\^$.*+?()[\\]{}|]/g, '\\\\$&')", replace: 'search', breaks: 'a search for $5.00 finds nothing' },
		{ find: "form.parameter('useRegularExpression') === true", replace: "form.parameter('useRegularExpression') !== undefined", breaks: 'every search is a regular expression' },
		{ find: "void new RegExp(expression, 'i');", replace: '', breaks: 'a regular expression that can’t be read leaves' },
		{ find: 'answer.toReversed().sort(', replace: 'answer.sort(', breaks: 'messages of the same moment come in the wrong order' },
		{ find: 'timeOf(other) - timeOf(one)', replace: 'timeOf(one) - timeOf(other)', breaks: 'the oldest messages come first' },
		{ find: '\trows: newestFirst,\n', replace: '', breaks: 'a limit gives the oldest messages' },
	]),
	...inFile('nodes/Sendook/methods/listSearch.ts', ['engine/pickers'], [
		{ find: '!isReply || fromInboxId !== inboxId', replace: 'true', breaks: 'the inbox’s own messages are offered for a reply' },
		{ find: ').reverse();', replace: ');', breaks: 'the oldest messages are offered first' },
		{ find: 'if (!inboxId) return { results: [] };', replace: '', breaks: 'messages are asked for before an inbox is chosen' },
		{ find: "pathOf('/v1/inboxes/{inboxId}/messages', { inboxId })", replace: '`/v1/inboxes/${inboxId}/messages`', breaks: 'an inbox with a slash leads elsewhere' },
	]),
];
