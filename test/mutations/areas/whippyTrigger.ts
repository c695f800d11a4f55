import { inFile } from '../mutation.ts';

/** What starts workflows with what Whippy posts, and registers for it. */
export const whippyTrigger = [
	...inFile('nodes/Whippy/trigger/declaration.ts', ['trigger/whippy'], [
		{ find: "=== false) return true", replace: '!== true) return true', breaks: 'an expression that gives nothing switches the check of the signature off' },
		{ find: 'key: bareKey(apiKey)', replace: 'key: String(apiKey)', breaks: 'a key that was pasted with a blank verifies nothing' },
		{ find: "headers['x-whippy-signature']", replace: "headers['x-signature']", breaks: 'no post of Whippy is taken' },
	]),
	...inFile('nodes/Whippy/trigger/events.ts', ['trigger/whippy'], [
		{ find: "source === 'NOTE' || type === 'note'", replace: "type === 'nothing'", breaks: 'a note of the team starts what answers customers' },
		{ find: 'isInbound ? [from, to] : [to, from]', replace: '[from, to]', breaks: 'an answer to what was sent goes to ourselves' },
		{ find: 'created|deleted|started|ended|analyzed', replace: 'created|deleted|started|ended|analyzed|closed', breaks: 'a second event of one record is dropped' },
		{ find: "textOf(time) === undefined ? undefined : `${known}:${String(time)}`", replace: 'known', breaks: 'a record that changes twice is told once' },
		{ find: 'id: read.id ?? textOf(request)', replace: 'id: textOf(request)', breaks: 'one message starts two executions where two endpoints tell of it' },
		{ find: "type === 'fax' ? 'faxChannel' : 'phoneChannel'", replace: "'phoneChannel'", breaks: 'a fax is answered from a phone' },
		{ find: '/^\\+?\\d{6,15}$/.test(value)', replace: 'value', breaks: 'a short code is offered as a number to answer' },
	]),
	...inFile('nodes/Whippy/trigger/polling.ts', ['trigger/whippyPolling'], [
		{ find: ' - 1).toISOString()', replace: ').toISOString()', breaks: 'a message of the very time of the last one is lost' },
		{ find: "			newest: { operation: conversations, time: 'last_message_date' },\n", replace: '', breaks: 'the first polls tell of all messages that there are' },
		{ find: "directionOf(row) === 'inbound'", replace: 'true', breaks: 'what was sent starts what answers customers' },
	]),
	...inFile('nodes/Whippy/trigger/person.ts', ['trigger/whippy'], [
		{ find: ' && (one.user_id ?? undefined) !== undefined', replace: '', breaks: 'an automatic response keeps the workflow from starting' },
		{ find: ' && laterFirst(one.created_at, date) < 0', replace: '', breaks: 'what was answered before counts as an answer' },
		{ find: 'answer.assigned_user_id ?? answer.assigned_team_id', replace: 'answer.assigned_user_id', breaks: 'what a team has is answered by the workflow' },
	]),
	...inFile('nodes/Whippy/trigger/registration.ts', ['trigger/whippyRegistration'], [
		{ find: 'applications.filter((application) => isOf(application, place)).map', replace: 'applications.map', breaks: 'the applications of others are deleted when a workflow that has none is switched off' },
		{ find: '		keep({ application });\n', replace: '', breaks: 'an application whose endpoint was refused stays behind' },
		{ find: '		keep({ endpoint });\n', replace: '', breaks: 'nobody knows which endpoint to remove' },
		{ find: '...(applications && { isOurs: isOf(application, place) })', replace: '...(applications && { isOurs: true })', breaks: 'an endpoint that somebody has made by hand is taken over' },
		{ find: 'offset: page * PAGE', replace: 'offset: 0', breaks: 'what stands on the second page of a list is made again' },
		{ find: 'asked.failure.status === 404 || asked.failure.status === 405', replace: 'asked.failure.status === 404', breaks: 'an endpoint that can’t be deleted is not switched off' },
		{ find: "	if (inside.length > 0) return {};\n", replace: '', breaks: 'an endpoint that somebody has put into our application is deleted with it' },
		{ find: '?.find((one) => isOf(one, wanted.place))?.id', replace: '?.find(() => false)?.id', breaks: 'an application whose answer was lost is made twice' },
		{ find: "		await switchOn(ask, application);\n	},\n	async remove", replace: '	},\n	async remove', breaks: 'an application that is switched off stays so' },
		{ find: 'all === undefined || all.some((one) => one.id === id)', replace: 'true', breaks: 'a person is told to remove what is gone' },
	]),
	...inFile('nodes/shared/trigger/registration.ts', ['trigger/whippyRegistration'], [
		{ find: 'if (left) return await left(ask, wanted);', replace: '', breaks: 'an application whose endpoint was never made stays behind after a crash' },
		{ find: ' && !isOff;', replace: ';', breaks: 'a webhook that is switched off counts as one that is on' },
		{ find: 'off && { ...stored, ids: off, isOff: true }', replace: 'undefined', breaks: 'what could only be switched off is forgotten, and made again' },
		{ find: '!isOwn(found, wanted)', replace: 'false', breaks: 'somebody else’s webhook is taken over' },
		{ find: "	if (isFit && !isOff) return;\n", replace: '	return;\n', breaks: 'a webhook for other events is left as it is' },
		{ find: 'if (stored.account !== account) {', replace: 'if (stored.account === undefined) {', breaks: 'with another key, what is not ours is asked to be deleted' },
	]),
];
