import type { IDataObject } from 'n8n-workflow';
import { agentScenario } from '../agent';
import { run } from '../engine';
import { byId, useSandbox, type NodeName } from '../sandboxed';
import { Form, named, useOperations, type SeenRequest } from './support';

/*
 * A field that chooses which others are shown may be an expression. n8n shows the fields of all its branches then and can
 * insist on none: only those of the branch that an item chooses are read, and whatever is in the others does no harm.
 */

/** An operation whose chooser is an expression for the branch of this value. */
interface Chosen {
	node: NodeName;
	operation: string;
	chooser: string;
	value: string;
	/** What is filled in: the fields of that branch, and those that stand outside of the chooser. */
	parameters: IDataObject;
	/** Good values for the fields of the other branches. */
	others: IDataObject;
	request: Partial<SeenRequest>;
}

const from = { inbox: byId(11), sendAs: byId(101) };
const sent = { inbox_id: 11, creator_id: 101 };
const branches = {
	phoneNumber: { phoneNumber: '+14155550134' },
	conversation: { conversation: byId(2001) },
	group: { phoneNumbers: '+14155550145, +14155550156' },
};
const recipients = {
	phoneNumber: { phone_number: '14155550134' },
	conversation: { chat_id: 2001 },
	group: { targets: ['14155550145', '14155550156'] },
};
const contents = { text: { text: 'Hello' }, template: { template: byId(301) }, survey: { survey: byId(701) } };
const said = { text: { text: 'Hello' }, template: { template_id: 301 }, survey: { survey_id: 701 } };
const formats = { text: { text: 'Ready.' }, html: { html: '<b>Ready</b>' } };

const without = (all: Record<string, IDataObject>, value: string): IDataObject =>
	Object.assign({}, ...Object.entries(all).map(([name, fields]) => (name === value ? {} : fields))) as IDataObject;

const sendTos = Object.keys(branches).map((value): Chosen => {
	const key = value as keyof typeof branches;
	return {
		node: 'heymarket',
		operation: 'message.send',
		chooser: 'sendTo',
		value,
		parameters: { ...from, ...branches[key], text: 'Hello' },
		// A group and one person have a Country; a conversation needs none.
		others: { ...without(branches, value), ...(value === 'conversation' && { country: byId('US') }) },
		request: { method: 'POST', path: '/v1/message/send', body: { ...sent, ...recipients[key], text: 'Hello' } },
	};
});

const contentsOf = (operation: string, to: IDataObject, whom: IDataObject): Chosen[] =>
	Object.keys(contents).map((value): Chosen => {
		const key = value as keyof typeof contents;
		return {
			node: 'heymarket',
			operation,
			chooser: 'content',
			value,
			parameters: { ...from, ...to, ...contents[key] },
			others: without(contents, value),
			request: { method: 'POST', path: '/v1/message/send', body: { ...sent, ...whom, ...said[key] } },
		};
	});

const sendook = '695b7c000000000000000064';
const mailbox = '00000001-0000-4000-8000-000000000003';

const emails = (['text', 'html'] as const).flatMap((value): Chosen[] => {
	const other = value === 'text' ? formats.html : formats.text;
	const both = value === 'text' ? { text: 'Ready.', html: '<p>Ready.</p>' } : { text: 'Ready', html: '<b>Ready</b>' };
	const common = { chooser: 'emailFormat', value, others: other };
	return [
		{
			...common,
			node: 'heymarket',
			operation: 'email.reply',
			parameters: { conversation: byId(2040), sendAs: byId(101), ...formats[value] },
			request: { method: 'POST', path: '/v1/email/send', body: { convo_id: 2040, creator_id: 101, raw_text: both.text, text: both.html } },
		},
		{
			...common,
			node: 'whippy',
			operation: 'email.send',
			parameters: { emailChannel: byId(mailbox), to: 'anna@example.com', ...formats[value] },
			request: { method: 'POST', path: '/v1/messaging/email', body: { from: mailbox, to: 'anna@example.com', body: both[value] } },
		},
		{
			...common,
			node: 'sendook',
			operation: 'message.send',
			parameters: { inbox: byId(sendook), to: 'anna@example.com', subject: 'S', ...formats[value] },
			request: { method: 'POST', path: `/v1/inboxes/${sendook}/messages/send`, body: { to: ['anna@example.com'], subject: 'S', ...both } },
		},
	];
});

const sources: Chosen[] = [
	{
		node: 'heymarket',
		operation: 'message.getMany',
		chooser: 'source',
		value: 'team',
		parameters: { limit: 3 },
		others: { inbox: byId(11), phoneNumber: '+14155550123', country: byId('US') },
		request: { method: 'POST', path: '/v1/messages/all', body: { limit: 3 } },
	},
	{
		node: 'heymarket',
		operation: 'message.getMany',
		chooser: 'source',
		value: 'conversation',
		parameters: { limit: 3, inbox: byId(11), phoneNumber: '+14155550123' },
		others: {},
		request: { method: 'GET', path: '/v1/messages', query: { inboxID: '11', phoneNumber: '14155550123' } },
	},
];

const all: Chosen[] = [
	...sendTos,
	...contentsOf('message.send', branches.phoneNumber, recipients.phoneNumber),
	...contentsOf('message.sendToList', { list: byId(401), additionalFields: { localId: 'sale' } }, { list_id: 401, local_id: 'sale' }),
	...emails,
	...sources,
];

const chosenIn = ({ chooser, value, parameters }: Chosen): IDataObject => ({ ...parameters, [chooser]: `={{ "${value}" }}` });

/** The fields of other branches, each with the same in it; a locator holds it by ID. */
const filledWith = ({ others }: Chosen, given: string): IDataObject =>
	Object.fromEntries(Object.entries(others).map(([name, value]) => [name, typeof value === 'object' ? byId(given) : given]));

const state: Record<string, (one: Chosen) => IDataObject> = {
	'nothing in the others': () => ({}),
	'the others filled in too': ({ others }) => others,
	'what nobody could send in the others': (one) => filledWith(one, '[object Object]'),
	'expressions in the others that give nothing': (one) => filledWith(one, '={{ $json.missing.value }}'),
};

/** Expressions that n8n can’t evaluate end RoutingNode before this package is asked. */
const failing: typeof state = {
	'expressions in the others that fail': (one) => filledWith(one, "={{ $('Nobody').item.json.value }}"),
};

describe.each<NodeName>(['heymarket', 'whippy', 'sendook'])('%s', (node) => {
	const { rows, route, seen } = useOperations(node);
	const own = all.filter((one) => one.node === node);
	const casesWith = (states: typeof state) =>
		own.flatMap((one) => Object.entries(states).map(([name, othersOf]): [string, Chosen] => [
			`${one.operation}, ${one.chooser} by an expression for ${one.value}, ${name}`,
			{ ...one, parameters: { ...chosenIn(one), ...othersOf(one) } },
		]));

	test.each(casesWith({ ...state, ...failing }))('%s', async (_name, { operation, parameters, request }) => {
		expect((await rows(operation, parameters)).length).toBeGreaterThan(0);
		expect(seen()).toEqual([{ query: {}, body: undefined, ...request }]);
	});

	test.each(casesWith(state))('%s: through RoutingNode', async (_name, { operation, parameters, request }) => {
		expect((await route(operation, parameters)).length).toBeGreaterThan(0);
		expect(seen()).toEqual([{ query: {}, body: undefined, ...request }]);
	});
});

test('every field that chooses others is among them, with every branch of its own fields', () => {
	const tested = new Set(all.map(({ node, chooser, value }) => `${node} ${chooser} ${value}`));
	const missing = (['heymarket', 'whippy', 'sendook'] as const).flatMap((node) => {
		const { properties } = new Form(node);
		const conditions = properties.flatMap(({ displayOptions }) => Object.entries(displayOptions?.show ?? {}));
		const choosers = conditions.filter(([name]) => !['resource', 'operation', 'returnAll'].includes(name));
		const values = choosers.flatMap(([name, of]) => of!.map((value) => `${node} ${name} ${String(value)}`));
		// Both is text and HTML together: it has no branch that it leaves out.
		return [...new Set(values)].filter((one) => !tested.has(one) && !one.endsWith('emailFormat both'));
	});
	expect(missing).toEqual([]);
});

describe('a tool whose model chooses', () => {
	const sandbox = useSandbox();
	const tool = {
		name: 'Text',
		parameters: {
			...named('message.send'),
			...from,
			sendTo: "={{ $fromAI('kind') }}",
			phoneNumber: "={{ $fromAI('number', '', 'string', '') }}",
			conversation: byId("={{ $fromAI('conversation', '', 'string', '') }}"),
			text: "={{ $fromAI('words') }}",
		},
	};

	test.each(['in the agent', 'as a node run'] as const)('is heard, %s', async (way) => {
		const rounds = [
			[{ tool: 'Text', input: { kind: 'phoneNumber', number: '+1 415 555 0134', words: 'One' } }],
			[{ tool: 'Text', input: { kind: 'conversation', conversation: '2001', words: 'Two' } }],
			[{ tool: 'Text', input: { kind: 'conversation', number: '+1 415 555 0134', words: 'Three' } }],
		];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool as never], rounds);
		await run(scenario);
		const bodies = sandbox().ledger.snapshot().requests.map(({ body }) => body);
		expect(bodies).toEqual([
			{ ...sent, phone_number: '14155550134', text: 'One' },
			{ ...sent, chat_id: 2001, text: 'Two' },
		]);
		expect(answers[2].refusal).toMatchObject({ sent: false, reason: expect.stringContaining('Conversation: is empty') as string });
	});
});
