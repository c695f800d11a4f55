import { inFile } from '../mutation.ts';

const RECORDS = ['engine/operations/heymarketRecords'];

/** Templates, lists and tags of Heymarket. */
export const heymarketRecords = [
	...inFile('nodes/Heymarket/template/update.operation.ts', RECORDS, [
		{ find: '...stored, ', replace: '', breaks: 'an update of a template takes it out of the archive' },
		{ find: '...(content as IDataObject), ', replace: '', breaks: 'an update of a template takes its pictures' },
		{ find: 'String(id) !== ids.id', replace: 'false', breaks: 'a template is written over by another one' },
	]),
	...inFile('nodes/Heymarket/list/create.operation.ts', RECORDS, [
		{ find: "	localId: 'local_id',\n", replace: '', breaks: 'a list without a local ID is refused' },
		{ find: 'conversation: `list called ${title}`', replace: '', breaks: 'the same list of two items is asked for twice' },
		{ find: "type === 'contacts' && { type }", replace: 'type && { type }', breaks: 'a list of numbers has a type that the API doesn’t have' },
	]),
	...inFile('nodes/Heymarket/list/simplified.ts', RECORDS, [
		{ find: 'targets && Object.keys(targets).length', replace: 'undefined', breaks: 'a list doesn’t tell how many are on it' },
	]),
	...inFile('nodes/Heymarket/scheduledMessage/quarterHour.ts', ['engine/operations/heymarketScheduled'], [
		{ find: 'wanted % QUARTER_MS !== 0', replace: 'false', breaks: 'a time that is on no quarter hour leaves' },
		{ find: 'isTooNear(wanted)', replace: 'false', breaks: 'a time that is too near leaves' },
		{ find: 'Math.max(wanted, earliest)', replace: 'wanted', breaks: 'a time is rounded up to one that is too near' },
		{ find: 'Math.ceil(', replace: 'Math.floor(', breaks: 'a message goes out before its time' },
	]),
	...inFile('nodes/Heymarket/scheduledMessage/fields.ts', ['engine/operations/heymarketScheduled'], [
		{ find: "setting('roundUp') === true", replace: 'false', breaks: 'Round Up does nothing' },
	]),
	...inFile('nodes/Heymarket/scheduledMessage/create.operation.ts', ['engine/operations/heymarketScheduled', 'engine/allowedRecipients'], [
		{ find: "unknowable: 'A list' ", replace: '', breaks: 'a list is scheduled whoever may be reached' },
		{ find: 'scheduledAt: execute_at', replace: '', breaks: 'the row doesn’t say when a message goes out' },
	]),
	...inFile('nodes/Heymarket/scheduledMessage/update.operation.ts', ['engine/operations/heymarketScheduled'], [
		{ find: ", unknowable: 'A message that keeps its recipient (no Phone Number or Conversation under Update Fields)'", replace: '', breaks: 'a message whose recipient nobody has checked is changed' },
		{ find: '{ ...changed, user_id: settings.sendAs }', replace: 'changed', breaks: 'an update makes the owner of the team the sender' },
	]),
	...inFile('nodes/Heymarket/scheduledMessage/stored.ts', ['engine/operations/heymarketScheduled'], [
		{ find: 'isAimed(changed) ? {} : targetIn(known)', replace: 'targetIn(known)', breaks: 'a message has two targets' },
		{ find: 'String(id) !== wanted', replace: 'false', breaks: 'a message is written over by another one' },
		{ find: 'told <= Date.now()', replace: 'false', breaks: 'a message that has gone out is sent once more' },
		{ find: 'isTooNear(told)', replace: 'false', breaks: 'a time that Heymarket doesn’t take any more leaves' },
		{ find: 'idIn(known.campaign_id) !== undefined', replace: 'false', breaks: 'a message of a campaign is written as one of its own' },
		{ find: 'delete kept.to;', replace: '', breaks: 'a message that goes to somebody else still names whom it went to' },
		{ find: 'delete kept.template;', replace: '', breaks: 'a text goes with the template that it replaces' },
		{ find: 'delete kept.text;', replace: '', breaks: 'a template goes with the text that it replaces' },
		{ find: "'attachments', 'gallery'", replace: "'gallery'", breaks: 'an update takes the files of a message' },
	]),
	...inFile('nodes/shared/delivery/reach.ts', ['engine/operations/heymarketScheduled'], [
		{ find: "(effect === 'send' && readFirst !== undefined)", replace: 'false', breaks: 'of two changes of a scheduled message at once, one is lost' },
	]),
];
