import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INode, INodeProperties } from 'n8n-workflow';
import path from 'node:path';
import { agentScenario, type ToolNode } from './agent';
import { outputOf, retry, rowsOf, run, start } from './engine';
import { byId, oneNode, shownCredentials, useSandbox } from './sandboxed';
import { accepted, endOf, failures, requested, text, texts, until } from './sends';

/*
 * Things that go wrong in a simple declarative node that sends, each observed in n8n-core 2.41.1. Every test here was seen
 * failing with the protection removed.
 */

const sandbox = useSandbox();

const goingOn = { onError: 'continueErrorOutput' } as const;

describe('trap 1: a tool call gets the agent’s executeData, which all tools share, and is always item 0', () => {
	it('answers each call with its own receipt, while the agent has several items', async () => {
		const tool = (name: string, to: string): ToolNode => ({
			name,
			parameters: { ...text, phoneNumber: to, text: "={{ $fromAI('words') }}" } as INode['parameters'],
		});
		const tools = [tool('Alice', '+1 415 555 2001'), tool('Bob', '+1 415 555 2002')];
		const calls = [
			[{ tool: 'Alice', input: { words: 'Hello Alice' } }, { tool: 'Bob', input: { words: 'Hello Bob' } }],
			[{ tool: 'Alice', input: { words: 'Bye Alice' } }],
		];
		const { scenario, answers } = agentScenario(sandbox(), 'in the agent', tools, calls, { items: [{}, {}] });
		await run(scenario);
		const { accepted: taken } = sandbox().ledger.snapshot();
		const byMarker = Object.fromEntries(taken.map(({ marker, messageId, recipients }) => [marker, { messageId, recipients }]));
		expect(taken).toHaveLength(3);
		expect(byMarker['Hello Bob'].recipients).toEqual(['14155552002']);
		expect(answers.map(({ rows }) => String(rows?.[0].id))).toEqual(
			['Hello Alice', 'Hello Bob', 'Bye Alice'].map((marker) => byMarker[marker].messageId),
		);
	});
});

describe('trap 2: every property is evaluated twice per item, hidden ones and ones of the same name too', () => {
	const loader = new PackageDirectoryLoader(path.resolve(__dirname, '../..'));
	beforeAll(async () => {
		await loader.loadAll();
	});

	it.each(['heymarket', 'whippy', 'sendook'])('shows each parameter name in one property of an operation of %s', (name) => {
		const { properties } = (loader.getNode(name).type as { description: { properties: INodeProperties[] } }).description;
		// Each property is shown for one operation only. As in n8n's own nodes, each resource has its own list of operations.
		const keys = properties.flatMap(({ name: own, displayOptions: { show = {} } = {} }) =>
			(show.resource ?? ['']).flatMap((resource) => (show.operation ?? ['']).map((operation) => [resource, operation, own].join(' '))),
		);
		expect(keys.length).toBeGreaterThan(20);
		expect(keys.filter((each, position) => keys.indexOf(each) !== position)).toEqual([]);
	});
});

describe('trap 3: Retry Execution begins with a new executeData', () => {
	it('sends only the items that were not accepted', async () => {
		const items = texts(6);
		sandbox().faults.add({
			provider: 'heymarket',
			match: { bodyIncludes: 'Text 3' },
			fault: { type: 'status', status: 400, body: { message: 'Not this one' } },
		});
		const scenario = oneNode(sandbox(), 'heymarket', { ...text, delivery: { maxParallelRequests: 1 } }, { items });
		const first = await run(scenario);
		expect(accepted(sandbox())).toEqual(['Text 0', 'Text 1', 'Text 2']);
		const second = await retry(scenario, first);
		expect(second.status).toBe('success');
		expect(accepted(sandbox())).toEqual(items.map((item) => item.text));
		expect(rowsOf(second, 'Node')).toHaveLength(6);
	});
});

describe('trap 4: n8n follows redirects with the credential: a POST as a GET, or as a POST again', () => {
	it.each([302, 307] as const)('does not follow a %d and counts it as refused', async (status) => {
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'redirect', status } });
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: texts(1), settings: goingOn }));
		expect(failures(execution)[0]).toMatchObject({ code: 'redirected', outcome: 'refused', status });
		const { violations, accepted: taken, requests } = sandbox().ledger.snapshot();
		expect({ violations, taken, requests: requests.length }).toEqual({ violations: [], taken: [], requests: 1 });
	});
});

describe('trap 5: items start without being awaited, fewer than the input has, or in groups', () => {
	it('waits until all checks have ended, however long they take', async () => {
		// The recipient of each conversation is read, and the answers take a while. The last recipient is not allowed.
		sandbox().faults.add({
			provider: 'heymarket',
			match: { method: 'GET' },
			times: 'always',
			fault: { type: 'delay', milliseconds: 150 },
		});
		const parameters = { ...text, text: 'Hello', sendTo: 'conversation', conversation: byId('={{ $json.id }}') };
		const items = [2001, 2002, 2003, 2004].map((id) => ({ id }));
		const credential = { allowedRecipients: '14155550123, 14155550134, 14155550145' };
		const end = endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items, credential })));
		expect(end?.item).toBe(3);
		expect(accepted(sandbox())).toEqual([]);
	});

	it('sends the one item of Execute Once', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: texts(4), settings: { executeOnce: true } }));
		expect(accepted(sandbox())).toEqual(['Text 0']);
		expect(rowsOf(execution, 'Node')).toHaveLength(1);
	});

	it('checks all groups of n8n’s Batching before the first leaves', async () => {
		const batching = { requestOptions: { batching: { batch: { batchSize: 2, batchInterval: 100 } } } };
		const items = texts(5);
		await run(oneNode(sandbox(), 'heymarket', { ...text, ...batching }, { items: [...items, { to: 'nobody', text: 'Text 5' }] }));
		expect(requested(sandbox())).toEqual([]);
		await run(oneNode(sandbox(), 'heymarket', { ...text, ...batching }, { items }));
		expect(accepted(sandbox()).sort()).toEqual(items.map((item) => item.text));
	});
});

describe('trap 6: items whose expressions n8n can’t evaluate', () => {
	const unbuildable = { ...text, text: "={{ $itemIndex === 1 ? $('Nobody').item.json.words : $json.text }}" };

	it('sends nothing if one of them ends the node', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', unbuildable, { items: texts(4) }));
		const end = endOf(execution) as { item?: number; message: string; description?: string };
		expect(end).toMatchObject({ item: 1, message: expect.stringMatching(/^Text: its expression can’t be evaluated: .*node.* \[item 1\]$/) as string });
		expect(end.description).toContain('Nothing was sent.');
		// The editor needs n8n's own error to mark the field.
		expect(execution.data.resultData.error?.cause).toMatchObject({ name: 'ExpressionError' });
		expect(requested(sandbox())).toEqual([]);
	});

	it('sends the others under Continue, and reports this one with its input', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', unbuildable, { items: texts(4), settings: goingOn }));
		expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 2', 'Text 3']);
		const [good, bad] = outputOf(execution, 'Node');
		expect(good.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }, { item: 3 }]);
		const error = expect.objectContaining({ code: 'invalid_input', message: expect.stringMatching(/^Text: .*\[item 1\]$/) as string }) as object;
		expect(bad).toEqual([expect.objectContaining({ json: { ...texts(4)[1], error }, pairedItem: { item: 1 } })]);
	});

	it.each([
		['Phone Number', { phoneNumber: '={{ $json.nothing.at.all }}' }],
		['Inbox', { inbox: byId('={{ $json.nothing.at.all }}') }],
		['Send As', { sendAs: byId('={{ $json.nothing.at.all }}') }],
		['Text', { text: '={{ $json.nothing.at.all }}' }],
	])('refuses an expression in %s that throws a TypeError, and names the field', async (label, parameters) => {
		const end = endOf(await run(oneNode(sandbox(), 'heymarket', { ...text, ...parameters }, { items: texts(2) })));
		expect(end).toMatchObject({ item: 0, message: expect.stringContaining(label) as string });
		expect(requested(sandbox())).toEqual([]);
	});
});

describe('trap 7: n8n throws the rejection of the lowest index', () => {
	it('reports the item that was refused, not one that was not sent because of it', async () => {
		// Item 1 waits for item 0, which has the same recipient, and meanwhile item 2 is refused.
		const items = [
			{ to: '+1 415 555 2001', text: 'slow' },
			{ to: '+1 415 555 2001', text: 'waits' },
			{ to: '+1 415 555 2002', text: 'refused' },
		];
		const { faults } = sandbox();
		faults.add({ provider: 'heymarket', match: { bodyIncludes: 'slow' }, fault: { type: 'delay', milliseconds: 2_000 } });
		faults.add({
			provider: 'heymarket',
			match: { bodyIncludes: 'refused' },
			fault: { type: 'status', status: 400, body: { message: 'Number is a landline' } },
		});
		const end = endOf(await run(oneNode(sandbox(), 'heymarket', text, { items })));
		expect(end).toMatchObject({
			item: 2,
			message: 'Heymarket refused this message: Number is a landline [item 2]',
			description: expect.stringMatching(/Sent: item 0 \(ids \d+\)\. Refused: item 2\. Not sent: item 1\./) as string,
		});
		expect(accepted(sandbox())).toEqual(['slow']);
	});
});

describe('trap 8: a declarative node gets an abort signal only through an execute function', () => {
	it('gives up an unanswered request when the execution is canceled', async () => {
		sandbox().faults.add({ provider: 'heymarket', times: 'always', fault: { type: 'hang' } });
		const execution = await start(oneNode(sandbox(), 'heymarket', text, { items: texts(1) }));
		await until(() => requested(sandbox()).length === 1);
		execution.cancel();
		const end = endOf(await execution.finished);
		expect(end?.message).toContain('may or may not have sent this message: the execution was canceled while it was on its way');
		await until(() => sandbox().ledger.snapshot().inFlight === 0);
		expect(sandbox().ledger.snapshot().inFlight).toBe(0);
	});
});

describe('trap 9: ignoreHttpStatusErrors switches off n8n’s own second try after a 401', () => {
	it('signs a new token and tries once more', async () => {
		const shown = shownCredentials();
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'unauthorized' } });
		expect(endOf(await run(oneNode(sandbox(), 'heymarket', text, { items: texts(1) })))).toBeUndefined();
		expect(requested(sandbox())).toHaveLength(2);
		expect(accepted(sandbox())).toEqual(['Text 0']);
		expect(shown).toEqual([expect.stringMatching(/^Bearer eyJ/) as string, expect.stringMatching(/^Bearer eyJ/) as string]);
		expect(shown[1]).not.toBe(shown[0]);
	});

	it('goes on using the new token', async () => {
		const shown = shownCredentials();
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'unauthorized' } });
		const parameters = { ...text, delivery: { maxParallelRequests: 1 } };
		expect(endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items: texts(3) })))).toBeUndefined();
		expect(shown).toHaveLength(4);
		expect(new Set(shown).size).toBe(2);
		expect(new Set(shown.slice(1)).size).toBe(1);
	});

	it('does not try again after a second 401', async () => {
		sandbox().faults.add({ provider: 'heymarket', times: 'always', fault: { type: 'unauthorized' } });
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: texts(1), settings: goingOn }));
		expect(failures(execution)[0]).toMatchObject({ code: 'unauthorized', outcome: 'refused', status: 401 });
		expect(requested(sandbox())).toHaveLength(2);
	});
});

describe('trap 10: n8n hides network codes; a cut body after a 200 arrives as an error', () => {
	const one = { items: texts(1), settings: goingOn };
	const post = { method: 'POST' };

	/** A port without an HTTP server: a server that answers in another protocol listens on it, or nothing does. */
	async function port({ listening }: { listening: boolean }): Promise<{ at: number; close: () => Promise<void> }> {
		const server = createServer((socket) => {
			socket.on('error', () => socket.destroy());
			socket.once('data', () => socket.end('Good morning\r\n', () => socket.destroy()));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port: at } = server.address() as AddressInfo;
		const close = async () => await new Promise<void>((resolve) => server.close(() => resolve()));
		if (!listening) await close();
		return { at, close: listening ? close : async () => {} };
	}

	it.each([
		['a refused connection', 'http://127.0.0.1', false],
		['an address that nobody has', 'http://nobody.invalid', false],
		['a server without TLS', 'https://127.0.0.1', true],
	])('knows that the request didn’t leave: %s', async (_case, host, listening) => {
		const { at, close } = await port({ listening });
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { ...one, credential: { baseUrl: `${host}:${at}` } }));
		await close();
		expect(failures(execution)[0]).toMatchObject({ code: 'unreachable', outcome: 'not_sent' });
	});

	it.each([
		['a connection reset', { type: 'reset' } as const],
		['a connection reset before the body was read', { type: 'reset', unread: true } as const],
		['no answer in time', { type: 'hang' } as const],
	])('reports an unknown outcome: %s', async (_case, fault) => {
		sandbox().faults.add({ provider: 'heymarket', match: post, fault });
		const parameters = { ...text, requestOptions: { timeout: 2_000 } };
		const execution = await run(oneNode(sandbox(), 'heymarket', parameters, one));
		expect(failures(execution)[0]).toMatchObject({ code: 'outcome_unknown', outcome: 'unknown' });
		expect(requested(sandbox())).toHaveLength(1);
	});

	it('takes a message for accepted if the body is cut after a 200', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: post, when: 'after', fault: { type: 'truncate' } });
		const execution = await run(oneNode(sandbox(), 'heymarket', text, one));
		expect(failures(execution)).toEqual({});
		expect(rowsOf(execution, 'Node')).toEqual([
			{ to: '14155552000', text: 'Text 0', segments: 1, status: 'accepted', success: true },
		]);
		expect(accepted(sandbox())).toEqual(['Text 0']);
	});
});
