import { inFile } from '../mutation.ts';

const OPERATIONS = ['engine/operations/whippy', 'engine/preflight'];

/** What is particular about Whippy. */
export const whippy = [
	...inFile('nodes/Whippy/provider.ts', ['unit/shared/transport/limits', 'engine/matrix/matrix', 'engine/pacing', 'unit/shared/transport/pace'], [
		{ find: 'entry?.description ?? []', replace: '[]', breaks: 'Whippy’s words are not shown' },
		{ find: "words.join('; ')", replace: 'String(words[0])', breaks: 'only the first of Whippy’s reasons is shown' },
		{ find: "effect !== 'read' && /^", replace: '/^', breaks: 'reading lists of contacts waits for the limit of writes' },
		{ find: 'contacts\\/lists|', replace: '', breaks: 'writes to lists have the limit of texts' },
		{ find: '|sequences)', replace: ')', breaks: 'writes to sequences have the limit of texts' },
		{ find: 'account: ({ apiKey }) => String(apiKey),', replace: "account: () => '',", breaks: 'all keys share one limit' },
		{ find: '/^\\d+$/.test(milliseconds) ? Number(milliseconds)', replace: '/^\\d+$/.test(milliseconds) ? Number(milliseconds) * 1000', breaks: 'Whippy’s milliseconds count as seconds' },
		{ find: '\twaitHint,\n', replace: '', breaks: 'how long Whippy says to wait is not read' },
		{ find: 'count: 25, windowMs: 1_000', replace: 'count: 250, windowMs: 1_000', breaks: 'ten times as many leave as Whippy takes' },
		{ find: 'count: 25, windowMs: 1_000', replace: 'count: 25, windowMs: 100', breaks: 'a second’s messages leave in a tenth of it' },
		{ find: 'count: 10, windowMs: 60_000', replace: 'count: 100, windowMs: 60_000', breaks: 'ten times as many writes leave as Whippy takes' },
		{ find: "(body as { data: unknown }).data : body", replace: 'body : body', breaks: 'rows come in Whippy’s envelope', judges: OPERATIONS },
		{ find: "secretText(credentials.apiKey, 'API Key');", replace: '', breaks: 'a key with a line break is found when messages have gone', judges: ['engine/credentials', 'engine/matrix/matrix'] },
		{ find: '401: keyAdvice,', replace: '', breaks: 'who has a wrong key gets no advice' },
	]),
	...inFile('nodes/Whippy/fields.ts', OPERATIONS, [
		{ find: "String(value).includes('@') ? emailAddress(value).address : uuid(value)", replace: 'uuid(value)', breaks: 'an email channel can’t be given by its address' },
		{ find: "if (isLeftOut(id) && isLeftOut(phone)) {", replace: 'if (isLeftOut(id) && isLeftOut(phone) && entry === null) {', breaks: 'a channel without id and phone is told as an empty number' },
		{ find: 'isLeftOut(id) ? { phone:', replace: 'isLeftOut(phone) ? { phone:', breaks: 'a channel’s phone is taken for its ID' },
		{ find: '/[a-f]|^.{30}/i.test(String(entry))', replace: '/[a-f]/i.test(String(entry))', breaks: 'a channel’s ID without letters is taken for a number' },
		{ find: 'withoutDuplicates(made, (channel) => JSON.stringify(channel))', replace: 'made', breaks: 'a channel stands twice' },
		{ find: 'field.futureDateTime({ timezone })', replace: 'field.dateTime({ timezone })', breaks: 'a Schedule At that has passed is sent at once' },
		{ find: "property: 'attachments',\n\tlabel", replace: "property: 'subject',\n\tlabel", breaks: 'a message of attachments only is refused' },
	]),
	...inFile('nodes/Whippy/sms/send.operation.ts', OPERATIONS, [
		{ find: '({ recipients: [to as string] })', replace: '({})', breaks: 'a number is not held against Allowed Recipients' },
		{ find: 'field.text({ max: 1000 })', replace: 'field.text()', breaks: 'a text that Whippy refuses for its length leaves' },
		{ find: ".check(bodyOrAttachments)", replace: '', breaks: 'a text without anything leaves' },
		{ find: "countryIn('additionalFields', form)", replace: 'undefined', breaks: 'Default Country is not heeded' },
		{ find: 'text as string | undefined,\n});', replace: "'' as string | undefined,\n});", breaks: 'Maximum SMS Segments is not heeded' },
		{ find: "field.oneOf(['automated', 'closed', 'open'])", replace: "field.oneOf(['automated', 'open'])", breaks: 'a conversation can’t be closed by a text' },
	]),
	...inFile('nodes/Whippy/email/send.operation.ts', OPERATIONS, [
		{ find: '[to, ...(cc as string[]), ...(bcc as string[])]', replace: '[...(cc as string[]), ...(bcc as string[])]', breaks: 'who a mail is to is not held against Allowed Recipients' },
		{ find: '[to, ...(cc as string[]), ...(bcc as string[])]', replace: '[to, ...(bcc as string[])]', breaks: 'who gets a copy is not held against Allowed Recipients' },
		{ find: '[to, ...(cc as string[]), ...(bcc as string[])]', replace: '[to, ...(cc as string[])]', breaks: 'who gets a hidden copy is not held against Allowed Recipients' },
		{ find: 'to: field.oneEmailAddress(),', replace: 'to: field.emailAddresses(),', breaks: 'a mail to two people leaves as a list' },
		{ find: '.check(bodyOrAttachments)', replace: '', breaks: 'a mail without anything leaves' },
		{ find: 'reply_to: field.optional(field.oneEmailAddress()),', replace: 'reply_to: field.optional(field.text()),', breaks: 'a Reply To that is no address leaves' },
	]),
	...inFile('nodes/Whippy/conversation/getMany.operation.ts', OPERATIONS, [
		{ find: "field.phoneNumber({ country })", replace: 'field.phoneNumber()', breaks: 'Default Country is not heeded' },
		{ find: "['automated', 'closed', 'open', 'spam'])", replace: "['automated', 'closed', 'open'])", breaks: 'spam can’t be asked for' },
		{ find: '\tpage: byOffset,\n', replace: '', breaks: 'conversations end with the first page' },
	]),
	...inFile('nodes/Whippy/conversation/get.operation.ts', OPERATIONS, [
		{ find: 'conversation: field.uuid()', replace: 'conversation: field.text()', breaks: 'any text is asked for as a conversation' },
		{ find: 'max: 500 })),', replace: 'max: 5_000 })),', breaks: 'more messages are asked for than Whippy gives' },
		{ find: ", 'messages'],", replace: '],', breaks: 'a simplified conversation has no messages' },
	]),
	...inFile('nodes/Whippy/pages.ts', OPERATIONS, [
		{ find: 'Math.min(wanted ?? MOST_ROWS, MOST_ROWS)', replace: '(wanted ?? MOST_ROWS)', breaks: 'more rows are asked for than Whippy gives' },
		{ find: 'rows.length < limit ? undefined : ', replace: 'rows.length <= limit ? undefined : ', breaks: 'a list ends with its first page' },
		{ find: 'offset + rows.length', replace: 'offset + 1', breaks: 'a list is asked for row by row' },
	]),
	...inFile('nodes/Whippy/methods/listSearch.ts', ['engine/pickers'], [
		{ find: 'channel.type === type', replace: 'channel.type !== undefined', breaks: 'phone channels are offered where a mail is sent' },
		{ find: 'value: String(channel.phone),', replace: 'value: String(channel.id),', breaks: 'a phone channel is sent by its ID' },
		{ find: 'rows.length < PAGE ? undefined : String(offset + PAGE)', replace: 'undefined', breaks: 'conversations end with the first page' },
		{ find: 'String(offset + PAGE)', replace: 'String(offset + PAGE - 1)', breaks: 'a list shows entries twice' },
	]),
];
