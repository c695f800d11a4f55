import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { agentScenario, type ToolNode } from '../agent';
import { outputOf, run } from '../engine';
import { byId, oneNode, useSandbox } from '../sandboxed';
import { accepted, endOf, failures, requested, text, texts } from '../sends';

/*
 * n8n runs a node again on Retry On Fail when the first row of its first output has a key `error` (2.41.1: any value but
 * undefined, null and false; 1.123: any but undefined): see `processRunExecutionData` in n8n-core's workflow-execute.js.
 * A provider's own key of that name must never be there, or everything that was accepted is sent again.
 */

const sandbox = useSandbox();

const patient = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const onErrors = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

/** Makes the provider process every request of a method and then answer with this body. */
function answering(provider: 'heymarket' | 'whippy', method: string, body: unknown): void {
	const contentType = 'application/json';
	sandbox().faults.add({ provider, match: { method }, times: 'always', when: 'after', fault: { type: 'status', status: 200, body, contentType } });
}

/** All rows of all outputs. Checks that each is an object. */
function allRows(execution: IRun): IDataObject[] {
	const items = outputOf(execution, 'Node').flat();
	for (const { json } of items) expect(Object.prototype.toString.call(json)).toBe('[object Object]');
	return items.map(({ json }) => json);
}

const saysNothing: Array<[string, IDataObject]> = [
	['an empty text', { error: '' }],
	['zero', { error: 0 }],
	['false', { error: false }],
	['null', { error: null }],
	['no such key', {}],
	['an empty list of errors', { errors: [] }],
];

const saysSomething: Array<[string, IDataObject]> = [
	['a text', { error: 'Carrier said no' }],
	['an object', { error: { code: 12 } }],
	['true', { error: true }],
	['a list of errors', { errors: [{ description: 'Carrier said no' }] }],
];

describe.each(onErrors)('two texts, three tries, under %s: the provider accepts them and answers 200', (onError) => {
	const send = async (extra: IDataObject) => {
		answering('heymarket', 'POST', { id: 77, date: '2026-11-27T09:00:00Z', ...extra });
		return await run(oneNode(sandbox(), 'heymarket', text, { items: texts(2), settings: { ...patient, onError } }));
	};

	it.each(saysNothing)('with %s as the key error: they are accepted, and each is sent once', async (_case, extra) => {
		const execution = await send(extra);
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1']);
		expect(requested(sandbox())).toHaveLength(2);
		const rows = allRows(execution);
		expect(rows).toHaveLength(2);
		for (const row of rows) expect(Object.keys(row)).not.toContain('error');
	});

	it.each(saysSomething)('with %s as the key error: the outcome is unknown, and none is sent again', async (_case, extra) => {
		const execution = await send(extra);
		expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1']);
		expect(requested(sandbox())).toHaveLength(2);
		if (onError === 'stopWorkflow') {
			expect(endOf(execution)?.message).toContain('may or may not have sent this message');
			return;
		}
		expect(endOf(execution)).toBeUndefined();
		const unknown = expect.objectContaining({ code: 'outcome_unknown', outcome: 'unknown' }) as object;
		expect(failures(execution)).toEqual({ 0: unknown, 1: unknown });
	});
});

it.each<[string, unknown]>([
	['an empty text', ''],
	['zero', 0],
	['false', false],
])('what a provider calls error leaves as errorText: %s', async (_case, error) => {
	answering('heymarket', 'POST', { error });
	const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: texts(1) }));
	expect(allRows(execution)).toEqual([expect.objectContaining({ to: '14155552000', errorText: error })]);
});

it.each(onErrors)('read rows have no key error either, and are read once, under %s', async (onError) => {
	answering('heymarket', 'GET', [
		{ id: 1, name: 'First', error: 'The last sync was not finished' },
		{ id: 2, name: 'Second', error: '' },
	]);
	const parameters = { resource: 'inbox', operation: 'getMany', returnAll: true, simplify: false };
	const execution = await run(oneNode(sandbox(), 'heymarket', parameters, { settings: { ...patient, onError } }));
	expect(endOf(execution)).toBeUndefined();
	expect(requested(sandbox())).toHaveLength(1);
	const rows = allRows(execution);
	expect(rows.map(({ errorText }) => errorText)).toEqual(['The last sync was not finished', '']);
	for (const row of rows) expect(Object.keys(row)).not.toContain('error');
});

it('Whippy’s receipts have none', async () => {
	answering('whippy', 'POST', { data: { id: 'a', error: '' }, error: '' });
	const parameters = { resource: 'sms', operation: 'send', phoneChannel: byId('+14155550110'), phoneNumber: '={{ $json.to }}', text: '={{ $json.text }}' };
	const execution = await run(oneNode(sandbox(), 'whippy', parameters, { items: texts(2), settings: patient }));
	expect(endOf(execution)).toBeUndefined();
	expect(requested(sandbox())).toHaveLength(2);
	for (const row of allRows(execution)) expect(Object.keys(row)).not.toContain('error');
});

it.each(['null', '[]', '[null]', '""', '5', 'true', '{"__proto__":{"error":"x"}}'])(
	'rows are objects for any answer, and nothing is sent again: %s',
	async (body) => {
		answering('heymarket', 'POST', body);
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: texts(2), settings: patient }));
		expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1']);
		expect(requested(sandbox())).toHaveLength(2);
		expect(endOf(execution)).toBeUndefined();
		expect(allRows(execution)).toHaveLength(2);
	},
);

describe('as a tool that n8n runs as a node', () => {
	const tool: ToolNode = {
		name: 'Text',
		parameters: { ...text, phoneNumber: "={{ $fromAI('to') }}", text: "={{ $fromAI('words') }}" } as INode['parameters'],
		...patient,
	};
	const rounds = [
		[{ tool: 'Text', input: { to: '+1 415 555 2001', words: 'One' } }],
		[{ tool: 'Text', input: { to: '+1 415 555 2002', words: 'Two' } }],
	];

	it.each([...saysNothing, ...saysSomething])('each call is sent once with %s as the key error', async (_case, extra) => {
		answering('heymarket', 'POST', { id: 77, ...extra });
		const { scenario, answers } = agentScenario(sandbox(), 'as a node run', [tool], rounds);
		await run(scenario);
		expect(accepted(sandbox())).toEqual(['One', 'Two']);
		expect(answers).toHaveLength(2);
		for (const { rows } of answers) for (const row of rows ?? []) expect(Object.keys(row)).not.toContain('error');
	});
});
