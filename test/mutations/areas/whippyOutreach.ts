import { inFile, type Mutation } from '../mutation.ts';

const OUTREACH = ['engine/operations/whippyOutreach'];

/** Whippy's contacts, campaigns, sequences, custom objects, AI agents and custom events. */
export const whippyOutreach: Mutation[] = [
	...inFile('nodes/Whippy/contact/simplified.ts', OUTREACH, [
		{ find: 'if (!Array.isArray(preferences)) return undefined;', replace: 'if (!Array.isArray(preferences)) return [];', breaks: 'who says nothing of consent counts as opted out of nothing' },
		{ find: 'one?.opt_in === isIn', replace: 'Boolean(one?.opt_in) === isIn', breaks: 'what Whippy does not say counts as an opt-out' },
		{ find: "['opted_out_channels', (row) => channelsWhere(row, false)]", replace: "['opted_out_channels', (row) => channelsWhere(row, true)]", breaks: 'channels that a person has opted out of are not told' },
	]),
	...inFile('nodes/Whippy/contact/fields.ts', OUTREACH, [
		{ find: 'post_code: others.post_code ?? postal_code', replace: 'post_code: others.post_code', breaks: 'an update loses a postal code that Whippy names otherwise' },
		{ find: 'return { ...Object.fromEntries(writable), ...changed };', replace: 'return changed;', breaks: 'an update of a city takes the street' },
		{ find: 'Object.hasOwn(changed, wire)', replace: 'false', breaks: 'a field that is changed and cleared is cleared' },
		{ find: 'cleared.map((wire) => [wire, null])', replace: 'cleared.map((wire) => [wire, undefined])', breaks: 'a field is not cleared' },
		{ find: 'if (strange) throw', replace: 'if (false) throw', breaks: 'a part of an address that Whippy does not know leaves' },
	]),
	...inFile('nodes/Whippy/contact/update.operation.ts', OUTREACH, [
		{ find: 'String(read).toLowerCase() !== id', replace: 'false', breaks: 'an update takes the address of another contact' },
		{ find: 'changed.address ? {', replace: 'true ? {', breaks: 'an update without an address writes one' },
	]),
	...inFile('nodes/Whippy/contact/createOrUpdateMany.operation.ts', OUTREACH, [
		{ find: "isStored ? 'written' : 'accepted'", replace: "'written'", breaks: 'contacts count as written that Whippy only took' },
		{ find: 'isStored ? (answer as IDataObject[]) : given', replace: 'given', breaks: 'the IDs of written contacts are not told' },
	]),
	...inFile('nodes/Whippy/customObject/fields.ts', OUTREACH, [
		{ find: 'first !== -1 && data?.custom_object_id === undefined', replace: 'false', breaks: 'properties leave that Whippy drops' },
		{ find: 'if (data && data.custom_object_id === undefined) throw', replace: 'if (false) throw', breaks: 'the side of a custom object leaves without the object' },
		{ find: 'custom_data: { resource, ...data }', replace: 'custom_data: data', breaks: 'properties leave without word of whose they are' },
	]),
	...inFile('nodes/Whippy/customObject/properties.ts', OUTREACH, [
		{ find: "type === 'text' || type === 'date'", replace: "type === 'date'", breaks: 'a text of digits is written as a number' },
		{ find: '(read) ? read : value', replace: '(read) ? read : undefined', breaks: 'a value of another type leaves as none' },
		{ find: 'Number.isSafeInteger', replace: 'Number.isInteger', breaks: 'a long number leaves as another one' },
		{ find: 'Number.isFinite', replace: "(value) => typeof value === 'number'", breaks: 'a number that is too large empties the property' },
		{ find: "typeof value === 'object' && value !== null && !Array", replace: "typeof value === 'object' && !Array", breaks: 'the word null empties a property' },
		{ find: '/^[a-z][a-z0-9_]*$/.test(key)', replace: 'true', breaks: 'a key in another spelling leaves' },
	]),
	...inFile('nodes/Whippy/customObject/create.operation.ts', OUTREACH, [
		{ find: 'if (given.label === undefined) throw', replace: 'if (false) throw', breaks: 'a property without a label leaves' },
		{ find: "type = 'text'", replace: 'type', breaks: 'a property without a type leaves' },
	]),
	...inFile('nodes/Whippy/customObjectRecord/createOrUpdate.operation.ts', OUTREACH, [
		{ find: "attachedTo === 'contact' ? { ...all, associated_resource_type: 'contact' } : all", replace: 'all', breaks: 'a record is attached to the ID of nobody knows what' },
		{ find: ", { unless: 'associated_resource_id' }", replace: ', { optional: true }', breaks: 'a record leaves by which nothing is known' },
	]),
	...inFile('nodes/Whippy/reach.ts', OUTREACH, [
		{ find: 'by.map((field) => person[field])', replace: 'by.slice(0, 1).map((field) => person[field])', breaks: 'an address in a sequence is not held against Allowed Recipients' },
	]),
	...inFile('nodes/Whippy/sequence/addContacts.operation.ts', OUTREACH, [
		{ find: "reachOfPeople(to, ['phone', 'email'])", replace: "reachOfPeople(to, ['phone'])", breaks: 'a sequence mails an address that is not allowed' },
		{ find: "effect: 'send',", replace: "effect: 'write',", breaks: 'Allowed Recipients don’t cover sequences', judges: ['engine/allowedRecipients'] },
	]),
	...inFile('nodes/Whippy/campaign/send.operation.ts', OUTREACH, [
		{ find: "reachOfPeople(to, ['phone'])", replace: 'reachOfPeople([], [])', breaks: 'Allowed Recipients don’t cover campaigns', judges: ['engine/allowedRecipients'] },
		{ find: 'automation_templates: [template]', replace: 'automation_templates: template', breaks: 'a template is named where Whippy wants a list', judges: ['operations/filled'] },
	]),
	...inFile('nodes/Whippy/sequence/fields.ts', OUTREACH, [
		{ find: "written.includes('@') ? emailAddress(written).address : phoneNumber(written, context)", replace: 'written', breaks: 'a channel leaves that nobody has' },
	]),
	...inFile('nodes/Whippy/agent/startChat.operation.ts', OUTREACH, [
		{ find: "{ type: 'email', ...all }", replace: 'all', breaks: 'a chat by email leaves without its kind' },
	]),
	...inFile('nodes/Whippy/agent/startCall.operation.ts', OUTREACH, [
		{ find: 'text((entry as [string, unknown])[1])', replace: '(entry as [string, unknown])[1]', breaks: 'a number is given for a placeholder, which takes texts' },
	]),
	...inFile('nodes/Whippy/customEvent/fields.ts', OUTREACH, [
		{ find: "({ resource: 'contact', ...one })", replace: 'one', breaks: 'an event leaves about the ID of nobody knows what' },
	]),
	...inFile('nodes/Whippy/customEvent/createMany.operation.ts', OUTREACH, [
		{ find: "queued: 'queued', ", replace: '', breaks: 'events in a queue are not told' },
		{ find: 'rows.length > 0 ? rows : given', replace: 'true ? rows : given', breaks: 'an answer that can’t be read gives no row' },
		{ find: '\tmayRepeat: true,\n', replace: '', breaks: 'two events of one kind are refused' },
	]),
	...inFile('nodes/Whippy/methods/outreachSearch.ts', OUTREACH, [
		{ find: 'attempt(() => uuid(chosenIn(context, name)))', replace: 'attempt(() => chosenIn(context, name))', breaks: 'a list is asked for of whatever stands in a field' },
		{ find: 'rows.find((row) => row.id === id)', replace: 'rows[1]', breaks: 'the properties of another custom object are shown' },
	]),
	...inFile('nodes/Whippy/methods/resourceMapping.ts', OUTREACH, [
		{ find: "boolean: 'boolean', ", replace: '', breaks: 'a switch is filled in as text' },
		{ find: 'isShared(row) ?', replace: 'false ?', breaks: 'two properties of one label can’t be told apart' },
	]),
	...inFile('nodes/Whippy/provider.ts', OUTREACH, [
		{ find: 'count: 10, windowMs: 60_000', replace: 'count: 100, windowMs: 600_000', breaks: 'the eleventh campaign of a minute leaves and is refused' },
		{ find: "effect !== 'read' && /^\\/v1\\/(campaigns", replace: "/^\\/v1\\/(campaigns", breaks: 'reads of campaigns count among the ten writes' },
	]),
	...inFile('nodes/shared/values/days.ts', ['unit/shared/values/days'], [
		{ find: 'date.getUTCMonth() + 1 !== made.month || date.getUTCDate() !== made.day', replace: 'false', breaks: 'a day that does not exist is taken' },
		{ find: '(?![\\d-])', replace: '', breaks: 'a day of three digits is taken' },
		{ find: 'Object.keys(value).length === 3 && ', replace: '', breaks: 'an object with more than a day is taken' },
	]),
	...inFile('nodes/shared/values/objects.ts', ['unit/shared/form/records'], [
		{ find: ' || Array.isArray(good)', replace: '', breaks: 'a list leaves where an object is wanted' },
		{ find: ' || good instanceof Date', replace: '', breaks: 'a date leaves where an object is wanted' },
	]),
	...inFile('nodes/shared/values/objects.ts', ['operations/oddReceipts'], [
		{ find: 'value !== null && !Array.isArray(value);', replace: 'value !== null;', breaks: 'the entries of a receipt become columns, and a list within a list a row', judges: ['operations/oddReceipts', 'unit/shared/delivery/rows'] },
		{ find: "typeof value === 'object' && value !== null &&", replace: 'value !== null &&', breaks: 'the letters of a receipt become columns' },
	]),
];
