import { inFile } from '../mutation.ts';

const CONTACTS = ['engine/operations/heymarketContacts'];
const LIST_SENDS = ['engine/matrix/sendToList'];

/** Changes at a provider, lists of records, files of an answer, and list sends. */
export const changes = [
	...inFile('nodes/shared/delivery/sharedLanes.ts', ['unit/shared/delivery/sharedLanes'], [
		{ find: 'const all = Promise.allSettled([before, mine]);', replace: 'const all = Promise.allSettled([mine]);', breaks: 'a change overlaps one before it, where the one between was canceled' },
		{ find: 'arrives(before, signal)', replace: 'arrives(Promise.resolve(), signal)', breaks: 'two changes of one contact overlap' },
	]),
	...inFile('nodes/shared/delivery/localIds.ts', LIST_SENDS, [
		{ find: '!first || first.content === content', replace: '!first || first.content !== content', breaks: 'the same text for two items is refused' },
		{ find: 'if (!first) this.given.set(id, { index, content });', replace: '', breaks: 'two texts with one Local ID leave, and Heymarket drops one' },
		{ find: "('output' in result || result.failure.outcome === 'unknown')", replace: "'output' in result", breaks: 'a list send of unknown outcome goes out again for the next item' },
		{ find: 'return this.results.get(idIn(operation, content));', replace: 'return undefined;', breaks: 'the same text for two items reaches a list twice where Heymarket doesn’t drop it' },
	]),
	...inFile('nodes/shared/delivery/memory.ts', LIST_SENDS, [
		{ find: '`${this.context.sharedInboxId} ${words}`', replace: '`${randomUUID()} ${words}`', breaks: 'a list send has another local ID on Retry' },
		{ find: 'if (!this.isIdUsed) delete', replace: 'delete', breaks: 'the rounds of a loop send the same text to a list again', changesNothing: 'no test runs a loop over list sends' },
	]),
	...inFile('nodes/shared/delivery/itemDelivery.ts', CONTACTS, [
		{ find: "operation.effect === 'write' ? ' To make it again, start a new execution.'", replace: "operation.effect !== 'write' ? ' To make it again, start a new execution.'", breaks: 'whoever changed a contact is told to choose an option that the form doesn’t have' },
		{ find: "isChange(operation) ? item.lanes.map((lane) => `${provider.name} ${lane}`) : []", replace: '[]', breaks: 'two workflows that change one contact overlap' },
		{ find: 'operation.readFirst ? fromStored : {', replace: '{', breaks: 'an update blanks what it leaves out' },
		{ find: 'content = made.good;', replace: '', breaks: 'the row of an update doesn’t tell what was written' },
		{ find: "operation.effect === 'send' ? sentRow(operation, item, receipt, timezone) : simplified(operation, receipt)", replace: 'sentRow(operation, item, receipt, timezone)', breaks: 'a change is reported as a sent message' },
		{ find: 'Object.keys(binary).length > 0 ? {', replace: 'Object.keys(binary).length < 0 ? {', breaks: 'attachments are not downloaded', judges: ['engine/operations/files'] },
		{ find: 'if (alike) return sameResult(alike, entry, item.index);', replace: '', breaks: 'the same text for two items reaches a list twice', judges: LIST_SENDS },
	]),
	...inFile('nodes/Sendook/message/get.operation.ts', ['engine/operations/files'], [
		{ find: 'if (bare !== -1) {', replace: 'if (false) {', breaks: 'an attachment without content is an empty file' },
	]),
	...inFile('nodes/shared/delivery/reach.ts', CONTACTS, [
		{ find: 'lanes.push(pathOf(path, content.ids));', replace: '', breaks: 'two items that change one contact overlap' },
	]),
	...inFile('nodes/shared/form/read.ts', CONTACTS, [
		{ find: "this.sent.some(({ part, isFilledIn }) => part.place === 'body' && isFilledIn)", replace: 'true', breaks: 'an update of nothing is made' },
		{ find: "part.place === 'body' && isFilledIn", replace: 'isFilledIn', breaks: 'an update only of how custom fields are written is made' },
		{ find: 'if (silent) return this.refuse(', replace: 'if (silent && value === null) return this.refuse(', breaks: 'a custom field whose expression gives nothing is left out without a word' },
		{ find: '!isChanged && !isCleared', replace: '!isChanged', breaks: 'an update that only clears a field is refused' },
		{ find: 'isUndecided || !(isLeftOut(value) || this.isEmpty(part.field, value))', replace: 'isUndecided || !isLeftOut(value)', breaks: 'a resource mapper without a field counts as filled in' },
	]),
	...inFile('nodes/shared/form/records.ts', ['unit/shared/form/records'], [
		{ find: 'records.length > MOST_RECORDS', replace: 'records.length < 0', breaks: 'a million records are taken' },
		{ find: 'Object.hasOwn(fields, name) ? fields[name] : undefined', replace: 'fields[name]', breaks: 'a key that every object has is a field' },
		{ find: 'if (!given.some(([name]) => keys.includes(name)))', replace: 'if (given.length === 0)', breaks: 'a contact without a number leaves' },
		{ find: '.filter(([, value]) => !isLeftOut(value))', replace: '', breaks: 'an empty cell is refused' },
		{ find: 'if (!converting.mayRepeat) refuseRepeats(', replace: 'if (false) refuseRepeats(', breaks: 'one contact is written twice, and which stays is not known', judges: CONTACTS },
		{ find: 'value === undefined ? undefined : numbers.get(value)', replace: 'numbers.get(value)', breaks: 'two records without one of the keys are taken for the same' },
		{ find: 'refuseRepeats(different, [key]);', replace: '', breaks: 'a person stands twice in a list, each time otherwise' },
		{ find: 'withoutDuplicates(made, (record) => JSON.stringify(record))', replace: 'made', breaks: 'a number that is written twice is refused' },
		{ find: "typeof entry === 'object' ? entry : { [key]: entry }", replace: 'entry', breaks: 'a list of numbers alone is refused' },
		{ find: 'number: index + 1', replace: 'number: index', breaks: 'the wrong entry is named' },
		{ find: 'if (records.length === 0) throw empty();', replace: '', breaks: 'an empty list leaves' },
	]),
	...inFile('nodes/shared/form/ownFields.ts', ['unit/shared/form/records'], [
		{ find: '!id.test(name)', replace: 'false', breaks: 'a custom field by its title leaves, and Heymarket drops it' },
		{ find: "mappingMode !== 'autoMapInputData'", replace: 'true', breaks: 'n8n’s automatic mapping fills in nothing' },
		{ find: '[String(displayName), String(id)].find', replace: '[String(id)].find', breaks: 'a custom field is not filled in by its title' },
		{ find: "if (typeof value === 'object') throw", replace: 'if (false) throw', breaks: 'an object is written into a custom field', changesNothing: '`text` refuses it, without naming the field' },
		{ find: 'return mapper<unknown, Shown>(look, typedOf);', replace: 'return mapper<unknown, Shown>(look, textOf);', breaks: 'a number is written as text' },
		{ find: '...(dependsOn && {', replace: '...(false && {', breaks: 'the fields of another object stay in the form' },
		{ find: 'if (isDate) throw', replace: 'if (false) throw', breaks: 'a date is written in a form that nobody chose' },
		{ find: "filter(([, one]) => !isLeftOut(one))", replace: 'filter(() => true)', breaks: 'an empty custom field is filled in' },
	]),
	...inFile('nodes/Sendook/message/get.operation.ts', ['engine/operations/files'], [
		{ find: 'settings.downloadAttachments === true ? filesIn(row) : undefined', replace: 'filesIn(row)', breaks: 'attachments are always downloaded' },
		{ find: "({ content: _content, ...described }) => described", replace: '(described) => described', breaks: 'downloaded attachments stand in the row as base64 too' },
		{ find: 'fileName: name, mimeType: contentType', replace: 'fileName: name', breaks: 'a downloaded attachment has no type' },
	]),
];
