import { NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { builtNodes } from '../../description/built';
import { agentScenario } from '../agent';
import { outputOf, run } from '../engine';
import { oneNode } from '../sandboxed';
import { endOf } from '../sends';
import { Form, named, useOperations } from './support';

const { rows, route, refusal, scenario, sandbox, seen } = useOperations('heymarket');

const ana = { phoneNumber: '+1 415 555 0123' };
const accepted = () => sandbox().ledger.accepted.map(({ recipients: [to], marker }) => [to, marker]);
const told = async (parameters: IDataObject, credential: IDataObject) =>
	endOf(await run(oneNode(sandbox(), 'heymarket', { resource: 'automation', operation: 'run', ...parameters }, { credential })))?.message;

test('an automation gets the number without a plus, and the fields beside it', async () => {
	const parameters = { ...ana, fields: '{ "first_name": "Ana", "order": 1042 }' };
	expect(await rows('automation.run', parameters)).toEqual([{ to: '14155550123', status: 'accepted', message: 'Request captured successfully' }]);
	expect(seen()).toEqual([
		{ method: 'POST', path: '/automations/8d5c0f6a-demo', query: {}, body: { phone_number: '14155550123', first_name: 'Ana', order: 1042 } },
	]);
	expect(await route('automation.run', parameters)).toMatchObject([{ to: '14155550123', message: 'Request captured successfully' }]);
});

test('fields can’t name another person in place of the number', async () => {
	const { message } = await refusal('automation.run', { ...ana, fields: '{ "phone_number": "14155550134" }' });
	expect(message).toContain('Fields (JSON): phone_number is filled in above');
});

test('a preview starts nothing', async () => {
	const [{ to, request }] = await rows('automation.run', { ...ana, previewOnly: true });
	expect([to, (request as IDataObject).url]).toEqual(['14155550123', '/automations/8d5c0f6a-demo']);
	expect(seen()).toEqual([]);
});

describe('where the credential limits recipients', () => {
	const credential = { allowedRecipients: '+1 415 555 0123' };
	const elsewhere: Array<[string, IDataObject]> = [
		['as the number', { phoneNumber: '+1 415 555 0134' }],
		['as a number among the fields', { ...ana, fields: '{ "customer": "+1 (415) 555-0134" }' }],
		['as a number that is no text', { ...ana, fields: '{ "customer": 14155550134 }' }],
		['as an address among the fields', { ...ana, fields: '{ "mail": "bob@example.com" }' }],
		['with a hyphen that is no minus', { ...ana, fields: '{ "customer": "415\u2011555\u20110134" }' }],
		['with slashes', { ...ana, fields: '{ "customer": "415/555/0134" }' }],
		['in wide digits', { ...ana, fields: '{ "customer": "\uff0b\uff11\uff14\uff11\uff15\uff15\uff15\uff15\uff10\uff11\uff13\uff14" }' }],
		['between marks of direction, as it is pasted from contacts', { ...ana, fields: '{ "customer": "\u202a+14155550134\u202c" }' }],
		['as the address of a link', { ...ana, fields: '{ "customer": "tel:+14155550134" }' }],
		['within the fields', { ...ana, fields: '{ "customer": { "phones": ["14155550134"] } }' }],
	];

	test.each(elsewhere)('nobody else is named %s', async (_, parameters) => {
		expect(await told(parameters, credential)).toContain('not among the Allowed Recipients');
		expect(seen()).toEqual([]);
	});

	test('who is allowed is reached as the address of a link too', async () => {
		expect(await told({ ...ana, fields: '{ "link": "tel:+14155550123", "pasted": "\u202a+1 415\u2011555\u20110123\u202c" }' }, credential)).toBeUndefined();
		expect(accepted()).toHaveLength(1);
	});

	test('who is allowed is reached, with words and short numbers beside', async () => {
		expect(await told({ ...ana, fields: '{ "first_name": "Ana", "order": 1042, "day": "2026-11-28", "again": "14155550123", "none": null }' }, credential)).toBeUndefined();
		expect(accepted()).toHaveLength(1);
	});
});

describe('the credential', () => {
	const base = () => sandbox().urls.heymarket;
	const wrong: Array<[string, () => IDataObject, string]> = [
		['without a Webhook URL', () => ({ webhookUrl: '' }), 'Webhook URL is empty'],
		['with the address of something else', () => ({ webhookUrl: 'https://app.heymarket.com/settings' }), 'Webhook URL is not the address of an automation'],
		['with an address elsewhere', () => ({ webhookUrl: 'https://elsewhere.example/automations/8d5c0f6a-demo' }), 'Webhook URL is not at 127.0.0.1'],
		['with an ID that leads elsewhere', () => ({ webhookUrl: '../v1/team' }), 'Webhook URL is not the address of an automation'],
		['without a key', () => ({ apiKey: '' }), 'API Key is empty'],
	];

	test.each(wrong)('%s is refused before anything leaves', async (_, changed, message) => {
		expect(await told(ana, changed())).toContain(message);
		expect(seen()).toEqual([]);
	});

	test('may hold the whole address', async () => {
		expect(await told(ana, { webhookUrl: ` ${base()}/automations/8d5c0f6a-demo/ ` })).toBeUndefined();
		expect(accepted()).toEqual([['14155550123', '{}']]);
	});

	test('with the key of another automation is told so', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', { resource: 'automation', operation: 'run', ...ana }, { credential: { apiKey: 'the-key-of-another' } }));
		expect(endOf(execution)?.description).toContain('Every automation has a key of its own');
	});

	test.each(new Form('heymarket').operations())('is asked for by automations only: %s', (operation) => {
		const { description } = builtNodes().find(({ type }) => type.description.name === 'heymarket')!.type;
		const chosen = named(operation);
		const { default: authentication } = description.properties.find(({ name }) => name === 'authentication')!;
		// A saved workflow and n8n's own requests may be without the parameter that nobody sees.
		for (const parameters of [chosen, { ...chosen, authentication }]) {
			const shown = description.credentials!.filter((one) => NodeHelpers.displayParameter(parameters as INodeParameters, one, null, description));
			expect(shown.map(({ name }) => name)).toEqual([chosen.resource === 'automation' ? 'heymarketAutomationApi' : 'heymarketJwtApi']);
		}
	});

	test('is the only one that its requests need, and the only one that doesn’t do for others', async () => {
		const { credentials, ...workflow } = scenario('automation.run', ana);
		const { heymarketAutomationApi, heymarketJwtApi } = credentials as Record<string, IDataObject>;
		expect(endOf(await run({ ...workflow, credentials: { heymarketAutomationApi } as never }))).toBeUndefined();
		const team = scenario('team.get', {});
		expect(endOf(await run({ ...team, credentials: { heymarketJwtApi } as never }))).toBeUndefined();
		expect(endOf(await run({ ...team, credentials: { heymarketAutomationApi } as never }))).toBeDefined();
	});
});

test.each(['in the agent', 'as a node run'] as const)('an agent starts an automation, its tool run %s', async (way) => {
	const tool = { name: 'Tool', parameters: { resource: 'automation', operation: 'run', phoneNumber: "={{ $fromAI('to') }}" } };
	const { scenario: workflow, answers } = agentScenario(sandbox(), way, [tool], [[{ tool: 'Tool', input: { to: '+1 415 555 0123' } }]]);
	expect(outputOf(await run(workflow), 'Agent')).toBeDefined();
	expect(answers).toHaveLength(1);
	expect(accepted()).toEqual([['14155550123', '{}']]);
});
