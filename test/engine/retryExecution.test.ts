import type { IDataObject, INode, IRun } from 'n8n-workflow';
import type { FaultRequest } from '../../sandbox/faults.ts';
import { retry, rowsOf, run, start, type Execution, type Scenario } from './engine';
import { oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, listText, requested, text, texts, until } from './sends';

const sandbox = useSandbox();

const items = texts(6);
const words = items.map((item) => String(item.text));
const oneByOne = { delivery: { maxParallelRequests: 1 } };

/** A person's change before Retry "with the currently saved workflow". */
interface Change {
	parameters?: IDataObject;
	settings?: IDataObject;
}

function scenario({ parameters = {}, settings = {} }: Change = {}): Scenario {
	return oneNode(sandbox(), 'heymarket', { ...text, ...oneByOne, ...parameters }, { items, settings });
}

/** A change of the text. */
const reworded = { parameters: { text: '={{ "New: " + $json.text }}' } };

/** Makes the request of item 3 go wrong once. */
function trouble(fault: Omit<FaultRequest, 'provider'>): void {
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 3' }, ...fault });
}

/** A run in which item 3 hangs and which is canceled then. */
async function canceled(): Promise<{ execution: Execution; first: IRun }> {
	trouble({ fault: { type: 'hang' } });
	const execution = await start(scenario());
	await until(() => requested(sandbox()).length === 4);
	execution.cancel();
	return { execution, first: await execution.finished };
}

describe('after a refusal', () => {
	beforeEach(() => trouble({ fault: { type: 'status', status: 400, body: { message: 'Not now' } } }));

	it('the original workflow sends the remaining items', async () => {
		const first = await run(scenario());
		const firstIds = sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId);
		expect(accepted(sandbox())).toEqual(words.slice(0, 3));
		const second = await retry(scenario(), first);
		expect(endOf(second)).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words);
		// The rows of the items that were sent the first time are there too, in the order of the items.
		const rows = rowsOf(second, 'Node').map(({ id }) => String(id));
		expect(rows).toEqual(sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId));
		expect(rows.slice(0, 3)).toEqual(firstIds);
	});

	it('rows have the details of their delivery if a person wanted them, from whichever try', async () => {
		const withDetails = { parameters: { delivery: { maxParallelRequests: 1, includeDetails: true } } };
		const second = await retry(scenario(withDetails), await run(scenario(withDetails)));
		expect(rowsOf(second, 'Node').map(({ tries }) => tries)).toEqual(items.map(() => 1));
	});

	it('a changed workflow sends its new text to the remaining recipients, and to nobody else', async () => {
		const first = await run(scenario());
		expect(endOf(await retry(scenario(reworded), first))).toBeUndefined();
		expect(accepted(sandbox())).toEqual([...words.slice(0, 3), ...words.slice(3).map((old) => `New: ${old}`)]);
	});

	it('a retry that is refused again can be retried again', async () => {
		sandbox().faults.clear();
		trouble({ times: 2, fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const first = await run(scenario());
		const second = await retry(scenario(), first);
		expect(endOf(second)).toMatchObject({
			item: 3,
			description: expect.stringMatching(/Sent: items 0-2 \(ids \d+, \d+, \d+\)\. Refused: item 3\. Not sent: items 4-5\./) as string,
		});
		expect(endOf(await retry(scenario(), second))).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words);
	});

	it('an item that was not sent is sent alone, although later items were sent before', async () => {
		const together = { parameters: { delivery: {} } };
		const first = await run(scenario(together));
		expect(endOf(first)?.item).toBe(3);
		expect(endOf(await retry(scenario(together), first))).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(words);
	});
});

describe('one failed execution is retried more than once', () => {
	const refusal = { type: 'status', status: 400, body: { message: 'Not now' } } as const;

	it('after a retry that failed too: the items that it sent are not sent again, and are reported as sent', async () => {
		trouble({ fault: refusal });
		const first = await run(scenario());
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 5' }, fault: refusal });
		expect(endOf(await retry(scenario(), first))?.item).toBe(5);
		expect(accepted(sandbox())).toEqual(words.slice(0, 5));
		const third = await retry(scenario(reworded), first);
		expect(accepted(sandbox())).toEqual([...words.slice(0, 5), 'New: Text 5']);
		expect(rowsOf(third, 'Node').map(({ id }) => String(id))).toEqual(
			sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId),
		);
		// Another retry, after one that succeeded, sends nothing either.
		expect(rowsOf(await retry(scenario(), first), 'Node')).toEqual(rowsOf(third, 'Node'));
		expect(accepted(sandbox())).toHaveLength(6);
	});

	it('also if it had failed before anything was sent', async () => {
		const first = await run(scenario({ parameters: { phoneNumber: 'nobody' } }));
		expect(requested(sandbox())).toEqual([]);
		trouble({ fault: refusal });
		await retry(scenario(), first);
		expect(endOf(await retry(scenario(), first))).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words);
	});

	it('at the same time: each message goes out once, and both have all rows', async () => {
		trouble({ fault: refusal });
		const first = await run(scenario());
		sandbox().faults.add({ provider: 'heymarket', times: 'always', fault: { type: 'delay', milliseconds: 50 } });
		const both = await Promise.all([retry(scenario(), first), retry(scenario(), first)]);
		expect(accepted(sandbox())).toEqual(words);
		const ids = sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId);
		for (const one of both) expect(rowsOf(one, 'Node').map(({ id }) => String(id))).toEqual(ids);
	});
});

describe('after a timeout', () => {
	// Only one message has the short timeout, since on a busy computer the others could take as long.
	const hasty = { parameters: { requestOptions: { timeout: '={{ $itemIndex === 3 ? 400 : 60000 }}' } } };

	async function timedOut(): Promise<IRun> {
		trouble({ when: 'after', fault: { type: 'delay', milliseconds: 2_000 } });
		const first = await run(scenario(hasty));
		expect(endOf(first)).toMatchObject({
			item: 3,
			message: expect.stringContaining('may or may not have sent this message: no answer came in time') as string,
			description: expect.stringMatching(/Sent: items 0-2 \(ids .+\)\. Unknown: item 3\. Not sent: items 4-5\./) as string,
		});
		return first;
	}

	it.each([['original', {}], ['changed', reworded]])('the %s workflow names the message of unknown outcome and sends nothing again', async (_kind, change) => {
		const second = await retry(scenario(change), await timedOut());
		expect(endOf(second)).toMatchObject({
			item: 3,
			message: expect.stringContaining('may or may not have sent this message') as string,
			description: expect.stringMatching(/Sent: items 0-2 .+ Unknown: item 3\. Not sent: items 4-5\./) as string,
		});
		expect(accepted(sandbox())).toEqual(words.slice(0, 4));
	});

	it('a workflow changed to continue sends the remaining items', async () => {
		const second = await retry(scenario({ settings: { onError: 'continueErrorOutput' } }), await timedOut());
		expect(failures(second)).toEqual({ 3: expect.objectContaining({ code: 'outcome_unknown', outcome: 'unknown' }) as object });
		expect(accepted(sandbox())).toEqual(words);
	});

	it('a workflow changed to Send Again sends it once more, as the person accepted', async () => {
		const again = { parameters: { delivery: { maxParallelRequests: 1, ifUnclear: 'sendAgain' } } };
		expect(endOf(await retry(scenario(again), await timedOut()))).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual([...words, 'Text 3'].sort());
	});
});

describe('after cancelling', () => {
	it('the message that was under way has an unknown outcome, and those before it are not sent again', async () => {
		const { first } = await canceled();
		expect(accepted(sandbox())).toEqual(words.slice(0, 3));
		const second = await retry(scenario(), first);
		// The retry itself failed and was not canceled.
		expect(second.status).toBe('error');
		expect(endOf(second)).toMatchObject({
			item: 3,
			message: expect.stringContaining('may or may not have sent this message') as string,
			description: expect.stringContaining('Unknown: item 3. Not sent: items 4-5.') as string,
		});
		const third = await retry(scenario({ ...reworded, settings: { onError: 'continueErrorOutput' } }), second);
		expect(Object.keys(failures(third))).toEqual(['3']);
		expect(accepted(sandbox())).toEqual([...words.slice(0, 3), 'New: Text 4', 'New: Text 5']);
	});

	it('an item that was saved as being sent counts as unknown', async () => {
		const { execution, first } = await canceled();
		const saved = execution.savedOnCancel()!;
		expect(JSON.stringify(saved.executionData?.contextData)).toContain('"state":"sending"');
		first.data.executionData!.contextData = saved.executionData!.contextData;
		const second = await retry(scenario({ settings: { onError: 'continueErrorOutput' } }), first);
		expect(failures(second)).toEqual({ 3: expect.objectContaining({ code: 'outcome_unknown', outcome: 'unknown' }) as object });
		expect(accepted(sandbox())).toEqual([...words.slice(0, 3), 'Text 4', 'Text 5']);
	});

	it('if nothing had been sent, everything is sent', async () => {
		let reading = () => {};
		let read = () => {};
		const isRead = new Promise<void>((resolve) => (read = resolve));
		const isReading = new Promise<void>((resolve) => (reading = resolve));
		const execution = await start({
			...scenario(),
			onCredentialRead: async () => {
				reading();
				await isRead;
			},
		});
		await isReading;
		execution.cancel();
		read();
		const first = await execution.finished;
		expect(requested(sandbox())).toEqual([]);
		expect(endOf(await retry(scenario(), first))).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words);
	});
});

describe('while the request of a canceled execution is still under way', () => {
	/** Cancels while the last item is under way, and lets its request go on. @returns also the data that n8n has saved then */
	async function leftBehind(): Promise<{ execution: Execution; saved: IRun }> {
		const fault = { type: 'delay', milliseconds: 6_000 } as const;
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 5' }, when: 'after', fault });
		const execution = await start(scenario());
		await until(() => accepted(sandbox()).length === 6);
		const abort = jest.spyOn(AbortController.prototype, 'abort').mockImplementation(() => {});
		execution.cancel();
		abort.mockRestore();
		await until(() => execution.savedOnCancel() !== undefined);
		const data = execution.savedOnCancel()!;
		// n8n puts a node back on its stack when the node has ended, which it has not here.
		data.executionData!.nodeExecutionStack = [
			{
				node: { name: 'Node' } as INode,
				data: { main: [items.map((json) => ({ json }))] },
				source: { main: [{ previousNode: 'Trigger' }] },
			},
		];
		return { execution, saved: { data, mode: 'manual', status: 'canceled', startedAt: new Date(), storedAt: 'db' } };
	}

	it.each(['report', 'sendAgain'])('Retry waits for its answer and sends nothing twice (If the Outcome Is Unknown: %s)', async (ifUnclear) => {
		const { execution, saved } = await leftBehind();
		expect(JSON.stringify(saved.data.executionData?.contextData)).toContain('"state":"sending"');
		const second = await retry(scenario({ parameters: { delivery: { maxParallelRequests: 1, ifUnclear } } }), saved);
		await execution.finished;
		expect(endOf(second)).toBeUndefined();
		expect(accepted(sandbox())).toEqual(words);
		const ids = sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId);
		expect(rowsOf(second, 'Node').map(({ id }) => String(id))).toEqual(ids);
	});
});

describe('a sent item is reported as sent, although this try can’t begin', () => {
	const refusal = { type: 'status', status: 400, body: { message: 'Not now' } } as const;

	it('because the key was changed meanwhile', async () => {
		trouble({ fault: refusal });
		const first = await run(scenario());
		const { nodes, credentials, ...rest } = scenario();
		const withoutKey = { heymarketJwtApi: { ...credentials.heymarketJwtApi, secretId: '' } };
		const second = await retry({ ...rest, nodes, credentials: withoutKey }, first);
		expect(endOf(second)?.description).toMatch(/Sent: items 0-2 \(ids \d+, \d+, \d+\)\. Not sent: items 3-5\./);
		const continued = await retry({ ...rest, nodes: [{ ...nodes[0], onError: 'continueErrorOutput' }], credentials: withoutKey }, first);
		expect(rowsOf(continued, 'Node').map(({ id }) => String(id))).toEqual(
			sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId),
		);
		expect(Object.keys(failures(continued))).toEqual(['3', '4', '5']);
	});

	it('and an unknown item as unknown, if the run ends before its turn', async () => {
		trouble({ when: 'after', fault: { type: 'reset' } });
		const first = await run(scenario());
		expect(endOf(first)?.description).toContain('Unknown: item 3. Not sent: items 4-5.');
		const parameters = {
			phoneNumber: '={{ $itemIndex === 4 ? "nobody" : $json.to }}',
			delivery: { maxParallelRequests: 1, ifUnclear: 'sendAgain' },
		};
		const second = await retry(scenario({ parameters }), first);
		expect(endOf(second)).toMatchObject({
			item: 4,
			description: expect.stringMatching(/Sent: items 0-2 \(ids .+\)\. Unknown: item 3\. Not sent: items 4-5\./) as string,
		});
		expect(accepted(sandbox())).toEqual(words.slice(0, 4));
	});
});

describe('Preview Only chosen after a run that stopped', () => {
	const preview = { delivery: { maxParallelRequests: 1 }, previewOnly: true };

	it('shows a preview for every item, and no receipt of the earlier run', async () => {
		trouble({ fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const first = await run(scenario());
		const second = await retry(scenario({ parameters: { ...preview, text: '={{ "New: " + $json.text }}' } }), first);
		expect(endOf(second)).toBeUndefined();
		const shown = rowsOf(second, 'Node').map(({ status, request }) => [status, ((request as IDataObject).body as IDataObject).text]);
		expect(shown).toEqual(words.map((old) => ['preview', `New: ${old}`]));
		expect(accepted(sandbox())).toEqual(words.slice(0, 3));
	});

	it('also checks an item that was sent before', async () => {
		trouble({ fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const first = await run(scenario());
		const parameters = { ...preview, phoneNumber: '={{ $itemIndex === 1 ? "nobody" : $json.to }}' };
		const second = await retry(scenario({ parameters, settings: { onError: 'continueErrorOutput' } }), first);
		expect(failures(second)).toEqual({ 1: expect.objectContaining({ code: 'invalid_input' }) as object });
		expect(rowsOf(second, 'Node').map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'preview'));
	});
});

describe('a list send, whose repeat Heymarket’s page says to be dropped', () => {
	it('is sent again with the same local ID after an unknown outcome only where Send Again is chosen', async () => {
		const list = (requestOptions: IDataObject, delivery: IDataObject = {}) =>
			oneNode(sandbox(), 'heymarket', { ...listText, text: 'Hello all', requestOptions, delivery });
		sandbox().faults.add({ provider: 'heymarket', times: 'always', when: 'after', fault: { type: 'delay', milliseconds: 2_000 } });
		const first = await run(list({ timeout: 300 }));
		expect(endOf(first)?.message).toContain('may or may not have sent this message');
		sandbox().faults.clear();
		expect(endOf(await retry(list({}), first))?.message).toContain('may or may not have sent this message');
		expect(sandbox().ledger.snapshot().requests).toHaveLength(1);
		expect(endOf(await retry(list({}, { ifUnclear: 'sendAgain' }), first))).toBeUndefined();
		expect(accepted(sandbox())).toEqual(['Hello all']);
		const localIds = sandbox().ledger.snapshot().requests.map(({ body }) => (body as IDataObject).local_id);
		expect(localIds.length).toBeGreaterThan(1);
		expect(new Set(localIds).size).toBe(1);
	});
});
