import { ExecuteContext } from 'n8n-core';
import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { outputOf, run } from '../engine';
import { byId, oneNode, useSandbox } from '../sandboxed';
import { accepted, endOf, failures, requested, text, texts } from '../sends';
import { observedItems, timesRead, watchTheLoop } from './observed';

const sandbox = useSandbox();

describe('a node run evaluates', () => {
	it('each expression once for each item', async () => {
		const { items, reads } = observedItems(texts(20));
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(20);
		expect(timesRead(reads)).toEqual([1]);
	});

	it('an expression within a collection once for each item', async () => {
		const { items, reads } = observedItems(texts(20).map((row) => ({ ...row, author: 'Desk' })));
		const parameters = { ...text, additionalFields: { author: '={{ $json.author }}' } };
		expect(endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items })))).toBeUndefined();
		expect(timesRead(reads)).toEqual([1]);
	});

	it('no expression of a field that is hidden for the item', async () => {
		const { items, reads } = observedItems(texts(5).map((row) => ({ ...row, group: 'none' })));
		const parameters = { ...text, phoneNumbers: '={{ $json.group }}' };
		expect(endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items })))).toBeUndefined();
		expect(reads.map(({ group }) => group)).toEqual([0, 0, 0, 0, 0]);
	});

	it('a value that is the same for all items only once', async () => {
		const prototype = Object.getPrototypeOf(Object.getPrototypeOf(ExecuteContext.prototype)) as { _getNodeParameter: unknown };
		const reading = jest.spyOn(prototype as { _getNodeParameter: () => unknown }, '_getNodeParameter');
		const readsFor = async (count: number) => {
			reading.mockClear();
			const parameters = { ...text, phoneNumber: '+1 415 555 2000' };
			expect(endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items: texts(count) })))).toBeUndefined();
			return reading.mock.calls.length;
		};
		try {
			const [few, many] = [await readsFor(2), await readsFor(42)];
			expect(few).toBeGreaterThan(0);
			// Only the one expression is read for each item.
			expect(many - few).toBeLessThanOrEqual(40);
		} finally {
			reading.mockRestore();
		}
	});
});

it('what is set under Delivery is each item’s own', async () => {
	const parameters = { ...text, previewOnly: '={{ $itemIndex === 1 }}' };
	expect(endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items: texts(3) })))).toBeUndefined();
	expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 2']);
});

/** Expressions that n8n can't evaluate for item 2, and n8n's message for each. */
const unbuildable: Array<[string, string, RegExp | undefined]> = [
	['names a node that does not exist', "={{ $itemIndex === 2 ? $('Nobody').item.json.words : $json.text }}", /Referenced node|Nobody/],
	['throws', '={{ $itemIndex === 2 ? JSON.parse($json.text) : $json.text }}', undefined],
	['reads from what is not there', '={{ $itemIndex === 2 ? $json.a.b.c : $json.text }}', undefined],
];

describe('an item that can’t be evaluated', () => {
	const items = texts(5);
	const send = async (parameters: IDataObject, settings: Partial<INode> = {}): Promise<IRun> =>
		await run(oneNode(sandbox(), 'heymarket', { ...text, ...parameters }, { items, settings }));

	it.each(unbuildable)('stops the run before anything is sent, and the message names the field and the item: it %s', async (_case, expression, said) => {
		const execution = await send({ text: expression });
		expect(execution.status).toBe('error');
		const end = endOf(execution);
		expect(end).toMatchObject({ item: 2, message: expect.stringMatching(/^Text: .+ \[item 2\]$/s) as string });
		expect(end?.description).toContain('Nothing was sent.');
		if (said) expect(`${end?.message} ${end?.description}`).toMatch(said);
		expect(requested(sandbox())).toEqual([]);
	});

	it('keeps n8n’s own words as the cause, saved with the execution', async () => {
		const { error } = (await send({ text: unbuildable[0][1] })).data.resultData;
		// n8n saves the own enumerable keys of a thrown error. The cause of an Error is not enumerable unless it is defined so.
		const { cause } = error as unknown as { cause?: Error };
		expect(cause?.message).toMatch(/Referenced node|Nobody/);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('is the only one that fails under %s; the others are sent once', async (onError) => {
		for (const [, expression] of unbuildable) {
			sandbox().ledger.reset();
			const execution = await send({ text: expression }, { onError });
			expect(endOf(execution)).toBeUndefined();
			expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1', 'Text 3', 'Text 4']);
			expect(Object.keys(failures(execution))).toEqual(['2']);
			expect(failures(execution)[2]).toMatchObject({
				code: 'invalid_input',
				outcome: 'not_sent',
				provider: 'Heymarket',
				message: expect.stringMatching(/^Text: /) as string,
			});
			const all = outputOf(execution, 'Node');
			const failed = all.flat().find(({ json }) => json.error !== undefined)!;
			expect(failed.pairedItem).toEqual({ item: 2 });
			if (onError === 'continueErrorOutput') {
				expect(all.map(({ length }) => length)).toEqual([4, 1]);
				expect(failed.json).toMatchObject({ to: items[2].to, text: items[2].text });
			} else {
				expect(all[0].map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
				expect(Object.keys(failed.json)).toEqual(['error']);
			}
		}
	});

	it.each<[string, string, IDataObject]>([
		['a resource locator', 'Inbox', { inbox: byId("={{ $itemIndex === 2 ? $('Nobody').item.json.id : 11 }}") }],
		[
			'an option in Additional Fields',
			'Author',
			{ additionalFields: { author: "={{ $itemIndex === 2 ? $('Nobody').item.json.author : 'Desk' }}" } },
		],
	])('is reported with the name of the field: %s', async (_case, label, parameters) => {
		const execution = await send(parameters, { onError: 'continueErrorOutput' });
		expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1', 'Text 3', 'Text 4']);
		expect(failures(execution)).toEqual({ 2: expect.objectContaining({ code: 'invalid_input' }) as object });
		expect(failures(execution)[2].message).toMatch(new RegExp(`^${label}: `));
	});

	it('is reported together with items that are wrong for other reasons', async () => {
		const bad = [{ to: 'nobody', text: 'Text 0' }, ...items.slice(1)];
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, text: unbuildable[0][1] }, { items: bad }));
		const end = endOf(execution);
		expect(end).toMatchObject({ item: 0, message: expect.stringMatching(/^Phone Number: "nobody"/) as string });
		expect(end?.description).toMatch(/item 2/);
		expect(requested(sandbox())).toEqual([]);
	});
});

it('a run gives way to the event loop: no block is longer than a tenth of the whole time', async () => {
	const items = texts(3_000);
	const loop = watchTheLoop();
	// A preview sends nothing, so only the node's own work is measured.
	const parameters = { ...text, previewOnly: true };
	const execution = await run(oneNode(sandbox(), 'heymarket', parameters, { items }));
	const { longest, whole } = loop.stop();
	expect(endOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'Node')[0]).toHaveLength(3_000);
	expect(longest).toBeLessThan(whole / 10);
}, 90_000);
