import type { IDataObject } from 'n8n-workflow';
import { rowsOf, run } from './engine';
import { oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, text, texts } from './sends';

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
