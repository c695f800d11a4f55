import type { IDataObject, INode } from 'n8n-workflow';
import type { Misfortune } from '../../../sandbox/faults.ts';
import { outputOf, retry, run } from '../engine';
import { byId, oneNode, useSandbox } from '../sandboxed';
import { errorOf } from './support';

/** Heymarket’s page says that it sends to a list only once for the same `local_id`. */
const sandbox = useSandbox();

const lists = [401, 402, 403];

interface Changes {
	additionalFields?: IDataObject;
	ifUnclear?: string;
	settings?: Partial<INode>;
	items?: IDataObject[];
	text?: string;
}

function scenarioOf({ additionalFields = {}, ifUnclear, settings, text = 'The shop is closed on Friday.', items = lists.map((list) => ({ list })) }: Changes = {}) {
	const parameters = {
		resource: 'message',
		operation: 'sendToList',
		inbox: byId(11),
		sendAs: byId(101),
		list: byId('={{ $json.list }}'),
		content: 'text',
		text,
		additionalFields,
		delivery: { maxParallelRequests: 1, ...(ifUnclear && { ifUnclear }) },
		requestOptions: { timeout: 2_500 },
	};
	return oneNode(sandbox(), 'heymarket', parameters, { items, settings });
}

function strike(fault: Misfortune, times: number, when: 'before' | 'after' = 'after'): void {
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: '"list_id":402' }, times, when, fault });
}

/** The local IDs of the requests for a list, in order. */
function localIds(list: number): unknown[] {
	const bodies = sandbox().ledger.snapshot().requests.map(({ body }) => body as IDataObject);
	return bodies.filter((body) => body.list_id === list).map((body) => body.local_id);
}

/** How many broadcasts Heymarket accepted for each list. */
function broadcasts(): number[] {
	const { requests, accepted } = sandbox().ledger.snapshot();
	return lists.map((list) => {
		const sequences = requests.filter(({ body }) => (body as IDataObject).list_id === list).map(({ sequence }) => sequence);
		return accepted.filter(({ kind, request }) => kind === 'broadcast' && sequences.includes(request)).length;
	});
}

const faults: Array<[string, Misfortune]> = [
	['a reset', { type: 'reset' }],
	['a 500', { type: 'status', status: 500 }],
	['a 408', { type: 'status', status: 408 }],
	['a timeout', { type: 'hang' }],
];

it.each(faults)('does not repeat a list send after %s: only Heymarket’s page says that a repeat is dropped', async (_name, fault) => {
	strike(fault, 1);
	const execution = await run(scenarioOf());
	expect(errorOf(execution)?.message).toMatch(/^Heymarket may or may not have sent this message/);
	expect(errorOf(execution)?.description).toContain('Unknown: item 1. Not sent: item 2.');
	expect(broadcasts()).toEqual([1, 1, 0]);
	expect(localIds(402)).toHaveLength(1);
});

it.each(faults)('repeats a list send after %s where Send Again is chosen, with the same local ID', async (_name, fault) => {
	strike(fault, 1);
	const execution = await run(scenarioOf({ ifUnclear: 'sendAgain' }));
	expect(errorOf(execution)).toBeUndefined();
	expect(broadcasts()).toEqual([1, 1, 1]);
	const ids = localIds(402);
	expect(ids).toHaveLength(2);
	expect(ids[0]).toEqual(expect.stringMatching(/^[\w-]{16,}$/));
	expect(new Set(ids).size).toBe(1);
	expect(new Set(lists.flatMap(localIds)).size).toBe(3);
});

it('keeps the local ID over Retry On Fail and Retry Execution', async () => {
	strike({ type: 'status', status: 400 }, 2, 'before');
	const scenario = scenarioOf({ settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
	const stopped = await run(scenario);
	expect(localIds(402)).toHaveLength(2);
	const retried = await retry(scenario, stopped);
	expect(errorOf(retried)).toBeUndefined();
	expect(broadcasts()).toEqual([1, 1, 1]);
	expect(localIds(402)).toHaveLength(3);
	expect(new Set(localIds(402)).size).toBe(1);
	expect(localIds(401)).toHaveLength(1);
});

describe('several items for one list', () => {
	const toOne = (items: IDataObject[], changes: Changes = {}) => scenarioOf({ ...changes, items, text: '={{ $json.text }}' });
	const items = (...texts: string[]) => texts.map((text) => ({ list: 401, text }));

	it('that say the same reach it once, and each has the receipt', async () => {
		const execution = await run(toOne(items('Closed', 'Closed', 'Open', 'Closed')));
		expect(errorOf(execution)).toBeUndefined();
		expect(sandbox().ledger.snapshot().requests).toHaveLength(2);
		const ids = outputOf(execution, 'Node')[0].map(({ json }) => json.id);
		expect(ids).toEqual([ids[0], ids[0], ids[2], ids[0]]);
		expect(ids[2]).not.toBe(ids[0]);
		expect(outputOf(execution, 'Node')[0].map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
	});

	it('with a Local ID of their own and the same text reach it once', async () => {
		await run(toOne(items('Closed', 'Closed'), { additionalFields: { localId: 'sale' } }));
		expect(sandbox().ledger.snapshot().requests).toHaveLength(1);
	});

	it('with the same Local ID and different texts are refused before anything is sent', async () => {
		const execution = await run(toOne(items('Closed', 'Open'), { additionalFields: { localId: 'sale' } }));
		expect(errorOf(execution)?.message).toBe('Local ID: "sale" is that of item 0 as well, which sends something else [item 1]');
		expect(sandbox().ledger.snapshot().requests).toEqual([]);
	});

	it('that say the same are unknown together', async () => {
		sandbox().faults.add({ provider: 'heymarket', times: 1, when: 'after', fault: { type: 'reset' } });
		const execution = await run(toOne(items('Closed', 'Closed'), { settings: { onError: 'continueErrorOutput' } }));
		expect(outputOf(execution, 'Node')[1].map(({ json }) => (json.error as IDataObject).code)).toEqual(['outcome_unknown', 'outcome_unknown']);
		expect(sandbox().ledger.snapshot().requests).toHaveLength(1);
	});
});

it('uses the local ID that the person gave', async () => {
	strike({ type: 'reset' }, 1);
	await run(scenarioOf({ additionalFields: { localId: '=friday-{{ $json.list }}' }, ifUnclear: 'sendAgain' }));
	expect(lists.map(localIds)).toEqual([['friday-401'], ['friday-402', 'friday-402'], ['friday-403']]);
	expect(broadcasts()).toEqual([1, 1, 1]);
});
