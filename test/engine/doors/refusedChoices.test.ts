import type { IDataObject, IRun } from 'n8n-workflow';
import { outputOf, run } from '../engine';
import { oneNode, useSandbox } from '../sandboxed';
import { endOf, failures, requested, text, texts } from '../sends';

const sandbox = useSandbox();

/** n8n adds this choice, "Custom API Call", to the lists named Resource and Operation of every node whose credential HTTP Request can use. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** For each choice: its name, its parameters, and the message for it. */
const choices: Array<[string, IDataObject, RegExp]> = [
	['an expression as operation', { operation: '={{ "send" }}' }, /^Operation: .*expression/s],
	['an expression as operation that differs by item', { operation: '={{ $itemIndex ? "send" : "sendToList" }}' }, /^Operation: .*expression/s],
	['an expression as operation that yields nothing', { operation: '={{ $json.nothing }}' }, /^Operation: .*expression/s],
	['an expression as resource', { resource: '={{ "message" }}' }, /^Resource: .*expression/s],
	['expressions as both', { resource: '={{ "message" }}', operation: '={{ "send" }}' }, /^(Resource|Operation): .*expression/s],
	['Custom API Call as operation', { operation: CUSTOM_API_CALL }, /^Choose the HTTP Request node for this, with this credential/],
	['Custom API Call as resource', { resource: CUSTOM_API_CALL, operation: undefined }, /^Choose the HTTP Request node for this, with this credential/],
	['Custom API Call as both', { resource: CUSTOM_API_CALL, operation: CUSTOM_API_CALL }, /^Choose the HTTP Request node for this, with this credential/],
	['an operation that there is not', { operation: 'sendPigeon' }, /^Operation: .*sendPigeon/],
	['a resource that there is not', { resource: 'pigeon' }, /^Resource: .*pigeon/],
	['an operation of another resource', { resource: 'inbox' }, /^Operation: "send" is not one of this resource’s/],
	['a name that every object has as operation', { operation: 'constructor' }, /^Operation: .*constructor/],
	['a name that every object has as resource', { resource: '__proto__', operation: 'toString' }, /^(Resource: .*__proto__|Operation: .*toString)/],
	['no operation at all', { operation: '' }, /^Operation: /],
];

/** Words of JavaScript and of n8n’s code, which don't help a person who fills in a form. */
const notPlain = /undefined|is not a function|Cannot read|\[object|__CUSTOM|reading '/;

describe.each<[string, number]>([
	['one item', 1],
	['three items', 3],
])('with %s', (_case, count) => {
	async function runWith(choice: IDataObject, settings: IDataObject = {}): Promise<IRun> {
		return await run(oneNode(sandbox(), 'heymarket', { ...text, ...choice }, { items: texts(count), settings }));
	}

	it.each(choices)('%s is refused in plain words, and nothing is sent', async (_choice, choice, said) => {
		const execution = await runWith(choice);
		expect(execution.status).toBe('error');
		const end = endOf(execution);
		expect(end?.description ?? '').not.toBe('');
		expect(`${end?.message} ${end?.description}`).toMatch(said);
		expect(`${end?.message} ${end?.description}`).not.toMatch(notPlain);
		expect(requested(sandbox())).toEqual([]);
	});

	it.each(choices)('%s gives failed items under Continue: none looks as if it was sent', async (_choice, choice, said) => {
		const execution = await runWith(choice, { onError: 'continueErrorOutput' });
		const [sent, failed] = outputOf(execution, 'Node');
		expect(sent).toEqual([]);
		expect(failed).toHaveLength(count);
		for (const { json } of failed) {
			const { message, description, code, outcome } = json.error as IDataObject;
			expect({ code, outcome }).toEqual({ code: 'invalid_input', outcome: 'not_sent' });
			expect(`${String(message)} ${String(description)}`).toMatch(said);
			expect(String(message)).not.toMatch(notPlain);
		}
		expect(Object.keys(failures(execution))).toEqual(failed.map((_, item) => String(item)));
		expect(requested(sandbox())).toEqual([]);
	});

	it.each(choices)('%s sends nothing on Retry On Fail either', async (_choice, choice) => {
		await runWith(choice, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		expect(requested(sandbox())).toEqual([]);
	});
});
