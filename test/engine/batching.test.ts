import type { IDataObject } from 'n8n-workflow';
import { rowsOf, run } from './engine';
import { oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, text, texts } from './sends';

/*
 * n8n's Batching (Items per Batch, Batch Interval) is what a person has for "not all at once": it has to space what leaves,
 * not what n8n builds.
 */

const sandbox = useSandbox();

const batched = (batchSize: number, batchInterval: number): IDataObject => ({
	...text,
	requestOptions: { batching: { batch: { batchSize, batchInterval } } },
});

/** Milliseconds from the arrival of the first request to that of the last. */
function spread(): number {
	const times = sandbox().ledger.snapshot('heymarket').requests.map(({ receivedAt }) => receivedAt);
	return Math.max(...times) - Math.min(...times);
}

// A first request may be late on a busy machine, and the others not: a third of the time is allowed for that.
it.each([
	[8, 1, 600, 2_800],
	[7, 3, 900, 1_200],
])('%d items, %d each %d ms: all leave, each once, in groups that time lies between', async (count, size, interval, least) => {
	const items = texts(count);
	const execution = await run(oneNode(sandbox(), 'heymarket', batched(size, interval), { items }));
	expect(endOf(execution)).toBeUndefined();
	expect(rowsOf(execution, 'Node')).toHaveLength(count);
	expect(accepted(sandbox()).toSorted()).toEqual(items.map((item) => item.text));
	expect(spread()).toBeGreaterThanOrEqual(least);
	// Groups go one after another: none of a later one before one of an earlier one.
	const groups = accepted(sandbox()).map((words) => Math.floor(Number(words.replace('Text ', '')) / size));
	expect(groups).toEqual(groups.toSorted((one, other) => one - other));
});

describe('what waits for its group', () => {
	/** Nobody waits for as long as this. */
	const LONG = 12_000;
	const ended = async (settings: IDataObject, parameters: IDataObject = {}) => {
		const started = performance.now();
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...batched(1, LONG), ...parameters }, { items: texts(3), settings }));
		expect(performance.now() - started).toBeLessThan(LONG / 2);
		return execution;
	};

	it('ends with the run that another stops', async () => {
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const end = endOf(await ended({}));
		expect(end?.message).toContain('Not now');
		expect(end?.description).toMatch(/^Nothing was sent\./);
		expect(accepted(sandbox())).toEqual([]);
	}, 60_000);

	it('is no preview, which sends nothing', async () => {
		expect(rowsOf(await ended({}, { delivery: { previewOnly: true } }), 'Node')).toHaveLength(3);
	}, 60_000);
});

describe.each([
	['Items per Batch', 'batchSize'],
	['Batch Interval (ms)', 'batchInterval'],
])('%s that is no number keeps its item from being sent, by name', (label, name) => {
	it.each(['={{ Symbol("a") }}', '={{ Object.create(null) }}', '={{ new Date("no date") }}', 'soon', '={{ 10n }}'])('%s', async (value) => {
		const batch = { batchSize: 1, batchInterval: 10, [name]: value };
		const parameters = { ...text, requestOptions: { batching: { batch } } };
		for (const onError of ['continueErrorOutput', 'stopWorkflow'] as const) {
			const execution = await run(oneNode(sandbox(), 'heymarket', parameters, { items: texts(1), settings: { onError } }));
			const message = endOf(execution)?.message ?? failures(execution)[0]?.message;
			expect(message).toMatch(/ \[item 0\]$/);
			expect(message).toContain(`${label}: `);
		}
		expect(accepted(sandbox())).toEqual([]);
	});
});
