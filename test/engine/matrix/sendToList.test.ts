import type { IDataObject, INode } from 'n8n-workflow';
import type { Misfortune } from '../../../sandbox/faults.ts';
import { outputOf, retry, run } from '../engine';
import { byId, oneNode, useSandbox } from '../sandboxed';
import { errorOf } from './support';

/** Heymarket sends to a list only once for the same `local_id`, so a repeated request is harmless. */
const sandbox = useSandbox();

const lists = [401, 402, 403];

function scenarioOf({ additionalFields = {}, settings }: { additionalFields?: IDataObject; settings?: Partial<INode> } = {}) {
	const parameters = {
		resource: 'message',
		operation: 'sendToList',
		inbox: byId(11),
		sendAs: byId(101),
		list: byId('={{ $json.list }}'),
		content: 'text',
		text: 'The shop is closed on Friday.',
		additionalFields,
		delivery: { maxParallelRequests: 1 },
		requestOptions: { timeout: 2_500 },
	};
	return oneNode(sandbox(), 'heymarket', parameters, { items: lists.map((list) => ({ list })), settings });
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

it.each(faults)('repeats a list send after %s, with the same local ID, and it goes out once', async (_name, fault) => {
	strike(fault, 2);
	const execution = await run(scenarioOf());
	expect(errorOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'Node')[0].map(({ json }) => json.id)).toHaveLength(3);
	expect(broadcasts()).toEqual([1, 1, 1]);
	const ids = localIds(402);
	expect(ids).toHaveLength(3);
	expect(ids[0]).toEqual(expect.stringMatching(/^[\w-]{16,}$/));
	expect(new Set(ids).size).toBe(1);
	expect(new Set(lists.flatMap(localIds)).size).toBe(3);
});

it('keeps the local ID over Retry On Fail and Retry Execution', async () => {
	strike({ type: 'reset' }, 8);
	const scenario = scenarioOf({ settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
	const stopped = await run(scenario);
	expect(errorOf(stopped)?.message).toMatch(/^Heymarket may or may not have sent this message/);
	expect(errorOf(stopped)?.description).toContain('Unknown: item 1. Not sent: item 2.');
	expect(localIds(402)).toHaveLength(8);
	const retried = await retry(scenario, stopped);
	expect(errorOf(retried)).toBeUndefined();
	expect(broadcasts()).toEqual([1, 1, 1]);
	expect(localIds(402)).toHaveLength(9);
	expect(new Set(localIds(402)).size).toBe(1);
	expect(localIds(401)).toHaveLength(1);
});

it('uses the local ID that the person gave', async () => {
	strike({ type: 'reset' }, 1);
	await run(scenarioOf({ additionalFields: { localId: '=friday-{{ $json.list }}' } }));
	expect(lists.map(localIds)).toEqual([['friday-401'], ['friday-402', 'friday-402'], ['friday-403']]);
	expect(broadcasts()).toEqual([1, 1, 1]);
});
