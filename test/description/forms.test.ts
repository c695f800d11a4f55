import type { INodeProperties } from 'n8n-workflow';
import { everyPart, nameOf, sentParts } from '../../nodes/shared/form/properties';
import { contractFiles } from '../contract/contracts';
import { declaredOperations, type DeclaredOperation } from '../contract/declared';

// What every form has, whatever its operation. An exception is named with its reason, and has to go when it is no longer needed.

type Node = keyof typeof contractFiles;

const nodes = Object.keys(contractFiles) as Node[];

/** Every operation of all nodes: `heymarket contact.delete`. */
const operations = nodes.flatMap((node) => declaredOperations(node).map((operation) => ({ node, key: `${node} ${operation.fullName}`, operation })));

/** Checks that all of these are excepted, and nothing else. */
function expectOnly(found: string[], excepted: Record<string, string>): void {
	expect([...new Set(found)].toSorted()).toEqual(Object.keys(excepted).toSorted());
}

/** IDs that nobody can choose from a list. */
const typedIds: Record<string, string> = {
	'heymarket channelType': 'it is one of a few kinds, which the form lists',
	'heymarket channel_id': 'it is the number or address itself',
	'heymarket channel_ids': 'they are the numbers or addresses themselves',
	'heymarket id': 'it is chosen together with the kind of thing that it is the ID of',
	'heymarket activity_id': 'Heymarket doesn’t say what it is',
	'heymarket local_id': 'the person’s own ID of a message',
	'whippy associated_resource_id': 'it may be of seven kinds of things; where it is a contact, that is chosen',
	'whippy external_id': 'the ID in another system',
	'whippy voice_options.default_call_flow_id': 'no request lists call flows',
	'heymarket role_id': 'no request lists the roles, and Heymarket names two of them only',
};

test('every ID is chosen from a list of names, or given by ID', () => {
	const isId = (wire: string) => /(^|[_[])ids?(\[|\]|$)|[a-z]Ids?(\[|\]|$)/.test(wire);
	const typed = operations.flatMap(({ node, operation }) =>
		sentParts(operation.form)
			.filter(({ place, wire, field: { property } }) => (place === 'ids' || isId(wire)) && property.type !== 'resourceLocator' && !property.typeOptions?.loadOptionsMethod)
			.map(({ wire }) => `${node} ${wire}`),
	);
	expectOnly(typed, typedIds);
});

/** Lists without one of the three, each with what it lacks. */
const shorterLists: Record<string, string> = {
	'heymarket contact.search limit': 'the API has no pages for it',
	'heymarket contact.search returnAll': 'the API has no pages for it',
	'heymarket customField.getMany limit': 'a team has few, and they come at once',
	'heymarket customField.getMany returnAll': 'a team has few, and they come at once',
	'heymarket conversation.getTranscript simplify': 'its rows are its own, and flat',
	'heymarket conversation.getUnansweredMessages returnAll': 'it is read back to the last answer',
	'heymarket message.get limit': 'it looks for one message',
	'heymarket message.get returnAll': 'it looks for one message',
	'heymarket conversation.getUnansweredMessages limit': 'it is read back to the last answer',
	'heymarket conversation.getUnansweredMessages simplify': 'its rows are its own, and flat',
	'whippy conversation.getTranscript simplify': 'its rows are its own, and flat',
	'whippy conversation.getUnansweredMessages returnAll': 'it is read back to the last answer',
	'whippy message.get limit': 'it looks for one message',
	'whippy message.get returnAll': 'it looks for one message',
	'whippy conversation.getUnansweredMessages limit': 'it is read back to the last answer',
	'whippy conversation.getUnansweredMessages simplify': 'its rows are its own, and flat',
};

test('every list has Return All, Limit and Simplify', () => {
	const isList = ({ value, effect, request }: DeclaredOperation) => effect === 'read' && (/^(getMany|search)/.test(value) || request.page !== undefined);
	const lists = operations.filter(({ operation }) => isList(operation));
	const lacking = lists.flatMap(({ key, operation }) =>
		['returnAll', 'limit', 'simplify'].filter((name) => !operation.parameters.some((parameter) => parameter.name === name)).map((name) => `${key} ${name}`),
	);
	expectOnly(lacking, shorterLists);
	expect(lists.length).toBeGreaterThan(0);
});

/** What looks final and isn't. */
const undoable: Record<string, string> = {
	'heymarket customField.createMany': 'it changes nothing that is there',
	'heymarket list.removeMembers': 'they can be added again',
	'whippy sequence.removeContacts': 'they can be added again',
};

test('what deletes, blocks, opts out or changes many says what can’t be undone', () => {
	const isFinal = ({ value, effect, request }: DeclaredOperation) =>
		effect !== 'read' && (request.method === 'DELETE' || /delete|remove|block|optOut|revoke|Many$|bulk/i.test(value));
	const final = operations.filter(({ operation }) => isFinal(operation));
	const silent = final.filter(({ operation }) => !operation.parameters.some(({ type, displayName }) => type === 'notice' && displayName.includes('can’t be undone')));
	expectOnly(silent.map(({ key }) => key), undoable);
	expect(final.length).toBeGreaterThan(0);
});

/** Names that are not the same everywhere. */
const differing: Record<string, string> = {
	channel: 'in Heymarket a way to reach a contact, in Whippy what messages are sent from',
	phoneNumber: 'in Whippy it is always the number that a text goes to, and says so; Heymarket also reads and stores numbers by this name',
};

interface Named {
	node: Node;
	property: INodeProperties;
}

/** The fields of all forms by name, wherever they stand. */
function fieldsByName(): Map<string, Named[]> {
	const fields = new Map<string, Named[]>();
	for (const { node, operation } of operations) {
		for (const part of everyPart(operation.form)) {
			for (const one of part.kind === 'collection' ? part.parts : [part]) {
				const name = nameOf(one);
				const property = 'field' in one ? one.field.property : one.property;
				if (property.type !== 'notice') fields.set(name, [...(fields.get(name) ?? []), { node, property }]);
			}
		}
	}
	return fields;
}

test('one name is one thing in all nodes: one label, one kind, one default', () => {
	const fields = fieldsByName();
	const unlike = [...fields].filter(([, named]) => {
		const looks = named.map(({ property: { displayName, type, default: value, typeOptions } }) =>
			JSON.stringify([displayName, type, value, typeOptions?.multipleValues ?? false]),
		);
		return new Set(looks).size > 1;
	});
	expect(unlike.map(([name]) => name).toSorted()).toEqual(Object.keys(differing).toSorted());
	const shared = [...fields.values()].filter((named) => new Set(named.map(({ node }) => node)).size === nodes.length);
	expect(shared.length).toBeGreaterThan(10);
});
