import type { IConnections, IDataObject, IExecuteFunctions, INodeType, IRun } from 'n8n-workflow';
import { nodeOf, outputOf, PACKAGE, retry, rowsOf, run, start, type Scenario } from './engine';
import { credentialsFor, oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, mail, requested, text, texts, until } from './sends';

const sandbox = useSandbox();

const words = (items: IDataObject[]) => items.map((item) => String(item.text));

describe('n8n’s own settings of a node', () => {
	const items = texts(4);

	it('Execute Once sends only the first item, even if it is refused', async () => {
		const settings = { executeOnce: true };
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items, settings }));
		expect(accepted(sandbox())).toEqual(['Text 0']);
		expect(rowsOf(execution, 'Node')).toHaveLength(1);
		const bad = await run(oneNode(sandbox(), 'heymarket', text, { items: [{ to: 'nobody' }, ...items], settings }));
		expect(endOf(bad)?.item).toBe(0);
		expect(requested(sandbox())).toHaveLength(1);
	});

	it('a disabled node sends nothing and passes its items on', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items, settings: { disabled: true } }));
		expect(requested(sandbox())).toEqual([]);
		expect(rowsOf(execution, 'Node')).toEqual(items);
	});

	it('pinned data replace the node’s output, and nothing is sent', async () => {
		const pinned = [{ json: { id: 1, pinned: true } }];
		const execution = await run({ ...oneNode(sandbox(), 'heymarket', text, { items }), pinData: { Node: pinned } });
		expect(requested(sandbox())).toEqual([]);
		expect(rowsOf(execution, 'Node')).toEqual([{ id: 1, pinned: true }]);
	});

	it('without an input item, nothing is sent', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: [] }));
		expect(endOf(execution)).toBeUndefined();
		expect(requested(sandbox())).toEqual([]);
	});

	it('Always Output Data gives n8n’s empty item if a read finds nothing', async () => {
		const { inboxes } = sandbox().state.sendook;
		const parameters = {
			resource: 'message',
			operation: 'getMany',
			inbox: { __rl: true, mode: 'id', value: inboxes[5]._id },
			returnAll: true,
		};
		expect(rowsOf(await run(oneNode(sandbox(), 'sendook', parameters)), 'Node')).toEqual([]);
		const always = await run(oneNode(sandbox(), 'sendook', parameters, { settings: { alwaysOutputData: true } }));
		expect(rowsOf(always, 'Node')).toEqual([{}]);
	});
});

describe('n8n’s Batching', () => {
	const batched = (batchSize: number, batchInterval: number): IDataObject => ({
		...text,
		requestOptions: { batching: { batch: { batchSize, batchInterval } } },
	});

	it.each([[1, 30], [2, 50], [3, 50], [50, 50], [-1, 20]])('sends every item once with groups of %d', async (size, interval) => {
		const items = texts(7);
		const execution = await run(oneNode(sandbox(), 'heymarket', batched(size, interval), { items }));
		expect(accepted(sandbox()).sort()).toEqual(words(items));
		expect(outputOf(execution, 'Node')[0].map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	});

	it('sends all eight items of eight groups once, although the groups take long', async () => {
		const items = texts(8);
		const execution = await run(oneNode(sandbox(), 'heymarket', batched(1, 600), { items }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(words(items));
		const ids = new Map(sandbox().ledger.snapshot().accepted.map(({ marker, messageId }) => [marker, messageId]));
		expect(rowsOf(execution, 'Node').map(({ id }) => String(id))).toEqual(words(items).map((each) => ids.get(each)));
	});

	const unbuildable = { text: "={{ $itemIndex === 3 ? $('Nobody').item.json.words : $json.text }}" };

	it('sends nothing if n8n can’t evaluate an item of a later group', async () => {
		const scenario = oneNode(sandbox(), 'heymarket', { ...batched(2, 50), ...unbuildable }, { items: texts(6) });
		expect((await run(scenario)).status).toBe('error');
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(requested(sandbox())).toEqual([]);
	});

	it('sends the other items of all groups under Continue, without waiting for the one that can’t be sent', async () => {
		const settings = { onError: 'continueErrorOutput' } as const;
		const scenario = oneNode(sandbox(), 'heymarket', { ...batched(2, 50), ...unbuildable }, { items: texts(6), settings });
		await run(scenario);
		expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1', 'Text 2', 'Text 4', 'Text 5']);
	});

	it('loses nothing while this process is blocked between two groups', async () => {
		const items = texts(4);
		const execution = await start(oneNode(sandbox(), 'heymarket', batched(2, 100), { items }));
		await new Promise((resolve) => setTimeout(resolve, 30));
		for (const end = Date.now() + 1_800; Date.now() < end; );
		const ended = await execution.finished;
		expect(accepted(sandbox()).sort()).toEqual(words(items));
		expect(rowsOf(ended, 'Node')).toHaveLength(4);
	});
});

describe('the memory that n8n saves with the execution', () => {
	const savedBy = ({ data }: IRun) => JSON.stringify(data.executionData?.contextData);

	it('has nothing about the messages once all were sent', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: texts(3) }));
		expect(accepted(sandbox())).toHaveLength(3);
		for (const { messageId } of sandbox().ledger.snapshot().accepted) expect(savedBy(execution)).not.toContain(messageId);
		expect(savedBy(execution)).not.toContain('accepted');
	});

	it('has the receipts of the sent ones if one was refused', async () => {
		const refusal = { type: 'status', status: 400, body: { message: 'Not now' } } as const;
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 2' }, fault: refusal });
		const parameters = { ...text, delivery: { maxParallelRequests: 1 } };
		const scenario = oneNode(sandbox(), 'heymarket', parameters, { items: texts(3) });
		const execution = await run(scenario);
		const sent = sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId);
		expect(sent).toHaveLength(2);
		for (const messageId of sent) expect(savedBy(execution)).toContain(messageId);
		// After this retry, all are sent.
		expect(savedBy(await retry(scenario, execution))).not.toContain('accepted');
	});
});

describe('a loop', () => {
	/** A workflow that gives the node one item a round, as Loop Over Items does. */
	function looping(items: IDataObject[], settings: IDataObject = {}): Scenario {
		const loop = nodeOf('loop', ['main'], async function execute(this: IExecuteFunctions) {
			const context = this.getContext('node') as { left?: IDataObject[] };
			context.left ??= [...items];
			const next = context.left.shift();
			return next ? [[], [{ json: next }]] : [[{ json: { done: true } }], []];
		} as INodeType['execute']);
		loop.description.outputs = ['main', 'main'];
		const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
		const connections: IConnections = {
			Trigger: { main: [to('Loop')] },
			Loop: { main: [[], to('Node')] },
			Node: { main: [to('Loop')] },
		};
		const { heymarketJwtApi } = credentialsFor(sandbox());
		return {
			nodes: [
				{ name: 'Loop', type: 'loop' },
				{ name: 'Node', type: `${PACKAGE}.heymarket`, parameters: text as never, ...settings },
			],
			connections,
			credentials: { heymarketJwtApi },
			testNodes: { loop },
			items: [{ json: {} }],
		};
	}

	it('sends in every round, even the same text to the same person', async () => {
		const items = [...texts(2), ...texts(2)];
		const execution = await run(looping(items));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words(items));
		expect(execution.data.resultData.runData.Node).toHaveLength(4);
	});

	it('goes on with the refused round when the execution is retried', async () => {
		const items = texts(4);
		sandbox().faults.add({
			provider: 'heymarket',
			match: { bodyIncludes: 'Text 2' },
			fault: { type: 'status', status: 400, body: { message: 'Not now' } },
		});
		const first = await run(looping(items));
		expect(accepted(sandbox())).toEqual(['Text 0', 'Text 1']);
		expect(endOf(await retry(looping(items), first))).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words(items));
	});

	it('does not confuse one round’s unknown message with that of the next', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 0' }, when: 'after', fault: { type: 'reset' } });
		const items = texts(3);
		const execution = await run(looping(items, { onError: 'continueRegularOutput' }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words(items));
		const { Node: rounds } = execution.data.resultData.runData;
		const rows = rounds.map(({ data }) => data!.main[0]![0].json);
		expect(rows.map(({ error }) => (error as IDataObject | undefined)?.code)).toEqual(['outcome_unknown', undefined, undefined]);
	});

	it('tries a round again without sending the one before again', async () => {
		const items = texts(3);
		const refusal = { type: 'status', status: 400, body: { message: 'Not now' } } as const;
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 1' }, fault: refusal });
		const execution = await run(looping(items, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words(items));
	});
});

describe('cancelling', () => {
	it('sends no waiting item, and reports all items', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 2' }, fault: { type: 'hang' } });
		const parameters = { ...text, delivery: { maxParallelRequests: 1 } };
		const execution = await start(oneNode(sandbox(), 'heymarket', parameters, { items: texts(6) }));
		await until(() => requested(sandbox()).length === 3);
		execution.cancel();
		const ended = await execution.finished;
		// n8n takes an execution for canceled by this word in the message.
		expect(ended.status).toBe('canceled');
		const end = endOf(ended);
		expect(end).toMatchObject({
			item: 2,
			message: expect.stringContaining('the execution was canceled while it was on its way') as string,
			description: expect.stringMatching(/Sent: items 0-1 \(ids \d+, \d+\)\. Unknown: item 2\. Not sent: items 3-5\./) as string,
		});
		expect(requested(sandbox())).toHaveLength(3);
	});

	it('reports waiting items as not sent under Continue, too', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 2' }, fault: { type: 'hang' } });
		const parameters = { ...text, delivery: { maxParallelRequests: 1 } };
		const settings = { onError: 'continueErrorOutput' } as const;
		const execution = await start(oneNode(sandbox(), 'heymarket', parameters, { items: texts(6), settings }));
		await until(() => requested(sandbox()).length === 3);
		execution.cancel();
		const failed = failures(await execution.finished);
		expect(Object.entries(failed).map(([item, { code }]) => [item, code])).toEqual([
			['2', 'outcome_unknown'],
			['3', 'canceled'],
			['4', 'canceled'],
			['5', 'canceled'],
		]);
		expect(requested(sandbox())).toHaveLength(3);
	});

	it('holds also if n8n goes on with Retry On Fail', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 1' }, fault: { type: 'hang' } });
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const parameters = { ...text, delivery: { maxParallelRequests: 1 } };
		const execution = await start(oneNode(sandbox(), 'heymarket', parameters, { items: texts(4), settings }));
		await until(() => requested(sandbox()).length === 2);
		execution.cancel();
		expect(endOf(await execution.finished)?.message).toMatch(/^Heymarket may or may not have sent this message: .+ \[item 1\]$/);
		expect(requested(sandbox())).toHaveLength(2);
	});

	it('ends a read', async () => {
		sandbox().faults.add({ provider: 'heymarket', times: 'always', fault: { type: 'hang' } });
		const execution = await start(oneNode(sandbox(), 'heymarket', { resource: 'inbox', operation: 'getMany' }));
		await until(() => requested(sandbox()).length === 1);
		execution.cancel();
		expect(endOf(await execution.finished)?.message).toMatch(/^The execution was canceled /);
		expect(requested(sandbox())).toHaveLength(1);
	});

	it('ends a wait for the provider’s limit, and the waiting items are not sent', async () => {
		// The provider asks to wait for ten minutes, which Max Wait allows here.
		sandbox().faults.add({
			provider: 'sendook',
			match: { bodyIncludes: 'Mail 1' },
			times: 'always',
			fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 600_000 },
		});
		const parameters = { ...mail(sandbox()), delivery: { maxParallelRequests: 1, maxWaitSeconds: 3_600 } };
		const items = [0, 1, 2].map((index) => ({ to: `anna${index}@example.com`, subject: `Mail ${index}` }));
		const settings = { onError: 'continueErrorOutput' } as const;
		const execution = await start(oneNode(sandbox(), 'sendook', parameters, { items, settings }));
		// The refusal must have arrived before the cancel; otherwise the request would be under way, and its outcome unknown.
		await until(() => sandbox().ledger.requests[1]?.finishedAt !== undefined);
		for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
		execution.cancel();
		const ended = await execution.finished;
		expect(accepted(sandbox())).toEqual(['Mail 0']);
		expect(requested(sandbox())).toHaveLength(2);
		for (const index of [1, 2]) expect(failures(ended)[index]).toMatchObject({ code: 'canceled', outcome: 'not_sent' });
	});
});
