import type { Misfortune } from '../../../sandbox/faults.ts';
import { outputOf, retry, run } from '../engine';
import { useSandbox } from '../sandboxed';
import { requestsFor } from './subjects';
import { acceptedFor, errorOf, struckScenario } from './support';

const sandbox = useSandbox();

const sendAgain = { ifUnknown: 'sendAgain' };

const reset: Misfortune = { type: 'reset' };

describe('If the Outcome Is Unknown: Send Again', () => {
	it('sends once more, and the message may have gone out twice', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'whippy', reset, { after: true, times: 1, delivery: sendAgain });
		const execution = await run(scenario);
		expect(errorOf(execution)).toBeUndefined();
		expect(acceptedFor(sandbox(), items)).toEqual([1, 2, 1]);
		expect(outputOf(execution, 'Node')[0]).toHaveLength(3);
	});

	it('sends once more only, and tells then that nobody knows', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'sendook', reset, { delivery: sendAgain });
		const execution = await run(scenario);
		expect(errorOf(execution)?.message).toBe('Sendook may or may not have sent this message: the connection broke after it left [item 1]');
		expect(errorOf(execution)?.description).toContain('Unknown: item 1. Not sent: item 2.');
		expect(requestsFor(sandbox().ledger.snapshot(), items[1])).toHaveLength(2);
	});

	it('does not forget that the first try may have arrived when the second one is refused', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'heymarket', reset, { after: true, times: 1, delivery: sendAgain });
		const { faults } = sandbox();
		faults.add({ provider: 'heymarket', match: { bodyIncludes: items[1].key }, skip: 1, fault: { type: 'status', status: 400 } });
		const execution = await run(scenario);
		expect(errorOf(execution)?.message).toMatch(/^Heymarket may or may not have sent this message/);
		expect(errorOf(execution)?.description).toContain('Unknown: item 1.');
		expect(acceptedFor(sandbox(), items)).toEqual([1, 1, 0]);
	});

	it('also holds when n8n retries the execution: chosen afterwards, it sends what stayed unknown', async () => {
		const before = struckScenario(sandbox(), 'whippy', reset, { after: true, times: 1 });
		const stopped = await run(before.scenario);
		expect(acceptedFor(sandbox(), before.items)).toEqual([1, 1, 0]);
		sandbox().faults.clear();
		const [node] = before.scenario.nodes;
		const changed = {
			...before.scenario,
			nodes: [{ ...node, parameters: { ...node.parameters, delivery: { requestsAtOnce: 1, ...sendAgain } } }],
		};
		const retried = await retry(changed, stopped);
		expect(errorOf(retried)).toBeUndefined();
		expect(acceptedFor(sandbox(), before.items)).toEqual([1, 2, 1]);
	});

	it('is not the default: nothing is sent twice, by no retry of n8n', async () => {
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { scenario, items } = struckScenario(sandbox(), 'whippy', reset, { after: true, times: 1, settings });
		const stopped = await run(scenario);
		const retried = await retry(scenario, stopped);
		expect(errorOf(retried)?.message).toMatch(/^Whippy may or may not have sent this message/);
		expect(acceptedFor(sandbox(), items)).toEqual([1, 1, 0]);
		expect(requestsFor(sandbox().ledger.snapshot(), items[1])).toHaveLength(1);
	});
});
