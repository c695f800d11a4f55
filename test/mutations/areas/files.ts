import { inFile } from '../mutation.ts';

const FILES = ['unit/shared/transport/download'];
const MESSAGES = ['engine/operations/messageFiles'];
const WHIPPY = ['trigger/whippy'];

/** The files of messages whose addresses a provider gives. */
export const files = [
	...inFile('nodes/shared/transport/download.ts', FILES, [
		{ find: "if (url.protocol !== 'https:') return", replace: 'if (false) return', breaks: 'a file is fetched without encryption' },
		{ find: '!hosts.includes(url.hostname)', replace: '!hosts.some((host) => url.hostname.endsWith(host))', breaks: 'a host that ends like an allowed one is asked' },
		{ find: "url.port !== '' || ", replace: '', breaks: 'another port of an allowed host is asked' },
		{ find: 'if (!isReachedInPublic(remote)) return', replace: 'if (false) return', breaks: 'a name that leads into the private network is read' },
		{ find: 'if (remote === undefined) return', replace: 'if (false) return', breaks: 'nobody is told why a file can’t be judged' },
		{ find: "replace(/^::ffff:(?=\\d+\\.)/i, '')", replace: "replace('x', '')", breaks: 'a private address written as IPv6 is read' },
		{ find: 'if (size > largest) return', replace: 'if (false) return', breaks: 'a file without end fills the memory' },
		{ find: 'disableFollowRedirect: true', replace: 'disableFollowRedirect: false', breaks: 'a redirect is followed' },
		{ find: ", 'User-Agent': userAgent }", replace: ' }', breaks: 'a file is fetched by nobody knows whom' },
		{ find: 'index < MOST_FILES ? ', replace: 'true ? ', breaks: 'a message with a thousand files keeps n8n busy' },
		{ find: 'abortSignal: signal,', replace: '', breaks: 'a canceled execution goes on fetching' },
		{ find: 'await Promise.race([fetchFile(context, url, largest, ends), late])', replace: 'await fetchFile(context, url, largest, ends)', breaks: 'a host that sends byte by byte holds an execution for ever' },
		{ find: 'ignoreHttpStatusErrors: { ignore: true, except: [200] }', replace: 'ignoreHttpStatusErrors: true', breaks: 'the newest n8n doesn’t tell where a file’s connection leads, and none comes', judges: MESSAGES },
		{ find: 'thrown instanceof Error ? thrown.message', replace: 'thrown instanceof TypeError ? thrown.message', breaks: 'nobody is told why a connection broke' },
	]),
	...inFile('nodes/shared/delivery/itemDelivery.ts', MESSAGES, [
		{ find: 'settings.downloadAttachments === true ? (operation', replace: 'settings.downloadAttachments !== undefined ? (operation', breaks: 'files are fetched that nobody wants' },
		{ find: 'missing.length > 0 ? { ...shown, filesNotFetched: missing } : shown', replace: 'shown', breaks: 'nobody is told of a file that was not fetched' },
	]),
	...inFile('nodes/Heymarket/message/get.operation.ts', MESSAGES, [
		{ find: 'row.id === settings.messageId && ', replace: '', breaks: 'another message of the conversation is given' },
		{ find: "media ? [media] : []", replace: '[]', breaks: 'the picture of a message is not fetched' },
	]),
	...inFile('nodes/Whippy/message/get.operation.ts', MESSAGES, [
		{ find: 'id === settings.messageId', replace: 'id !== undefined', breaks: 'another message of the conversation is given' },
	]),
	...inFile('nodes/shared/foundRow.ts', MESSAGES, [
		{ find: 'if (rows.length > 0) return rows;', replace: 'return rows;', breaks: 'a message that is not found is no word' },
	]),
	...inFile('nodes/Whippy/trigger/events.ts', WHIPPY, [
		{ find: 'isObject(record.inbound_message) ? record.inbound_message : record', replace: 'record', breaks: 'the files of a new lead are not fetched' },
		{ find: "isMail && typeof record.body === 'string'", replace: "typeof record.body === 'string'", breaks: 'a text that looks like a mail is taken apart' },
		{ find: "isMail && typeof record.body === 'string'", replace: 'false', breaks: 'what a mail quotes goes to the AI model' },
	]),
	...inFile('nodes/shared/conversation/message.ts', WHIPPY, [
		{ find: 'splitMail(writtenIn(mailOf(body)))', replace: 'splitMail(body)', breaks: 'the trigger gives HTML as text' },
	]),
	...inFile('nodes/Heymarket/methods/listSearch.ts', ['engine/pickers'], [
		{ find: '.toSorted((one, other) => laterFirst(one.date, other.date))', replace: '', breaks: 'the messages of a group come in any order', changesNothing: 'The sandbox gives the newest first; nobody knows whether Heymarket does.' },
		{ find: "row.media && 'with a file'", replace: 'false', breaks: 'nobody sees which message has the picture' },
		{ find: 'idIn(row.conversation) === Number(id) || ', replace: 'true || ', breaks: 'a group’s list has the messages of everybody' },
	]),
	...inFile('nodes/shared/listSearch.ts', ['engine/pickers'], [
		{ find: 'if (chosen === undefined) throw new NodeOperationError(context.getNode(), `Choose', replace: 'if (chosen === null) throw new NodeOperationError(context.getNode(), `Choose', breaks: 'messages are asked for before an inbox is chosen' },
		{ find: 'return chosen.toLowerCase();', replace: 'return chosen;', breaks: 'the inbox’s own messages are offered for a reply where its ID is in capitals' },
		{ find: 'characters.length > 60 ?', replace: 'characters.length > 6_000 ?', breaks: 'a template is shown with all of its text' },
	]),
	...inFile('nodes/Whippy/methods/listSearch.ts', ['engine/pickers'], [
		{ find: '.toSorted((one, other) => laterFirst(one.created_at, other.created_at))', replace: '.toSorted((one, other) => laterFirst(other.created_at, one.created_at))', breaks: 'the oldest message stands first' },
	]),
];
