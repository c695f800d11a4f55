import type { IDataObject } from 'n8n-workflow';
import { rowsOf, run } from './engine';
import { oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, requested, text, texts } from './sends';

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
		expect(rowsOf(await ended({}, { previewOnly: true }), 'Node')).toHaveLength(3);
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

it('a run that stops does not wait for the groups that would have come', async () => {
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 1' }, fault: { type: 'status', status: 400, body: { message: 'Not this one' } } });
	const started = performance.now();
	const execution = await run(oneNode(sandbox(), 'heymarket', batched(1, 2_000), { items: texts(20).slice(0, 10) }));
	expect(endOf(execution)?.description).toMatch(/^Sent: item 0 \(ids \d+\)\. Refused: item 1\. Not sent: items 2-9\./);
	expect(requested(sandbox())).toHaveLength(2);
	// Ten groups take eighteen seconds.
	expect(performance.now() - started).toBeLessThan(9_000);
}, 30_000);

it('also where the first item can’t be evaluated', async () => {
	const parameters = { ...batched(1, 700), text: '={{ $itemIndex === 0 ? $("Nobody").item.json.words : $json.text }}' };
	const settings = { onError: 'continueRegularOutput' } as const;
	expect(endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items: texts(4), settings })))).toBeUndefined();
	expect(accepted(sandbox())).toEqual(['Text 1', 'Text 2', 'Text 3']);
	expect(spread()).toBeGreaterThanOrEqual(900);
});
