import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';

import { nodeSource, scanSources } from './source';
import { findings } from './ux';

// Shows that the rules for built descriptions find something: each is given a description with one fault.

const options = (...names: string[]): INodePropertyOptions[] => names.map((name) => ({ name, value: name.toLowerCase() }));

function good(): INodeType {
	return {
		methods: { listSearch: { searchInboxes: async () => ({ results: [] }) } },
		description: {
			displayName: 'Example',
			name: 'example',
			icon: { light: 'file:../../icons/heymarket.svg', dark: 'file:../../icons/heymarket.dark.svg' },
			group: ['transform'],
			version: 1,
			subtitle: '={{ $parameter.operation }}',
			description: 'Send messages',
			defaults: { name: 'Example' },
			inputs: ['main'],
			outputs: ['main'],
			usableAsTool: true,
			properties: [
				{
					displayName: 'Resource',
					name: 'resource',
					type: 'options',
					noDataExpression: true,
					options: options('Email', 'Message'),
					default: 'email',
				},
				{
					displayName: 'Operation',
					name: 'operation',
					type: 'options',
					noDataExpression: true,
					displayOptions: { show: { resource: ['email'] } },
					options: [{ name: 'Send', value: 'sendEmail', action: 'Send email', description: 'Send an email' }],
					default: 'sendEmail',
				},
				{
					displayName: 'Operation',
					name: 'operation',
					type: 'options',
					noDataExpression: true,
					displayOptions: { show: { resource: ['message'] } },
					options: [{ name: 'Send', value: 'sendMessage', action: 'Send message', description: 'Send a text message' }],
					default: 'sendMessage',
				},
				{
					displayName: 'Inbox',
					name: 'inboxId',
					type: 'resourceLocator',
					description: 'Where it comes from',
					default: { mode: 'list', value: '' },
					required: true,
					displayOptions: { show: { operation: ['sendEmail', 'sendMessage'] } },
					modes: [
						{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchInboxes' } },
						{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 12345' },
					],
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'string',
					default: '',
					placeholder: 'e.g. +1 415 555 0134',
					description: 'Whom it goes to',
					displayOptions: { show: { resource: ['message'], operation: ['sendMessage'] } },
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'string',
					default: '',
					placeholder: 'e.g. anna@example.com',
					hint: 'One address',
					displayOptions: { show: { resource: ['email'], operation: ['sendEmail'] } },
				},
				{
					displayName: 'Return All',
					name: 'returnAll',
					type: 'boolean',
					default: false,
					description: 'Whether to return all results or only up to a given limit',
				},
				{
					displayName: 'Limit',
					name: 'limit',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 50,
					description: 'Max number of results to return',
					displayOptions: { show: { returnAll: [false] } },
				},
				{
					displayName: 'Additional Fields',
					name: 'additionalFields',
					type: 'collection',
					placeholder: 'Add Field',
					default: {},
					options: ['Author', 'BCC', 'CC', 'Media URL', 'Topic'].map(
						(displayName): INodeProperties => ({
							displayName,
							name: displayName.replace(' ', '').toLowerCase(),
							type: 'string',
							default: '',
							description: 'More of it',
						}),
					),
				},
			],
		},
	};
}

/** The property of that name, with a type that lets a test change anything in it. */
function property(node: INodeType, name: string, position = 0): INodeProperties & Record<string, unknown> {
	return node.description.properties.filter((candidate) => candidate.name === name)[position]! as INodeProperties &
		Record<string, unknown>;
}

const operation = (node: INodeType, position = 0) => property(node, 'operation', position).options![0] as INodePropertyOptions;
const collected = (node: INodeType) => property(node, 'additionalFields').options as INodeProperties[];

type Fault = [what: string, finding: RegExp, spoil: (node: INodeType) => void];

const seenByUs: Fault[] = [
	['a name that occurs twice', /^to: the name occurs twice/, (node) => node.description.properties.push({ ...property(node, 'to') })],
	['a second operation list of a resource', /^operation: the name occurs twice/, (node) => (property(node, 'operation', 1).displayOptions = { show: { resource: ['email'] } })],
	['an operation list for every resource', /^operation: the name occurs twice/, (node) => delete property(node, 'operation', 1).displayOptions],
	['a name that occurs twice in a collection', /^additionalFields\.cc: the name occurs twice/, (node) => (collected(node)[1]!.name = 'cc')],
	['a name that occurs twice in a fixed collection', /^files\.file\.a: the name occurs twice/, (node) => node.description.properties.push({
		displayName: 'Files',
		name: 'files',
		type: 'fixedCollection',
		default: {},
		options: [{ displayName: 'File', name: 'file', values: ['A', 'B'].map((displayName) => ({ displayName, name: 'a', type: 'string', default: '' })) }],
	})],
	['an operation value used twice in a resource', /the value "sendEmail" occurs twice/, (node) => property(node, 'operation').options!.push({ ...operation(node) } as never)],
	['a name with two types', /^to: the name has two of this: type/, (node) => (property(node, 'to', 1).type = 'number')],
	['a name with two defaults', /^to: the name has two of this: default/, (node) => (property(node, 'to', 1).default = 'anna@example.com')],
	['a name with one value and several', /^to: the name has two of this: several values/, (node) => (property(node, 'to', 1).typeOptions = { multipleValues: true })],
	['a name with two lists', /^inboxId: the name has two of this: modes/, (node) => node.description.properties.push({ ...property(node, 'inboxId'), modes: [] })],
	['a name of two things', /^to: the name has two of this: label/, (node) => (property(node, 'to', 1).displayName = 'Sender')],
	['a name of two things in collections', /^additionalFields\.cc: the name has two of this: label/, (node) => node.description.properties.push({
		...property(node, 'additionalFields'),
		options: [{ ...collected(node)[2]!, displayName: 'Copies' }],
	})],
	['a field that nobody explains', /^to: there is no description/, (node) => delete property(node, 'to').description],
	['a field of a collection that nobody explains', /^additionalFields\.cc: there is no description/, (node) => delete collected(node)[2]!.description],
	['a description that is the label again', /^to: the description says no more/, (node) => Object.assign(property(node, 'to'), { displayName: 'Phone Number', description: 'The phone number' })],
	['an action used twice', /the action "Send email" occurs twice/, (node) => (operation(node, 1).action = 'Send email')],
	['an action with an article', /the action "Send an email" has an article/, (node) => (operation(node).action = 'Send an email')],
	['an operation without description', /"Send" has no description/, (node) => delete operation(node).description],
	['a placeholder that is no example', /^to: the placeholder/, (node) => (property(node, 'to').placeholder = '+1 415 555 0134')],
	['a placeholder of a mode that is no example', /^inboxId: the placeholder/, (node) => (property(node, 'inboxId').modes![1]!.placeholder = '12345')],
	['a button that adds nothing', /^additionalFields: the placeholder/, (node) => (property(node, 'additionalFields').placeholder = 'e.g. Field')],
	['a switch without description', /^returnAll: the description does not start/, (node) => delete property(node, 'returnAll').description],
	['a locator that begins with the ID', /^inboxId: the first mode/, (node) => property(node, 'inboxId').modes!.reverse()],
	['a locator without ID', /^inboxId: there is no mode By ID/, (node) => property(node, 'inboxId').modes!.pop()],
	['a locator of phone numbers that speaks of IDs', /^inboxId: there is no mode By ID/, (node) => (property(node, 'inboxId').modes![1]!.placeholder = 'e.g. +1 415 555 0134')],
	['a locator with another default', /^inboxId: the default/, (node) => (property(node, 'inboxId').default = { mode: 'id', value: '' })],
	['a locator mode with another name', /^inboxId: a mode is not called/, (node) => property(node, 'inboxId').modes!.push({ displayName: 'Address', name: 'address', type: 'string' })],
	['a list search that does not exist', /^inboxId: the list search searchInboxes/, (node) => delete node.methods],
	['a value taken out of the ID', /^inboxId: a mode has extractValue/, (node) => (property(node, 'inboxId').modes![1]!.extractValue = { type: 'regex', regex: '(.*)' })],
	['options that nothing loads', /^to: getAll does not exist/, (node) => (property(node, 'to').typeOptions = { loadOptionsMethod: 'getAll' })],
	['a condition on nothing', /^to: shown by kind, which/, (node) => (property(node, 'to').displayOptions = { show: { kind: ['a'] } })],
	['a condition that never holds', /^to: shown by operation "send"/, (node) => (property(node, 'to').displayOptions = { show: { operation: ['send'] } })],
	['a condition in a collection on the wrong level', /^additionalFields\.author: shown by operation, which/, (node) => (collected(node)[0]!.displayOptions = { show: { operation: ['sendEmail'] } })],
	['a condition in a collection that never holds', /^additionalFields\.author: shown by \/operation "send"/, (node) => (collected(node)[0]!.displayOptions = { show: { '/operation': ['send'] } })],
	['one icon for all screens', /^example: there is no icon/, (node) => (node.description.icon = 'file:../../icons/heymarket.svg')],
	['no subtitle', /^example: there is no subtitle/, (node) => delete node.description.subtitle],
	['an action node that is no tool', /^example: usableAsTool/, (node) => delete node.description.usableAsTool],
	['a trigger that is a tool', /^example: a trigger is not/, (node) => (node.description.group = ['trigger'])],
];

const seenByN8n: Fault[] = [
	['a label in sentence case', /^node-param-display-name-miscased$/, (node) => (property(node, 'to').displayName = 'To whom')],
	['unsorted options', /^node-param-options-type-unsorted-items$/, (node) => (property(node, 'resource').options = options('Email', 'Message', 'Contact', 'List', 'Tag'))],
	['unsorted fields of a collection', /^node-param-collection-type-unsorted-items$/, (node) => collected(node).reverse()],
	['an operation without action', /^node-param-operation-option-without-action$/, (node) => delete operation(node).action],
	['an action in title case', /^node-param-operation-option-action-miscased$/, (node) => (operation(node).action = 'Send Email')],
	['a resource given by expression', /^node-param-resource-without-no-data-expression$/, (node) => delete property(node, 'resource').noDataExpression],
	['an operation given by expression', /^node-param-operation-without-no-data-expression$/, (node) => delete property(node, 'operation').noDataExpression],
	['a description with a final period', /^node-param-description-excess-final-period$/, (node) => (property(node, 'to').description = 'Whom it goes to.')],
	['two sentences without a final period', /^node-param-description-missing-final-period$/, (node) => (property(node, 'to').description = 'Whom it goes to. One only')],
	['a switch that does not say whether', /^node-param-description-boolean-without-whether$/, (node) => Object.assign(property(node, 'returnAll'), { displayName: 'All', name: 'all', description: 'Return all' })],
	['Return All in other words', /^node-param-description-wrong-for-return-all$/, (node) => (property(node, 'returnAll').description = 'Whether to return everything')],
	['Limit in other words', /^node-param-description-wrong-for-limit$/, (node) => (property(node, 'limit').description = 'How many results to return')],
	['another default of Limit', /^node-param-default-wrong-for-limit$/, (node) => (property(node, 'limit').default = 100)],
	['no least value of Limit', /^node-param-type-options-missing-from-limit$/, (node) => delete property(node, 'limit').typeOptions],
	['another least value of Limit', /^node-param-min-value-wrong-for-limit$/, (node) => (property(node, 'limit').typeOptions = { minValue: 0 })],
	['required: false', /^node-param-required-false$/, (node) => (property(node, 'to').required = false)],
	['an icon that does not exist', /icon-validation$/, (node) => (node.description.icon = { light: 'file:../../icons/a.svg', dark: 'file:../../icons/b.svg' })],
];

function spoilt([, , spoil]: Fault): INodeType {
	const node = good();
	spoil(node);
	return node;
}

describe("n8n's guidelines and the design", () => {
	test('a good description passes', () => expect(findings(good())).toEqual([]));

	test.each(seenByUs)('seen: %s', (...fault) => {
		expect(findings(spoilt(fault))).toEqual(expect.arrayContaining([expect.stringMatching(fault[1])]));
	});
});

describe("n8n's own rules", () => {
	let rules: string[][];

	beforeAll(() => {
		const sources = [good(), ...seenByN8n.map(spoilt)].map(({ description }) => ({
			filePath: 'nodes/Example/Example.node.ts',
			code: nodeSource('Example', description),
		}));
		rules = scanSources(sources).map((found) => found.map(({ rule }) => rule.replace(/^n8n-nodes-base\//, '')));
	});

	test('a good description passes', () => expect(rules[0]).toEqual([]));

	test.each(seenByN8n.map(([what, rule], index) => ({ what, rule, index: index + 1 })))('seen: $what', ({ rule, index }) => {
		expect(rules[index]).toEqual(expect.arrayContaining([expect.stringMatching(rule)]));
	});
});
