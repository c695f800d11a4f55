import { inFile } from '../mutation.ts';

const HEYMARKET = ['trigger/heymarket'];
const HOSTILE = ['trigger/hostile'];
const ONCE = ['trigger/once'];
const PERSON = ['trigger/person'];
const VERIFY = ['trigger/verify'];
const REGISTRATION = ['trigger/registration'];
const POLLING = ['trigger/polling'];

/** Triggers: what comes in, verified, once, answered at once. */
export const trigger = [
	...inFile('nodes/shared/trigger/post.ts', HOSTILE, [
		{ find: "if ((raw?.length ?? Number(headers['content-length'])) > largest) return", replace: 'if (false) return', breaks: 'ten megabytes are read' },
		{ find: "if (!/\\bjson\\b/i.test(String(headers['content-type']))) return", replace: 'if (false) return', breaks: 'a form passes for JSON' },
		{ find: 'if (parts.length > MOST_EVENTS) return', replace: 'if (false) return', breaks: 'a hundred thousand events keep n8n busy' },
		{ find: 'parts.length === 0 || ', replace: '', breaks: 'an empty list is no mistake' },
	]),
	...inFile('nodes/shared/trigger/copy.ts', HOSTILE, [
		{ find: 'if (depth === DEEPEST) return undefined;', replace: '', breaks: 'a hundred thousand levels overflow the stack' },
		{ find: ".filter(([name]) => !UNSAFE.has(name))\n\t\t.map(", replace: '.map(', breaks: 'a name that JavaScript uses itself gets into items' },
		{ find: 'names ? names.filter((name) => Object.hasOwn(record, name)) : Object.keys(record)', replace: 'Object.keys(record)', breaks: 'what no message has gets into items' },
	]),
	...inFile('nodes/shared/trigger/verify.ts', VERIFY, [
		{ find: "if (typeof given !== 'string' || given === '') return false;", replace: '', breaks: 'an empty secret passes' },
		{ find: " || key === '') return false", replace: ') return false', breaks: 'without a key, anybody can sign' },
		{ find: 'if (time !== undefined && !isFresh(time, now)) return false;', replace: '', breaks: 'an old post can be posted again' },
		{ find: "time === undefined ? '' : `${time}.`", replace: "''", breaks: 'the time is not part of what is signed' },
		{ find: 'time.length > 11 ? Number(time) : Number(time) * 1000', replace: 'Number(time) * 1000', breaks: 'milliseconds are taken for seconds' },
		{ find: '{64}$/i.test(written)', replace: '{64}$/.test(written)', breaks: 'capital hexadecimal is refused' },
	]),
	...inFile('nodes/shared/trigger/once.ts', ONCE, [
		{ find: 'if (until > now && until > (known.get(event) ?? 0)) known.set(event, until);', replace: '', breaks: 'what an earlier process has saved is forgotten' },
		{ find: 'JSON.stringify([workflow, node, isTest])', replace: 'JSON.stringify([node, isTest])', breaks: 'a workflow swallows the events of another' },
		{ find: 'JSON.stringify([workflow, node, isTest])', replace: 'JSON.stringify([workflow, isTest])', breaks: 'a node swallows the events of another' },
		{ find: 'JSON.stringify([workflow, node, isTest])', replace: 'JSON.stringify([workflow, node])', breaks: 'a test swallows the events of production' },
		{ find: 'slice(-MOST_SAVED)', replace: 'slice(0)', breaks: 'what is saved grows without end' },
		{ find: '(known.get(name) ?? 0) <= now', replace: '!known.has(name)', breaks: 'an event is never forgotten' },
	]),
	...inFile('nodes/shared/trigger/receive.ts', HEYMARKET, [
		{ find: 'if (!isGenuine) return nothing(401);', replace: '', breaks: 'anybody can start the workflow' },
		{ find: 'if (events.includes(undefined)) return nothing(400);', replace: '', breaks: 'what can’t be read is taken', judges: HOSTILE },
		{ find: "isTest ? {} : context.getWorkflowStaticData('node')", replace: "context.getWorkflowStaticData('node')", breaks: 'a test writes into what production has saved', judges: ONCE },
		{ find: 'if (done || isBackRead) return left;', replace: 'return left;', breaks: 'where the time is up, the person’s choice doesn’t count', judges: PERSON, changesNothing: 'Only a provider that is silent for a whole minute shows it, for which no test waits.' },
	]),
	...inFile('nodes/shared/trigger/passes.ts', HEYMARKET, [
		{ find: '(added.get(field) !== undefined && matches(added.get(field), event))', replace: '(added.get(field) === undefined || matches(added.get(field), event))', breaks: 'a filter that gives nothing lets everything through' },
	]),
	...inFile('nodes/shared/trigger/person.ts', PERSON, [
		{ find: 'holds && settings.dealtWithIf.includes(reason)', replace: 'holds', breaks: 'what the person left out counts' },
		{ find: "starts: ifUnknown === 'start'", replace: 'starts: true', breaks: 'it starts though nobody can tell whether somebody answered' },
		{ find: 'if (!isDealtWith && isOpen) return', replace: 'if (false) return', breaks: 'a group counts as not answered' },
	]),
	...inFile('nodes/Heymarket/trigger/person.ts', PERSON, [
		{ find: 'Boolean(message.user) && isLater(message, fields)', replace: 'Boolean(message.user)', breaks: 'an answer to an earlier message counts' },
		{ find: 'order < 0 || (order === 0', replace: 'order < 0 || (false', breaks: 'an answer of the same moment doesn’t count' },
	]),
	...inFile('nodes/Heymarket/trigger/events.ts', HEYMARKET, [
		{ find: "wires: ['message_recieved', 'message_received'],", replace: "wires: ['message_received'],", breaks: 'a message as Heymarket spells it starts nothing' },
		{ find: '`${id}:${record.updated}`', replace: 'String(id)', breaks: 'a conversation that is closed again starts nothing' },
		{ find: 'named.length === 1 && ', replace: '', breaks: 'a reply to a group goes to one of it' },
		{ find: "from: isInbound ? (people.phoneNumber ?? people.to) : undefined", replace: 'from: people.phoneNumber ?? people.to', breaks: 'what the team wrote comes from the customer' },
	]),
	...inFile('nodes/shared/trigger/registration.ts', REGISTRATION, [
		{ find: "context.getMode() === 'manual' || ", replace: '', breaks: 'a test doesn’t know its own slot', changesNothing: 'The address tells the same wherever n8n’s paths have their usual names.' },
		{ find: "return isTest ? 'testHook' : 'hook';", replace: "return 'hook';", breaks: 'a test removes the webhook of production' },
		{ find: 'if (!isOwn(found, wanted)) {', replace: 'if (false) {', breaks: 'a foreign webhook is adopted' },
		{ find: 'if (stored.account !== account) {', replace: 'if (false) {', breaks: 'a webhook of another account is asked for with this key' },
		{ find: 'await registration.create(ask, wanted, keep, ids);', replace: 'await registration.create(ask, wanted, keep, {});', breaks: 'what was half made is made twice' },
		{ find: 'stored && fits(stored, at) && (await isThere(at, stored))', replace: 'stored && fits(stored, at)', breaks: 'a webhook that was deleted at the provider is never made again' },
	]),
	...inFile('nodes/shared/trigger/poll.ts', POLLING, [
		{ find: 'since > 0 || (since === 0 && seen.includes(id))', replace: 'since >= 0', breaks: 'one that comes late at the same time is lost' },
		{ find: 'since > 0 || (since === 0 && seen.includes(id))', replace: 'since > 0', breaks: 'the newest comes again with each poll' },
		{ find: "if (context.getMode() === 'manual') {", replace: 'if (false) {', breaks: 'a manual run moves the cursor' },
		{ find: '(before === 0 && !walk?.untilSeen.includes(id))', replace: 'before === 0', breaks: 'a backlog has rows twice' },
		{ find: '(before === 0 && !walk?.untilSeen.includes(id))', replace: 'false', breaks: 'a backlog loses rows' },
		{ find: 'fresh.sort((one, other) => laterFirst(other[kind.time], one[kind.time]));', replace: '', breaks: 'the newest comes first' },
	]),
];
