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
	]),
	...inFile('nodes/Heymarket/list/fields.ts', RECORDS, [
		{ find: "? 'contacts' : undefined", replace: "? 'contacts' : 'phones'", breaks: 'a list of numbers has a type that the API doesn’t have' },
	]),
	...inFile('nodes/Heymarket/list/simplified.ts', RECORDS, [
		{ find: 'targets && Object.keys(targets).length', replace: 'undefined', breaks: 'a list doesn’t tell how many are on it' },
	]),
	...inFile('nodes/Heymarket/scheduledMessage/quarterHour.ts', ['engine/operations/heymarketScheduled'], [
		{ find: 'wanted % QUARTER_MS !== 0', replace: 'false', breaks: 'a time that is on no quarter hour leaves' },
		{ find: 'wanted < earliest', replace: 'false', breaks: 'a time that is too near leaves' },
		{ find: 'Math.max(wanted, earliest)', replace: 'wanted', breaks: 'a time is rounded up to one that is too near' },
		{ find: 'Math.ceil(', replace: 'Math.floor(', breaks: 'a message goes out before its time' },
	]),
	...inFile('nodes/Heymarket/scheduledMessage/create.operation.ts', ['engine/operations/heymarketScheduled', 'engine/allowedRecipients'], [
		{ find: "settingOf('roundUp') === true", replace: 'false', breaks: 'Round Up does nothing' },
		{ find: "unknowable: 'A list' ", replace: '', breaks: 'a list is scheduled whoever may be reached' },
		{ find: 'scheduledAt: execute_at', replace: '', breaks: 'the row doesn’t say when a message goes out' },
	]),
];
