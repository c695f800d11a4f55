import { inFile } from '../mutation.ts';

const OPERATIONS = ['engine/operations/heymarket', 'engine/operations/heymarketRefusals', 'engine/preflight'];
const LISTS = ['engine/operations/heymarketLists', 'engine/operations/heymarket'];
const PICKERS = ['engine/pickers'];

/** What is particular about Heymarket. */
export const heymarket = [
	...inFile('nodes/Heymarket/provider.ts', ['unit/shared/transport/limits', 'engine/matrix/matrix', 'engine/credentials', 'engine/pacing', 'unit/shared/transport/pace'], [
		{ find: 'message ?? error;', replace: 'message;', breaks: 'Heymarket’s words under `error` are not shown' },
		{ find: 'message ?? error;', replace: 'error;', breaks: 'Heymarket’s words under `message` are not shown' },
		{ find: "if (typeof body === 'string') return body;", replace: '', breaks: 'Heymarket’s words in plain text are not shown' },
		{ find: 'count: 500, windowMs: 60_000', replace: 'count: 5_000, windowMs: 60_000', breaks: 'ten times as many leave as Heymarket takes' },
		{ find: 'count: 500, windowMs: 60_000', replace: 'count: 500, windowMs: 6_000', breaks: 'a minute’s messages leave in six seconds' },
		{ find: "authentication === 'teamKey' ? teamApiKey : secretId", replace: 'secretId', breaks: 'all team keys share one limit' },
		{ find: "authentication === 'teamKey' ? teamApiKey : secretId", replace: 'teamApiKey', breaks: 'all API secrets share one limit' },
		{ find: '\tforgetToken,\n', replace: '', breaks: 'after a 401 the same token is sent again', judges: ['engine/traps', 'engine/pickers'] },
		{ find: 'await bearerOf(credentials);', replace: '', breaks: 'an incomplete credential is found when messages have gone' },
		{ find: "authentication === 'teamKey' ? teamKeyAdvice", replace: "authentication === 'none' ? teamKeyAdvice", breaks: 'who has a team key gets advice on an API secret' },
		{ find: "403: 'The team", replace: "402: 'The team", breaks: 'who may not use an inbox gets no advice' },
	]),
	...inFile('nodes/Heymarket/fields.ts', OPERATIONS, [
		{ find: "body: 'creator_id',", replace: "body: 'user_id',", breaks: 'Send As is not sent' },
		{ find: "target.split(',').map((one) => one.trim())", replace: "[target.split(',')[0].trim()]", breaks: 'only the first member of a group is held against Allowed Recipients' },
		{ find: "typeof target === 'string' ? ", replace: "typeof target === 'number' ? ", breaks: 'a conversation into which everyone may write is refused' },
		{ find: 'conversation: String(id),', replace: '', breaks: 'messages into one conversation overlap', judges: ['engine/pacing', 'engine/preflight'] },
		{ find: "path: '/v1/conversations/{id}',", replace: "path: '/v1/conversation/{id}',", breaks: 'whom a conversation is with is asked elsewhere' },
		{ find: "value === 'text' ? media : undefined", replace: 'undefined', breaks: 'a picture without a text is refused' },
		{ find: "value === 'text' ? media : undefined", replace: 'media', breaks: 'a template may be left out where there is a picture' },
		{ find: "[['template_id', 'template'], ['survey_id', 'survey']]", replace: "[['template_id', 'template']]", breaks: 'a picture with a survey leaves' },
		{ find: "media_url: field.optional(field.httpUrl()),", replace: 'media_url: field.optional(field.text()),', breaks: 'a picture without an address leaves' },
		{ find: "local_id: field.optional(field.singleLine()),", replace: 'local_id: field.optional(field.integerId()),', breaks: 'a Local ID of one’s own is refused' },
		{ find: "typeof body.text === 'string' ? body.text : undefined", replace: 'undefined', breaks: 'Maximum SMS Segments is not heeded' },
	]),
	...inFile('nodes/Heymarket/message/send.operation.ts', OPERATIONS, [
		{ find: '[phone_number, ...((targets as string[] | undefined) ?? [])]', replace: '((targets as string[] | undefined) ?? [])', breaks: 'a number is not held against Allowed Recipients' },
		{ find: '[phone_number, ...((targets as string[] | undefined) ?? [])]', replace: '[phone_number]', breaks: 'a group is not held against Allowed Recipients' },
		{ find: ': conversationReach(chat_id)', replace: ': {}', breaks: 'a conversation is not held against Allowed Recipients' },
		{ find: 'atLeast: 2', replace: 'atLeast: 1', breaks: 'a group of one leaves' },
		{ find: "exactlyOne(sendTo, 'recipient'), ", replace: '', breaks: 'a message without a recipient leaves' },
		{ find: ', ...oneContent(form)', replace: '', breaks: 'a message without a content leaves' },
		{ find: "phone_number: field.optional(field.phoneNumber({ country, plus: false }))", replace: "phone_number: field.optional(field.phoneNumber({ country }))", breaks: 'Heymarket gets a number with plus' },
		{ find: "countryIn('additionalFields', form)", replace: 'undefined', breaks: 'Default Country is not heeded' },
		{ find: '\tsmsText,\n});', replace: '});', breaks: 'Maximum SMS Segments is not heeded' },
		{ find: 'howToCheck: howToCheckMessages,', replace: '', breaks: 'nobody is told how to find out whether a text went out', judges: ['engine/matrix/matrix'] },
	]),
	...inFile('nodes/Heymarket/message/sendToList.operation.ts', ['engine/operations/heymarket', 'engine/preflight', 'engine/matrix/sendToList', 'engine/retryExecution'], [
		{ find: "localId: 'local_id',", replace: '', breaks: 'a list send that is tried again reaches the list twice' },
		{ find: "unknowable: 'who is on a list can’t be checked',", replace: '', breaks: 'a list is sent to whoever is on it' },
		{ find: 'conversation: `list ${String(body.list_id)}`,', replace: '', breaks: 'two messages to one list overlap', judges: ['engine/pacing', 'engine/matrix/sendToList'] },
		{ find: '.check(...oneContent(form))', replace: '', breaks: 'a message without a content leaves', judges: ['engine/operations/heymarketRefusals', 'engine/preflight'] },
	]),
	...inFile('nodes/Heymarket/message/addPrivateComment.operation.ts', ['engine/operations/heymarket', 'engine/pacing'], [
		{ find: 'constants: { private: true },', replace: 'constants: { private: false },', breaks: 'a private comment is sent to the customer' },
		{ find: 'private: z.literal(true),', replace: 'private: z.unknown(),', breaks: 'a comment that isn’t private passes the check', changesNothing: 'no field of the form can change the constant' },
		{ find: '({ conversation: String(body.chat_id) })', replace: '({})', breaks: 'private comments in one conversation overlap' },
	]),
	...inFile('nodes/Heymarket/email/send.operation.ts', OPERATIONS, [
		{ find: '...to.map((address) => `to:${address}`)', replace: '...to.map((address) => `cc:${address}`)', breaks: 'who a mail is to gets a copy' },
		{ find: ', ...cc.map((address) => `cc:${address}`)', replace: '', breaks: 'copies are not sent' },
		{ find: "target.replace(/^(to|cc):/, '')", replace: 'target', breaks: 'nobody is allowed to get a mail' },
		{ find: '(body.targets as string[]).map', replace: '(body.targets as string[]).slice(0, 1).map', breaks: 'only the first address is held against Allowed Recipients' },
		{ find: 'conv_title: field.singleLine(),', replace: 'conv_title: field.text(),', breaks: 'a subject of two lines leaves' },
	]),
	...inFile('nodes/Heymarket/email/reply.operation.ts', OPERATIONS, [
		{ find: 'conversationReach(body.convo_id)', replace: '({ conversation: String(body.convo_id) })', breaks: 'a reply is not held against Allowed Recipients' },
		{ find: 'conversationReach(body.convo_id)', replace: '({ ...conversationReach(body.convo_id), conversation: undefined })', breaks: 'replies into one conversation overlap', judges: ['engine/pacing', 'engine/operations/heymarket'] },
	]),
	...inFile('nodes/Heymarket/message/getMany.operation.ts', LISTS, [
		{ find: 'rows.length < PAGE || ', replace: '', breaks: 'a page more is asked for at the end' },
		{ find: 'const PAGE = 50;', replace: 'const PAGE = 51;', breaks: 'a conversation ends with its first page' },
		{ find: 'Math.floor(last / 1000) + 1', replace: 'Math.floor(last / 1000)', breaks: 'messages of the same second are missed' },
		{ find: 'timestamp === content.query.timestamp ? undefined : ', replace: '', breaks: 'a page of messages of one second is asked for again and again', judges: LISTS },
		{ find: "plus: false }),", replace: 'plus: true }),', breaks: 'a conversation is not found by its number' },
		{ find: "countryIn('filters', form)", replace: 'undefined', breaks: 'Default Country is not heeded' },
		{ find: "row: 'date' }", replace: "row: 'created' }", breaks: 'After gives nothing' },
	]),
	...inFile('nodes/Heymarket/message/getManyOfTeam.operation.ts', LISTS, [
		{ find: 'Math.min(wanted ?? MOST_ROWS, MOST_ROWS)', replace: 'MOST_ROWS', breaks: 'two hundred messages are read where five are wanted' },
		{ find: 'Math.min(wanted ?? MOST_ROWS, MOST_ROWS)', replace: '(wanted ?? MOST_ROWS)', breaks: 'more rows are asked for than Heymarket gives' },
		{ find: "byDate('created_at', 'date')", replace: "byDate('date', 'date')", breaks: 'the messages of a team end with the first page' },
	]),
	...inFile('nodes/Heymarket/pages.ts', [...LISTS, 'engine/pickers'], [
		{ find: 'new Date(time + 1)', replace: 'new Date(time)', breaks: 'rows of the same moment are missed' },
		{ find: 'Number.isNaN(time) ? date : ', replace: '', breaks: 'a date that can’t be read breaks the list' },
		{ find: 'cursor === content.body[property] ? undefined : ', replace: '', breaks: 'a page of rows of one moment is asked for again and again' },
		{ find: "if (typeof last !== 'string') return undefined;", replace: '', breaks: 'a list of rows without a date does not end' },
		{ find: "\t\tid: 'id',\n", replace: "\t\tid: 'name',\n", breaks: 'rows of the same name are taken for one' },
	]),
	...inFile('nodes/Heymarket/methods/listSearch.ts', PICKERS, [
		{ find: "if (operation === 'replyToEmail') return undefined;", replace: '', breaks: 'the senders of a reply are those of another operation’s inbox' },
		{ find: "operation === 'sendEmail' ? 'emailInbox' : 'inbox'", replace: "'inbox'", breaks: 'the senders of a mail are those of another operation’s inbox' },
		{ find: 'rows.filter(({ id }) => !shown.includes(id))', replace: 'rows', breaks: 'a list shows entries twice' },
		{ find: 'shown: rows.map(({ id }) => id) }', replace: 'shown: [] }', breaks: 'a list shows the last entry of a page twice' },
		{ find: 'archived !== true', replace: 'archived === true', breaks: 'a list holds what was archived' },
		{ find: "ofInbox?.includes(Number(id)) ?? true", replace: 'true', breaks: 'members who have no access to the inbox are offered' },
		{ find: "ofInbox?.includes(Number(id)) ?? true", replace: 'ofInbox?.includes(Number(id)) ?? false', breaks: 'no member is offered before an inbox is chosen' },
		{ find: 'rows.length < limit ? undefined : String(page + 1)', replace: 'undefined', breaks: 'surveys end with the first page' },
		{ find: 'filters: { inboxes: [Number(inbox)] }', replace: 'filters: {}', breaks: 'conversations of all inboxes are asked for', changesNothing: 'Heymarket’s own filter only saves pages: `isOffered` drops the others' },
		{ find: "row.inbox === undefined || String(row.inbox) === inbox", replace: 'true', breaks: 'conversations of other inboxes are offered' },
		{ find: "channel === undefined || channel === 'email'", replace: 'true', breaks: 'texts are offered where a mail is replied to' },
		{ find: 'named(row, row.target)', replace: 'named(row, undefined)', breaks: 'a conversation doesn’t show whom it is with' },
	]),
];
