import { run } from '../engine';
import { oneNode, useSandbox } from '../sandboxed';
import { accepted, endOf, requested, text, texts } from '../sends';
import { throughEngine2 } from './otherCallers';

const sandbox = useSandbox();

const scenario = (count: number) => oneNode(sandbox(), 'heymarket', text, { items: texts(count) });

describe('n8n’s Engine 2.0, which knows no customOperations', () => {
	it.each([2, 3, 60])('gets a refusal for %d items before any request, with advice', async (count) => {
		const thrown = await throughEngine2(scenario(count)).then(
			() => undefined,
			(error: Error) => error,
		);
		// This engine keeps only the message of an error (see test/queue/engine2.e2e.ts).
		expect(thrown?.message).toContain(`${count} items`);
		expect(thrown?.message).toContain('set engineType to v1 in the settings of this workflow');
		expect(requested(sandbox())).toEqual([]);
		// There is no request a little later either.
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(requested(sandbox())).toEqual([]);
	});

	it('gets a refusal also with Continue: no item looks as if it was sent', async () => {
		const outputs = await throughEngine2(scenario(3), { continueOnFail: true });
		expect(requested(sandbox())).toEqual([]);
		const items = outputs.flat();
		expect(items).toHaveLength(3);
		for (const { json, error } of items) {
			expect(json).not.toHaveProperty('to');
			const told = json.error ?? error;
			expect(JSON.stringify(told) + String((told as Error | undefined)?.message)).toMatch(/\bv1\b/);
		}
	});

	it('gets a refusal for reads of several items too', async () => {
		const reading = oneNode(sandbox(), 'heymarket', { resource: 'inbox', operation: 'getMany' }, { items: texts(2) });
		await expect(throughEngine2(reading)).rejects.toThrow();
		expect(requested(sandbox())).toEqual([]);
	});

	it('sends one item', async () => {
		const [items] = await throughEngine2(scenario(1));
		expect(items).toHaveLength(1);
		expect(accepted(sandbox())).toEqual(['Text 0']);
	});
});

it('n8n’s usual engine calls customOperations with all items', async () => {
	expect(endOf(await run(scenario(3)))).toBeUndefined();
	expect(accepted(sandbox())).toHaveLength(3);
});
