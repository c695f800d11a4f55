import { createRunExecutionData, type INode, type IRun, type IRunExecutionData, type ITaskData } from 'n8n-workflow';
import { nodeOf, retry, run, type Scenario } from './engine';
import { byId, oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, text, texts } from './sends';

const sandbox = useSandbox();

const items = texts(3);
const words = items.map((item) => String(item.text));
const lost = 'may or may not have sent this message: the execution was cut off earlier, and what it had sent was not recorded';

function scenario(changed: { settings?: Partial<INode>; delivery?: object } = {}): Scenario {
	return oneNode(sandbox(), 'heymarket', { ...text, delivery: { ...changed.delivery } }, { items, settings: changed.settings });
}

/** The execution as n8n saves it at its start: no node has run, and the trigger is next. */
function asAtTheStart(resultData: Partial<IRunExecutionData['resultData']> = {}): IRun {
	const trigger: INode = { id: 'trigger', name: 'Trigger', type: 'trigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const data = createRunExecutionData({
		resultData: { runData: {}, ...resultData },
		executionData: {
			contextData: {},
			nodeExecutionStack: [{ node: trigger, data: { main: [[{ json: {} }]] }, source: null }],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	});
	return { data, mode: 'webhook', status: 'crashed', finished: false, startedAt: new Date(), storedAt: 'db' };
}

/** A node's run as n8n 2.41.1 rebuilds it from its event log. */
function rebuilt(ended: boolean): ITaskData {
	return {
		startTime: 0,
		executionIndex: 0,
		executionTime: ended ? 5 : 0,
		source: [null],
		executionStatus: ended ? 'success' : 'crashed',
		...(ended
			? { data: { main: [[{ json: { isArtificialRecoveredEventItem: true } }]] } }
			: { error: { message: 'Execution stopped at this node' } as never }),
	};
}

function crashed(runData: Record<string, ITaskData[]>, lastNodeExecuted: string): IRun {
	return asAtTheStart({ runData: { Trigger: [rebuilt(true)], ...runData }, lastNodeExecuted });
}

describe('Retry sends nothing and names every item', () => {
	it.each([
		['of an execution that crashed while the node was sending', () => crashed({ Node: [rebuilt(false)] }, 'Node')],
		['of one where n8n took another node for the last', () => crashed({ Node: [rebuilt(false)] }, 'Trigger')],
		['of an execution that crashed after the node had ended', () => crashed({ Node: [rebuilt(true)] }, 'Node')],
		['of an execution that was canceled, or crashed without a log', () => asAtTheStart()],
	])('%s', async (_case, earlier) => {
		const second = await retry(scenario(), earlier());
		expect(endOf(second)).toMatchObject({
			item: 0,
			message: `Heymarket ${lost} [item 0]`,
			description: expect.stringContaining('Unknown: items 0-2.') as string,
		});
		expect(accepted(sandbox())).toEqual([]);
		const third = await retry(scenario({ settings: { onError: 'continueErrorOutput' } }), second);
		expect(Object.keys(failures(third))).toEqual(['0', '1', '2']);
		expect(accepted(sandbox())).toEqual([]);
	});

	it('also for a list send, since the ID by which Heymarket drops a repeat is lost', async () => {
		const content = { content: 'text', text: 'Hello all' };
		const list = { resource: 'message', operation: 'sendToList', inbox: byId(11), sendAs: byId(101), list: byId(401), ...content };
		const second = await retry(oneNode(sandbox(), 'heymarket', list), asAtTheStart());
		expect(endOf(second)?.message).toContain(lost);
		expect(accepted(sandbox())).toEqual([]);
	});
});

describe('Retry sends', () => {
	it('once if the person chose Send Again, and not again on the next Retry', async () => {
		const again = scenario({ delivery: { ifUnclear: 'sendAgain' } });
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 2' }, fault: { type: 'status', status: 400 } });
		const second = await retry(again, asAtTheStart());
		expect(endOf(second)?.item).toBe(2);
		expect(endOf(await retry(again, second))).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(words);
	});

	it('when n8n crashed before the node had started', async () => {
		expect(endOf(await retry(scenario(), crashed({}, 'Trigger')))).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(words);
	});

	it('when a node before it failed', async () => {
		let fails = true;
		const before = nodeOf('before', ['main'], async function before() {
			if (fails) throw new Error('Not now');
			return [this.getInputData()];
		});
		const { nodes, ...rest } = scenario();
		const all: Scenario = { ...rest, nodes: [{ name: 'Before', type: 'before', credentials: {} }, ...nodes], testNodes: { before } };
		const first = await run(all);
		expect(endOf(first)?.message).toBe('Not now');
		fails = false;
		expect(endOf(await retry(all, first))).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(words);
	});

	it('when the node failed before it could check anything', async () => {
		const wrong = oneNode(sandbox(), 'heymarket', text, { items, credential: { secretId: '' } });
		const first = await run(wrong);
		expect(endOf(first)?.message).toMatch(/^Secret ID /);
		expect(endOf(await retry(scenario(), first))).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(words);
	});
});
