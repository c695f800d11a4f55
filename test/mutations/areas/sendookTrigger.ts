import { inFile } from '../mutation.ts';

const TRIGGER = ['trigger/sendook'];
const REGISTRATION = ['trigger/sendookRegistration'];

/** The trigger of Sendook, and what the triggers do with what is read back. */
export const sendookTrigger = [
	...inFile('nodes/Sendook/trigger/events.ts', TRIGGER, [
		{ find: "wires: ['message.received'], direction: 'inbound'", replace: "wires: ['message.received']", breaks: 'an inbox that writes to itself answers itself without end' },
		{ find: "if (payload._id === undefined && payload.test === 'test') return 'ignored';", replace: '', breaks: 'the server’s test counts as malformed' },
		{ find: 'isSame(messageId, id) && ', replace: '', breaks: 'a post names two messages' },
		{ find: ' && isSame(inboxId, payload.inboxId)', replace: '', breaks: 'a post names two inboxes' },
		{ find: "to: direction === 'inbound' ? from : addressesOf(to)", replace: 'to: addressesOf(to)', breaks: 'an answer goes to the inbox itself' },
		{ find: 'splitMail(text)', replace: '{ text }', breaks: 'what a mail quotes counts as its words' },
		{ find: "['_id', 'name', 'contentType']", replace: "['_id', 'name', 'contentType', 'content']", breaks: 'an item holds whole files' },
		{ find: 'wire.length > LONGEST_NAME', replace: 'wire.length > 10_000_000', breaks: 'a name of a megabyte is taken' },
	]),
	...inFile('nodes/Sendook/trigger/readBack.ts', TRIGGER, [
		{ find: "'message.received': ['received'],", replace: "'message.received': ['received', 'undefined'],", breaks: 'what went out is told as received' },
		{ find: "['delivered', 'bounced', 'complained']", replace: "['delivered']", breaks: 'what was delivered and then called spam is told as neither' },
		{ find: "wire === 'message.sent' && directionOf(message) === 'outbound'", replace: "wire === 'message.sent'", breaks: 'what came in is told as sent' },
		{ find: 'if (asked.failure.status !== 404) return { failure: asked.failure };', replace: '', breaks: 'an inbox that can’t be read counts as deleted', judges: TRIGGER },
		{ find: "{ good: inboxEvent(wire, { _id: id }) }", replace: '{ forged: true }', breaks: 'nobody is told of a deleted inbox' },
		{ find: " || wire === 'inbox.deleted') return", replace: ') return', breaks: 'an inbox that is there is told as deleted' },
	]),
	...inFile('nodes/shared/trigger/registration.ts', REGISTRATION, [
		{ find: 'found.filter((hook) => isOwn(hook, wanted))', replace: 'found', breaks: 'what somebody else has made is removed after a crash' },
		{ find: 'else await removeLeft(', replace: 'else if (false) await removeLeft(', breaks: 'what was made before a crash stays at the provider' },
	]),
	...inFile('nodes/Sendook/trigger/registration.ts', REGISTRATION, [
		{ find: '\t\tkeep({});\n', replace: '', breaks: 'a webhook whose answer was lost stays behind' },
		{ find: "asked.failure.status !== 404) throw", replace: 'true) throw', breaks: 'what was deleted at Sendook can’t be unpublished' },
		{ find: "'failure' in asked && asked.failure.status !== 404", replace: 'false', breaks: 'a webhook that was not deleted is forgotten' },
		{ find: 'url === address && ', replace: '', breaks: 'the webhooks of others are removed' },
		{ find: '? -1 : 1', replace: '? 1 : -1', breaks: 'a webhook that is never told is adopted' },
	]),
	...inFile('nodes/Sendook/trigger/person.ts', TRIGGER, [
		{ find: ': at > own)', replace: ': true)', breaks: 'an answer to an earlier message counts' },
		{ find: "directionOf(one) === 'outbound'", replace: "directionOf(one) === 'inbound'", breaks: 'what the inbox wrote does not count' },
	]),
	...inFile('nodes/Sendook/trigger/polling.ts', ['trigger/sendookPolling'], [
		{ find: "directionOf(row) === 'inbound' && ", replace: '', breaks: 'what went out is told as received' },
		{ find: 'laterFirst(row.createdAt, after) <= 0', replace: 'laterFirst(row.createdAt, after) < 0', breaks: 'a mail of the cursor’s very time is lost' },
		{ find: '(before === undefined || laterFirst(before, row.createdAt) <= 0)', replace: 'true', breaks: 'a backlog is never read to its end' },
		{ find: '.sort((one, other) => laterFirst(one.createdAt, other.createdAt))', replace: '', breaks: 'of a backlog the newest are lost' },
	]),
	...inFile('nodes/shared/trigger/poll.ts', ['trigger/sendookPolling'], [
		{ find: '[kind.value, ...Object.values(ids)]', replace: '[kind.value]', breaks: 'of another inbox, old messages count as new' },
	]),
	...inFile('nodes/Sendook/trigger/declaration.ts', TRIGGER, [
		{ find: '\tlargestPost: LARGEST_POST,\n', replace: '', breaks: 'a message with large files is not told' },
		{ find: 'settings.of(readsBack) !== false', replace: 'settings.of(readsBack) === false', breaks: 'what anybody posts is trusted' },
	]),
	...inFile('nodes/shared/trigger/receive.ts', TRIGGER, [
		{ find: 'const [trusted] = wantedEvent(context, declaration, read.good, settingsOf(context));', replace: 'const trusted = { ...starting, event: read.good };', breaks: 'a forged sender passes the filter' },
		{ find: '\tforget(starting.identity, place, saved, Date.now());\n', replace: '', breaks: 'a forged post makes the trigger ignore the real one' },
		{ find: '\t\tremember(trusted?.identity ?? starting.identity, place, saved, Date.now());\n', replace: '', breaks: 'what was read back is forgotten after two minutes' },
		{ find: "person?.tellsAnswersOnly ? ['answered'] : ", replace: '', breaks: 'where only answers are told, nothing keeps the workflow from answering as well' },
	]),
];
