import { inFile } from '../mutation.ts';

const CONVERSATIONS = ['engine/operations/sendookThreads', 'operations/filled'];
const RECORDS = ['engine/operations/sendookRecords', 'operations/filled'];

/** Sendook's threads, inboxes, domains, webhooks and API keys. */
export const sendookRecords = [
	...inFile('nodes/Sendook/inbox/create.operation.ts', RECORDS, [
		{ find: '.toLowerCase()', replace: '', breaks: 'mail to the address as people write it does not arrive' },
	]),
	...inFile('nodes/Sendook/inbox/delete.operation.ts', RECORDS, [
		{ find: 'rows: (_, { ids: { inboxId } }) => ({ deleted: true, _id: inboxId }),', replace: '', breaks: 'a deleted inbox looks like one that is there' },
	]),
	...inFile('nodes/Sendook/thread/simplified.ts', [...RECORDS, 'engine/operations/sendookThreads'], [
		{ find: '[...mail.to, ...mail.cc] : [mail.from]', replace: '[mail.from] : [mail.from]', breaks: 'a thread that the inbox began is with the inbox itself' },
		{ find: '[...mail.to, ...mail.cc]', replace: 'mail.to', breaks: 'who got a copy is not in the thread' },
		{ find: 'address.toLowerCase()', replace: 'address', breaks: 'one person is there twice' },
		{ find: 'mails.length - 1 - mails.findLastIndex(isSent)', replace: 'mails.filter((one) => !isSent(one)).length', breaks: 'what was answered counts as not answered' },
		{ find: 'mailsOf(thread)[0]?.subject', replace: 'last(thread)?.subject', breaks: 'the subject of a thread grows with each answer' },
		{ find: '?.text.trim()', replace: '?.text', breaks: 'the last message ends with an empty line' },
	]),
	...inFile('nodes/Sendook/thread/getMany.operation.ts', CONVERSATIONS, [
		{ find: 'byId.get(id as string) ?? id', replace: 'byId.has(id as string) ? id : id', breaks: 'a list of threads tells nothing of their messages' },
		{ find: 'laterFirst(one.updatedAt, other.updatedAt)', replace: 'laterFirst(other.updatedAt, one.updatedAt)', breaks: 'a limit gives the oldest threads' },
		{ find: ': answer),', replace: ': []),', breaks: 'an answer that can’t be read looks like no threads' },
	]),
	...inFile('nodes/Sendook/thread/conversation.ts', CONVERSATIONS, [
		{ find: '(attachments ?? [])', replace: 'attachments', breaks: 'a mail whose files are null is no mail' },
		{ find: 'messages.toReversed()', replace: 'messages', breaks: 'a limit gives the oldest messages' },
		{ find: 'includeQuoted === true', replace: 'includeQuoted !== undefined', breaks: 'what a mail quotes is always among its words' },
		{ find: "file?.name ?? 'unnamed file'", replace: 'file?.name', breaks: 'a file without a name is called undefined' },
		{ find: 'if (!mails.every(isMail)) throw', replace: 'if (mails.length < 0) throw', breaks: 'an answer of another shape is an error that nobody understands' },
		{ find: 'mails.at(-1)?.subject', replace: 'mails[0]?.subject', breaks: 'the subject grows with each answer' },
		{ find: '{ threadId: ids.threadId, inboxId: ids.inboxId }', replace: '{ threadId: ids.threadId }', breaks: 'a reply to what came out does not know its inbox' },
	]),
	...inFile('nodes/Sendook/thread/getUnansweredMessages.operation.ts', CONVERSATIONS, [
		{ find: 'outputAs, onlyIfNewest,', replace: 'outputAs,', breaks: 'several executions answer one person' },
	]),
	...inFile('nodes/Sendook/domain/fields.ts', RECORDS, [
		{ find: "|| !/\\.[a-z]{2,}$/i.test(name)", replace: '', breaks: 'a name that Sendook takes for none is sent' },
		{ find: 'written.length > LONGEST_NAME ? undefined : ', replace: '', breaks: 'a name that no DNS has is sent' },
		{ find: '.toLowerCase(),', replace: ',', breaks: 'a domain is made in capitals, and inboxes at it in small letters are refused' },
	]),
	...inFile('nodes/Sendook/domain/simplified.ts', RECORDS, [
		{ find: "(status === 'verified') === areFound", replace: 'areFound', breaks: 'missing records are called found' },
		{ find: '(verified === true) === areFound', replace: 'areFound', breaks: 'nobody is told that DKIM is missing' },
	]),
	...inFile('nodes/Sendook/domain/getDnsRecords.operation.ts', RECORDS, [
		{ find: "if (written.toLowerCase().endsWith(`.${domainName.toLowerCase()}`)) return written;", replace: '', breaks: 'the records of DKIM are published at the domain itself' },
		{ find: "written.startsWith('_dmarc') ? `_dmarc.${domainName}` : domainName", replace: 'domainName', breaks: 'the record of DMARC is published at the domain itself' },
		{ find: "record.type === 'MX' && ", replace: '', breaks: 'every record has a priority' },
	]),
	...inFile('nodes/Sendook/webhook/fields.ts', RECORDS, [
		{ find: 'httpUrl(line.convert(value, context))', replace: 'line.convert(value, context)', breaks: 'any text is taken for an address, and no event arrives' },
		{ find: "		'message.rejected': ['Message Rejected'", replace: "		'message.refused': ['Message Rejected'", breaks: 'an event is asked for that Sendook doesn’t know' },
	]),
	...inFile('nodes/Sendook/webhook/test.operation.ts', RECORDS, [
		{ find: '|| (events as unknown[]).includes(TESTED)', replace: '|| events.length > 0', breaks: 'a test that goes nowhere is called done' },
	]),
	...inFile('nodes/Sendook/webhook/getAttempts.operation.ts', RECORDS, [
		{ find: "['errorText', 'error'],", replace: "['failed', 'error'],", breaks: 'what went wrong has another name than elsewhere' },
		{ find: 'JSON.stringify(value)', replace: 'value', breaks: 'a column holds an object' },
	]),
	...inFile('nodes/Sendook/apiKey/fields.ts', RECORDS, [
		{ find: 'settings.showWholeKey === true ?', replace: 'settings.showWholeKey !== undefined ?', breaks: 'every execution holds every key' },
		{ find: 'answer.map(masked)', replace: 'answer', breaks: 'the list shows whole keys' },
		{ find: '? answer : masked(answer)', replace: '? answer : answer', breaks: 'one key is shown whole' },
		{ find: 'key.length > 16', replace: 'key.length > 0', breaks: 'a short secret is shown by its end' },
		{ find: ' || answer === null) return', replace: ') return', breaks: 'no key is a fault of this package' },
		{ find: ": masked(value)]", replace: ': value]', breaks: 'a key in an answer of another shape is shown whole' },
	]),
	...inFile('nodes/Sendook/apiKey/get.operation.ts', RECORDS, [
		{ find: 'if (keys.length > 0) return keys;', replace: 'return keys;', breaks: 'a key that is not there is nothing, and the workflow ends without a word' },
	]),
	...inFile('nodes/Sendook/apiKey/delete.operation.ts', RECORDS, [
		{ find: 'deleted: answer !== null', replace: 'deleted: true', breaks: 'a key that still works is called deleted' },
	]),
	...inFile('nodes/Sendook/methods/listSearch.ts', ['engine/pickers'], [
		{ find: 'names.get(id) ?? titleOf(message)', replace: 'titleOf(message)', breaks: 'a thread is known by its last message' },
		{ find: 'names.delete(id);', replace: '', breaks: 'the thread with the newest message is not the first' },
		{ find: "verified === true ? String(name) : `${String(name)} (not verified)`", replace: 'String(name)', breaks: 'nobody sees which domains are not verified' },
	]),
];
