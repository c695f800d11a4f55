import type { IDataObject } from 'n8n-workflow';
import type { Misfortune } from '../../../sandbox/faults.ts';
import { outputOf, retry, run, start, type Scenario } from '../engine';
import { useSandbox } from '../sandboxed';
import { until } from '../sends';
import { requestsFor } from './subjects';
import { acceptedFor, errorOf, struckScenario } from './support';

const sandbox = useSandbox();

const sendAgain = { ifUnclear: 'sendAgain' };

const reset: Misfortune = { type: 'reset' };

describe('If the Outcome Is Unknown: Send Again', () => {
	/** The same workflow after a person has changed the options under Delivery. */
	function changed(scenario: Scenario, delivery: IDataObject): Scenario {
		const [node] = scenario.nodes;
		return { ...scenario, nodes: [{ ...node, parameters: { ...node.parameters, delivery: { maxParallelRequests: 1, ...delivery } } }] };
	}

	it('sends once more, and the message may have gone out twice', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'whippy', reset, { after: true, times: 1, delivery: sendAgain });
		const execution = await run(scenario);
		expect(errorOf(execution)).toBeUndefined();
		expect(acceptedFor(sandbox(), items)).toEqual([1, 2, 1]);
		expect(outputOf(execution, 'Node')[0]).toHaveLength(3);
	});

	it('sends once more and not again, and then reports an unknown outcome', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'sendook', reset, { delivery: sendAgain });
		const execution = await run(scenario);
		expect(errorOf(execution)?.message).toBe('Sendook may or may not have sent this message: the connection broke after it left [item 1]');
		expect(errorOf(execution)?.description).toContain('Unknown: item 1. Not sent: item 2.');
		expect(requestsFor(sandbox().ledger.snapshot(), items[1])).toHaveLength(2);
	});

	it('reports an unknown outcome when the second try is refused, since the first may have arrived', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'heymarket', reset, { after: true, times: 1, delivery: sendAgain });
		const { faults } = sandbox();
		faults.add({ provider: 'heymarket', match: { bodyIncludes: items[1].key }, skip: 1, fault: { type: 'status', status: 400 } });
		const execution = await run(scenario);
		expect(errorOf(execution)?.message).toMatch(/^Heymarket may or may not have sent this message/);
		expect(errorOf(execution)?.description).toContain('Unknown: item 1.');
		expect(acceptedFor(sandbox(), items)).toEqual([1, 1, 0]);
	});

	it('applies also to Retry of the execution: if it is chosen before that, the unknown message is sent', async () => {
		const before = struckScenario(sandbox(), 'whippy', reset, { after: true, times: 1 });
		const stopped = await run(before.scenario);
		expect(acceptedFor(sandbox(), before.items)).toEqual([1, 1, 0]);
		sandbox().faults.clear();
		const retried = await retry(changed(before.scenario, sendAgain), stopped);
		expect(errorOf(retried)).toBeUndefined();
		expect(acceptedFor(sandbox(), before.items)).toEqual([1, 2, 1]);
	});

	it('counts the tries of earlier runs: there are never more than two copies, however often it is retried', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'whippy', reset, { after: true });
		const again = changed(scenario, sendAgain);
		const second = await retry(again, await run(scenario));
		expect(errorOf(second)?.message).toMatch(/^Whippy may or may not have sent this message/);
		expect(errorOf(second)?.description).toContain('It was tried 2 times.');
		expect(acceptedFor(sandbox(), items)).toEqual([1, 2, 0]);
		await retry(again, second);
		expect(acceptedFor(sandbox(), items)).toEqual([1, 2, 0]);
	});

	it('counts a try that was under way when the execution was canceled', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'whippy', { type: 'hang' }, { after: true, times: 1 });
		const execution = await start(scenario);
		await until(() => acceptedFor(sandbox(), items)[1] === 1);
		execution.cancel();
		const first = await execution.finished;
		first.data.executionData!.contextData = execution.savedOnCancel()!.executionData!.contextData;
		sandbox().faults.clear();
		sandbox().faults.add({ provider: 'whippy', match: { method: 'POST' }, times: 'always', when: 'after', fault: reset });
		const second = await retry(changed(scenario, sendAgain), first);
		expect(errorOf(second)?.description).toContain('It was tried 2 times.');
		expect(acceptedFor(sandbox(), items)).toEqual([1, 2, 0]);
	});

	it('a message stays unknown if its repeat in a later run is refused, and the next run doesn’t send it', async () => {
		const { scenario, items } = struckScenario(sandbox(), 'heymarket', reset, { after: true, times: 1 });
		const first = await run(scenario);
		sandbox().faults.clear();
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: items[1].key }, fault: { type: 'status', status: 400 } });
		const second = await retry(changed(scenario, sendAgain), first);
		expect(errorOf(second)?.message).toMatch(/^Heymarket may or may not have sent this message/);
		expect(errorOf(second)?.description).toContain('Unknown: item 1. Not sent: item 2.');
		expect(requestsFor(sandbox().ledger.snapshot(), items[1])).toHaveLength(2);
		const third = await retry(scenario, second);
		expect(errorOf(third)?.message).toMatch(/^Heymarket may or may not have sent this message/);
		expect(requestsFor(sandbox().ledger.snapshot(), items[1])).toHaveLength(2);
		expect(acceptedFor(sandbox(), items)).toEqual([1, 1, 0]);
	});

	it('while a repeat waits for a free slot, n8n saves the message as unknown', async () => {
		const delivery = { ...sendAgain, maxWaitSeconds: 3_600 };
		const { scenario, items } = struckScenario(sandbox(), 'heymarket', reset, { after: true, times: 1, delivery });
		const throttle = { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 600_000 } as const;
		// Only this test uses this key, since all requests with it have to wait.
		const { credentials } = sandbox();
		const { secondSecretId: secretId, secondSecretKey: secretKey } = credentials.heymarket;
		const own = { ...scenario, credentials: { heymarketJwtApi: { ...scenario.credentials.heymarketJwtApi, secretId, secretKey } } };
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: items[1].key }, skip: 1, fault: throttle });
		const execution = await start(own);
		await until(() => sandbox().ledger.requests.some(({ status }) => status === 429));
		// The event loop must turn for the refusal to be read.
		for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
		execution.cancel();
		const first = await execution.finished;
		first.data.executionData!.contextData = execution.savedOnCancel()!.executionData!.contextData;
		const second = await retry(changed(scenario, {}), first);
		expect(errorOf(second)?.message).toMatch(/^Heymarket may or may not have sent this message/);
		expect(acceptedFor(sandbox(), items)).toEqual([1, 1, 0]);
	});

	it('is not the default: no retry of n8n sends anything twice', async () => {
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { scenario, items } = struckScenario(sandbox(), 'whippy', reset, { after: true, times: 1, settings });
		const stopped = await run(scenario);
		const retried = await retry(scenario, stopped);
		expect(errorOf(retried)?.message).toMatch(/^Whippy may or may not have sent this message/);
		expect(acceptedFor(sandbox(), items)).toEqual([1, 1, 0]);
		expect(requestsFor(sandbox().ledger.snapshot(), items[1])).toHaveLength(1);
	});
});
