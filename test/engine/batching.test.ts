import type { IDataObject } from 'n8n-workflow';
import { rowsOf, run } from './engine';
import { oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, requested, text, texts } from './sends';

/*
 * With n8n's Batching (Items per Batch, Batch Interval), a person spreads requests over time. So it has to space the requests
 * that leave, and not the building of the items in n8n.
 */

const sandbox = useSandbox();

const batched = (batchSize: number, batchInterval: number): IDataObject => ({
	...text,
	requestOptions: { batching: { batch: { batchSize, batchInterval } } },
});

/** The milliseconds from the arrival of the first request to that of the last. */
function spread(): number {
	const times = sandbox().ledger.snapshot('heymarket').requests.map(({ receivedAt }) => receivedAt);
	return Math.max(...times) - Math.min(...times);
}

// On a busy machine, the first request may be late and the others not. The test allows a third of the time for that.
it.each([
	[8, 1, 600, 2_800],
	[7, 3, 900, 1_200],
])('%d items, %d each %d ms: each is sent once, in groups with time between them', async (count, size, interval, least) => {
	const items = texts(count);
	const execution = await run(oneNode(sandbox(), 'heymarket', batched(size, interval), { items }));
	expect(endOf(execution)).toBeUndefined();
	expect(rowsOf(execution, 'Node')).toHaveLength(count);
	expect(accepted(sandbox()).toSorted()).toEqual(items.map((item) => item.text));
	expect(spread()).toBeGreaterThanOrEqual(least);
	// No request of a later group is before one of an earlier group.
	const groups = accepted(sandbox()).map((words) => Math.floor(Number(words.replace('Text ', '')) / size));
	expect(groups).toEqual(groups.toSorted((one, other) => one - other));
});

describe('an item that waits for its group', () => {
	/** In milliseconds; no test waits for so long. */
	const LONG = 12_000;
	const ended = async (settings: IDataObject, parameters: IDataObject = {}) => {
		const started = performance.now();
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...batched(1, LONG), ...parameters }, { items: texts(3), settings }));
		expect(performance.now() - started).toBeLessThan(LONG / 2);
		return execution;
	};

	it('stops waiting when another item stops the run', async () => {
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const end = endOf(await ended({}));
		expect(end?.message).toContain('Not now');
		expect(end?.description).toMatch(/^Nothing was sent\./);
		expect(accepted(sandbox())).toEqual([]);
	}, 60_000);

	it('does not wait if it is only previewed', async () => {
		expect(rowsOf(await ended({}, { previewOnly: true }), 'Node')).toHaveLength(3);
	}, 60_000);
});

describe.each([
	['Items per Batch', 'batchSize'],
	['Batch Interval (ms)', 'batchInterval'],
])('if %s is not a number, the item is refused by the name of the field', (label, name) => {
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

it('a run that stops does not wait for the remaining groups', async () => {
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 1' }, fault: { type: 'status', status: 400, body: { message: 'Not this one' } } });
	const started = performance.now();
	const execution = await run(oneNode(sandbox(), 'heymarket', batched(1, 2_000), { items: texts(20).slice(0, 10) }));
	expect(endOf(execution)?.description).toMatch(/^Sent: item 0 \(ids \d+\)\. Refused: item 1\. Not sent: items 2-9\./);
	expect(requested(sandbox())).toHaveLength(2);
	// Ten groups would take eighteen seconds.
	expect(performance.now() - started).toBeLessThan(9_000);
}, 30_000);

it('Batching applies also if the first item can’t be evaluated', async () => {
	const parameters = { ...batched(1, 700), text: '={{ $itemIndex === 0 ? $("Nobody").item.json.words : $json.text }}' };
	const settings = { onError: 'continueRegularOutput' } as const;
	expect(endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items: texts(4), settings })))).toBeUndefined();
	expect(accepted(sandbox())).toEqual(['Text 1', 'Text 2', 'Text 3']);
	expect(spread()).toBeGreaterThanOrEqual(900);
});
