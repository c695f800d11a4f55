import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtNode, operationsOf, type NodeOperation } from './built';
import { contractFiles, contractOf, madeOf, placeholdersIn, shapeOf, type ContractOperation } from './contracts';
import { declaredOperations } from './declared';

type Node = keyof typeof contractFiles;

/** Operations of a contract that no node has, each with the built file that uses them. Nothing else may be left out. */
const usedElsewhere: Record<string, string> = {
	...Object.fromEntries(
		['Application', 'Endpoint'].flatMap((what) =>
			[`getDeveloper${what}s`, `createDeveloper${what}`, `updateDeveloper${what}`, `deleteDeveloper${what}`].map((name) => [`whippy ${name}`, 'dist/nodes/Whippy/trigger/index.js']),
		),
	),
};

/** Required names that the form doesn't always fill in, with the code that does. */
const madeByTheCheck: Record<string, string> = {
	...Object.fromEntries(
		['addChannel body channel_type', 'updateChannel body channel_type', 'search body contact_channels', 'deleteMany body contact_channels', 'create body contact_channels']
			.map((name) => [`heymarket contact.${name}`, 'made of the channel that is chosen']),
	),
	'heymarket customField.createMany body title': 'in every entry of the list that the field makes',
	'heymarket contact.createOrUpdateMany body contacts': 'made of the list that the other choice has',
	'heymarket contact.createOrUpdateMany body phone': 'in every entry of the list that the field takes',
	'heymarket contact.update body phone': 'carried over from what is stored',
	'heymarket conversation.close body inbox_id': 'read with the conversation',
	'heymarket conversation.getMany body filters': 'made of the filters that are added',
	'heymarket conversation.getMany body id': '0 where no member is chosen',
	'heymarket scheduledMessage.create body content': 'made of the text or the template',
	...Object.fromEntries(['inbox_id', 'execute_at', 'content'].map((name) => [`heymarket scheduledMessage.update body ${name}`, 'carried over from what is stored'])),
	'heymarket list.create body local_id': 'made by the delivery where nobody gives one',
	'heymarket template.create body content': 'made of the text and the pictures',
	'heymarket template.update body title': 'carried over from what is stored',
	'heymarket template.update body content': 'carried over from what is stored',
	'heymarket conversation.getTranscript query inboxID': 'read with the conversation',
	'heymarket conversation.getTranscript query phoneNumber': 'read with the conversation',
	'heymarket conversation.getUnansweredMessages query inboxID': 'read with the conversation',
	'heymarket conversation.getUnansweredMessages query phoneNumber': 'read with the conversation',
	'heymarket conversation.markRead body inbox_id': 'read with the conversation',
	'heymarket conversation.markUnread body inbox_id': 'read with the conversation',
	'heymarket conversation.open body inbox_id': 'read with the conversation',
	'heymarket conversation.reassign body inbox_id': 'read with the conversation',
	'heymarket conversation.reassign body user_id': 'whoever has the conversation, read with it',
	'heymarket email.send body text': 'made of the text where that is what is written',
	'heymarket email.reply body text': 'made of the text where that is what is written',
	'heymarket message.getMany query inboxID': 'read with the conversation, where one is chosen',
	'heymarket message.getMany query phoneNumber': 'read with the conversation, where one is chosen',
	'heymarket message.get query inboxID': 'read with the conversation, where one is chosen',
	'heymarket message.get query phoneNumber': 'read with the conversation, where one is chosen',
	'whippy agent.startChat body type': 'of a chat by email there is one kind',
	'heymarket user.update body users': 'a list of the one user and what is changed',
	'sendook message.send body text': 'made of the HTML where that is what is written',
	'sendook message.send body html': 'made of the text where that is what is written',
	'sendook message.reply body text': 'made of the HTML where that is what is written',
	'sendook message.reply body html': 'made of the text where that is what is written',
};

const nodes = Object.keys(contractFiles) as Node[];

describe.each(nodes)('%s', (node) => {
	const contract = contractOf(node);
	let operations: NodeOperation[];

	beforeAll(async () => {
		operations = operationsOf(await builtNode(node));
	});

	function standsOn({ method, path: template }: NodeOperation): ContractOperation | undefined {
		return contract.find((known) => known.method === method && shapeOf(known.path) === shapeOf(template));
	}

	/** Every node operation with its operation of the contract. Another test checks that each has one. */
	function pairs() {
		return operations.flatMap((operation) => {
			const known = standsOn(operation);
			return known ? [{ operation, known }] : [];
		});
	}

	test('every node operation has an operation of the contract', () => {
		expect(operations.filter((operation) => !standsOn(operation)).map(({ method, path: url }) => `${method} ${url}`)).toEqual([]);
		expect(operations.length).toBeGreaterThan(0);
	});

	test('every operation of the contract has a node operation, or is used elsewhere', () => {
		const unused = contract.filter((known) => !operations.some((operation) => standsOn(operation) === known));
		const elsewhere = Object.entries(usedElsewhere).filter(([name]) => name.startsWith(`${node} `));
		expect(unused.map(({ operationId }) => `${node} ${operationId}`).toSorted()).toEqual(elsewhere.map(([name]) => name).toSorted());
		for (const { operationId, path: template } of unused) {
			const code = readFileSync(path.join(__dirname, '../..', usedElsewhere[`${node} ${operationId}`]), 'utf8');
			expect(code).toContain(`"${template}"`);
		}
	});

	test('nothing is sent under a name that the contract does not have', () => {
		const unknown = pairs().flatMap(({ operation, known }) => {
			const instead = madeOf[`${node} ${operation.operation}`] ?? {};
			const sent = operation.sent.map((each) => ({ place: each.in, name: each.name }));
			const constants = Object.keys(operation.constants).map((name) => ({ place: 'body' as const, name }));
			return [...sent, ...constants]
				.map(({ place, name }) => (instead[`${place} ${name}`] ?? `${place} ${name}`).split(' ') as ['body' | 'query', string])
				.filter(([place, name]) => !known.names[place].includes(name))
				.map(([place, name]) => `${operation.operation} sends ${name} in the ${place}`);
		});
		expect(unknown).toEqual([]);
	});

	test('a required name of the contract is required in the form, has a default, or is made by the check', () => {
		const missing = pairs().flatMap(({ operation, known }) =>
			(['body', 'query'] as const).flatMap((place) =>
				known.required[place]
					.filter((name) => operation.constants[name] === undefined)
					.filter((name) => !operation.sent.some((sent) => sent.in === place && sent.name === name && sent.filled))
					.map((name) => `${node} ${operation.operation} ${place} ${name}`),
			),
		);
		expect([...new Set(missing)].toSorted()).toEqual(Object.keys(madeByTheCheck).filter((name) => name.startsWith(`${node} `)).toSorted());
	});

	test('every placeholder of a path is a required field of the form, or in the credential', () => {
		const ofCredential = (value: string) => declaredOperations(node).find(({ fullName }) => fullName === value)!.ofCredential ?? [];
		const optional = operations.flatMap(({ operation, path: template, ids }) =>
			placeholdersIn(template)
				.filter((name) => !ids.some((id) => id.name === name && id.filled) && !ofCredential(operation).includes(name))
				.map((name) => `${operation}: ${name}`),
		);
		expect(optional).toEqual([]);
		expect(operations.some(({ path: template }) => template.includes('{'))).toBe(true);
	});

	test('no node operation uses a path or a field that is only inferred', () => {
		const unsure = pairs().flatMap(({ operation, known }) => [
			...(known.evidence === 'inferred' ? [`${operation.operation} stands on ${known.method} ${known.path}`] : []),
			...operation.sent
				.filter((sent) => known.inferred.includes(`${sent.in} ${sent.name}`))
				.map((sent) => `${operation.operation} sends ${sent.name}`),
		]);
		expect(unsure).toEqual([]);
	});

	test('every exception is still needed', () => {
		const values = operations.map(({ operation }) => `${node} ${operation}`);
		const stale = [...Object.keys(madeOf), ...Object.keys(madeByTheCheck).map((name) => name.split(' ').slice(0, 2).join(' '))]
			.filter((name) => name.startsWith(`${node} `))
			.filter((name) => !values.includes(name));
		expect(stale).toEqual([]);
		for (const { operation } of operations) {
			const sent = operations.filter((each) => each.operation === operation).flatMap((each) => each.sent.map(({ in: place, name }) => `${place} ${name}`));
			for (const name of Object.keys(madeOf[`${node} ${operation}`] ?? {})) expect(sent).toContain(name);
		}
	});
});
