import axios from 'axios';

import type { INode, INodeParameters } from 'n8n-workflow';
import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { type Execution, failureOf, outputOf } from '../../demo/src/n8nApi.ts';
import { checkErrorOutput, checkRetryExecution, checkRetryOnFail } from '../../demo/src/smoke.ts';
import { reportOnTour, TOUR_FILE } from '../../demo/src/tour.ts';
import { accepted, acceptedAtLeast, atRest, type Row, rows, slowDown } from '../n8n/batch';
import { keptBy, leaksOf } from '../n8n/kept';
import { places, type Sandbox, Servers, startSandbox, temporaryFolder } from '../n8n/servers';
import { McpClient, mcpServer } from './mcp';
import { checkTrigger } from './triggers';
import { furnish, type Furnished, type Installation, type RealN8n, startRealN8n } from './realN8n';

const { installations } = jest.requireActual<{ installations: Installation[] }>('./installations.js');

const MANUAL_TRIGGER = 'When clicking ‘Execute workflow’';
const NODES = ['heymarket', 'whippy', 'sendook'];

describe.each(installations)('n8n $version', (installation) => {
	/** In an older n8n, each feature has one journey unless everything is asked for. */
	const isWhole = !installation.older || process.env.OLDER_N8N === 'all';
	const servers = new Servers();
	let userFolder: string;
	let sandbox: Sandbox;
	let n8n: RealN8n;
	let furnished: Furnished;

	const running = () => ({ sandbox, api: n8n.api, ...furnished });

	/** Runs an example by hand and waits for its end. */
	async function run(file: string): Promise<Execution> {
		const { api, workflow } = running();
		return await api.finished(await api.run(workflow(file).id, MANUAL_TRIGGER));
	}

	beforeAll(async () => {
		userFolder = temporaryFolder(`n8n-${installation.version}`);
		await installCommunityPackage(places.tarball, userFolder);
		sandbox = await startSandbox(servers, userFolder);
		n8n = await startRealN8n(servers, installation, userFolder);
		furnished = await furnish(n8n.api, sandbox, userFolder);
	}, 900_000);

	afterAll(async () => {
		await servers.stop();
	}, 120_000);

	test('has the expected version', async () => {
		const { api } = running();
		const { versionCli } = await api.request<{ versionCli: string }>('GET', '/rest/settings');
		expect(versionCli).toBe(installation.version);
	});

	test('loads every node, also as a tool of AI agents, and each of n8n’s Request Options once', async () => {
		const types = await running().api.nodeTypes();
		for (const name of NODES.flatMap((node) => [node, `${node}Tool`])) {
			const loaded = types.filter((type) => type.name === `n8n-nodes-shared-inbox.${name}`);
			expect(loaded).toHaveLength(1);
			const options = loaded[0]!.properties.filter((property) => property.name === 'requestOptions');
			expect(options).toMatchObject([{ type: 'collection', displayName: 'Request Options' }]);
			const names = options[0]!.options!.map((option) => option.name);
			expect(names.sort()).toEqual(['allowUnauthorizedCerts', 'batching', 'proxy', 'timeout']);
		}
	});

	test('tests each credential against its provider, and a wrong key fails', async () => {
		const { api, credentials } = running();
		// One for each node, and one for Heymarket's automations, whose test only sees that it is filled in.
		expect(credentials).toHaveLength(NODES.length + 1);
		for (const { id, credential } of credentials) {
			expect(await api.testCredential(id, credential)).toMatchObject({ status: 'OK' });
		}
		const { id, credential } = credentials.find(({ credential: { type } }) => type === 'sendookApi')!;
		const wrong = { ...credential, data: { ...credential.data, apiKey: 'f'.repeat(96) } };
		expect(await api.testCredential(id, wrong)).toMatchObject({ status: 'Error' });
	});

	test('sends and reads with each node, in agreement with the sandbox’s ledger', async () => {
		const { sandbox: { reset, ledger } } = running();
		await reset();
		const execution = await run(TOUR_FILE);
		const reports = reportOnTour(execution, await ledger());
		expect(reports.length).toBeGreaterThan(0);
		expect(reports.filter(({ wrong }) => wrong)).toEqual([]);
	});

	test('searches a list for the editor', async () => {
		const { api, credentials, workflow } = running();
		const { id, credential } = credentials.find(({ credential: { type } }) => type === 'heymarketJwtApi')!;
		const node = workflow(TOUR_FILE).nodes.find(({ type }) => type === 'n8n-nodes-shared-inbox.heymarket')!;
		const search = async (filter: string) =>
			await api.request<{ results: { name: string; value: string }[] }>(
				'POST',
				'/rest/dynamic-node-parameters/resource-locator-results',
				{
					nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
					path: 'parameters.inbox',
					methodName: 'searchInboxes',
					currentNodeParameters: node.parameters,
					credentials: { heymarketJwtApi: { id, name: credential.name } },
					filter,
				},
			);
		const { results } = await search('sal');
		expect(results).toEqual([{ name: expect.stringMatching(/^Sales/), value: '11' }]);
		expect((await search('no such inbox')).results).toEqual([]);
	});

	test('sends nothing twice with Retry On Fail', async () => {
		const { api, sandbox: record, workflow } = running();
		await checkRetryOnFail(api, record, workflow('text-each-customer.json'));
	});

	test('sends nothing twice with Retry of a failed execution', async () => {
		const { api, sandbox: record, workflow } = running();
		await checkRetryExecution(api, record, workflow('text-from-webhook.json'));
	});

	test('puts a failed item on the error output, with its fields, its error and its input item', async () => {
		const { api, sandbox: record, workflow } = running();
		const branching = workflow('branch-on-failed-items.json');
		await checkErrorOutput(api, record, branching);

		const [newest] = await api.executions(branching.id);
		const { data } = await api.finished(newest!.id);
		const [sent, failed] = data.resultData.runData['Text each customer']![0]!.data!.main as [unknown[], unknown[]];
		expect(sent).toMatchObject([{ pairedItem: { item: 0 } }]);
		expect(failed).toMatchObject([
			{
				json: { phone: '555 01', text: 'Hello, this number is too short.', error: { code: expect.any(String) } },
				pairedItem: { item: 1 },
			},
			{
				json: { phone: '+1 415 555 0199', error: { message: expect.any(String), code: expect.any(String) } },
				pairedItem: { item: 2 },
			},
		]);
	});

	describe('n8n runs the node by customOperations, with all items', () => {
		test.each([
			['names a node that is not there', "={{ $itemIndex === 1 ? $('Nobody').item.json.text : $json.text }}"],
			['throws', '={{ $itemIndex === 1 ? JSON.parse($json.text) : $json.text }}'],
		])('only the item fails whose expression %s, and the message names the field', async (_case, text) => {
			const { api, workflow } = running();
			await sandbox.reset();
			const { name, nodes, connections, settings, id } = workflow('branch-on-failed-items.json');
			const customers = ['One', 'Two', 'Three'].map((said, index) => ({ phone: `+1 415 555 01${index}0`, text: said }));
			const changed: Record<string, INodeParameters> = {
				Customers: { jsonOutput: JSON.stringify({ customers }) },
				'Text each customer': { text, additionalFields: { author: '={{ $json.phone }}' } },
			};
			const withExpressions = nodes.map((node) => ({ ...node, parameters: { ...node.parameters, ...changed[node.name] } }));
			await api.saveWorkflow({ name, nodes: withExpressions, connections, settings }, id);
			const execution = await run('branch-on-failed-items.json');
			expect(failureOf(execution)).toBeUndefined();
			expect(outputOf(execution, 'Text each customer')).toHaveLength(2);
			expect(outputOf(execution, 'Text each customer', 1)).toEqual([
				{
					...customers[1],
					error: expect.objectContaining({ code: 'invalid_input', message: expect.stringMatching(/^Text: /) as string }) as object,
				},
			]);
			expect((await sandbox.ledger()).accepted.map(({ marker }) => marker).sort()).toEqual(['One', 'Three']);
		});
	});

	test('n8n’s MCP server calls the node through RoutingNode, with one item a call, and gets the reason of a failure', async () => {
		const { api, workflow } = running();
		await sandbox.reset();
		const { credentials, parameters } = workflow('text-each-customer.json').nodes.find(({ name }) => name === 'Text each customer')!;
		const asked = { phoneNumber: "={{ $fromAI('phone') }}", text: "={{ $fromAI('text') }}" };
		const tool: INode = {
			id: 'tool',
			name: 'Text a customer',
			type: 'n8n-nodes-shared-inbox.heymarketTool',
			typeVersion: 1,
			position: [0, 200],
			parameters: { ...parameters, ...asked },
			credentials,
		};
		const saved = await api.saveWorkflow(mcpServer('texts', tool));
		await api.activate(saved);
		const client = await McpClient.connect(`${api.url}/mcp/texts`);
		const [name] = await client.tools();
		const call = async (phone: string, text: string) => await client.call(name!, { phone, text });
		expect(await call('+1 415 555 0134', 'Hello Bob')).toMatchObject([{ id: expect.anything() as unknown }]);
		expect(await call('555 01', 'Hello nobody')).toEqual([
			{ sent: false, code: 'invalid_input', reason: expect.stringMatching(/^Phone Number: "555 01" is too short for a phone number/) as string },
		]);
		expect((await sandbox.ledger()).accepted.map(({ marker }) => marker)).toEqual(['Hello Bob']);
		await api.deactivate(saved.id);
	});

	// The newest one has tests of its own for the triggers.
	if (installation.older) {
		test('a trigger makes its webhook, starts the workflow once for each event, and leaves nothing behind', async () => {
			await sandbox.reset();
			const byType = running().credentials.map(({ id, credential: { type, name } }) => [type, { id, name }] as const);
			await checkTrigger(n8n.api, sandbox, Object.fromEntries(byType));
		});
	}

	describe('when a batch is cut off in the middle, Retry sends nothing of it', () => {
		const batchOf = (name: string) => rows(100, name);
		const SEND = 'Text each customer';

		/**
		 * Publishes a workflow that sends the texts of its webhook call, ten at once, and calls it.
		 *
		 * @param each how long each text takes, in milliseconds
		 * @param executionTimeout the workflow's, in seconds; -1 for none
		 * @returns the execution's id
		 */
		async function begin(batch: Row[], each = 1_000, executionTimeout = -1): Promise<string> {
			const { api, workflow } = running();
			await sandbox.reset();
			await slowDown(sandbox, each);
			const { name, nodes, connections, settings, id } = workflow('text-from-webhook.json');
			const saved = await api.saveWorkflow({ name, nodes, connections, settings: { ...settings, executionTimeout } }, id);
			await api.activate(saved);
			const call = () => axios.post(`${api.url}/webhook/text-customers`, { customers: batch }, { proxy: false, timeout: 60_000 });
			return (await api.startedBy(call, id)).id;
		}

		/** Waits until a part of the batch was sent and nothing follows. Checks the status of the execution. */
		async function endedInTheMiddle(id: string, batch: Row[], status: Execution['status']): Promise<void> {
			const sent = await atRest(sandbox, batch);
			expect(sent.length).toBeGreaterThan(0);
			expect(sent.length).toBeLessThan(batch.length);
			expect(new Set(sent.map(({ marker }) => marker)).size).toBe(sent.length);
			expect(await n8n.api.finished(id)).toMatchObject({ status });
		}

		/** Retries the execution. */
		async function retried(id: string, batch: Row[]): Promise<Execution> {
			await sandbox.clearFaults();
			const before = await accepted(sandbox, batch);
			const execution = await n8n.api.finished(await n8n.api.retry(id));
			expect(await atRest(sandbox, batch)).toEqual(before);
			return execution;
		}

		/** The result of Retry if the node has run in it. */
		const unknown = {
			node: SEND,
			message: expect.stringContaining('Heymarket may or may not have sent this message') as string,
			description: expect.stringMatching(/^It was not sent again\. .+ Unknown: items? [\d, -]+\./) as string,
		};

		async function retrySendsNothing(id: string, batch: Row[]): Promise<void> {
			const execution = await retried(id, batch);
			if (installation.older) {
				// This version has removed the node from the list of nodes to run, so Retry runs nothing.
				expect(execution).toMatchObject({ status: 'success', retryOf: id });
				expect(Object.keys(execution.data.resultData.runData)).not.toContain(SEND);
			} else {
				expect(execution).toMatchObject({ status: 'error', retryOf: id });
				expect(failureOf(execution)).toMatchObject(unknown);
			}
		}

		test('by Stop', async () => {
			const batch = batchOf('stopped');
			const id = await begin(batch);
			await acceptedAtLeast(sandbox, 10, batch);
			await n8n.api.request('POST', `/rest/executions/${id}/stop`);
			await endedInTheMiddle(id, batch, 'canceled');
			await retrySendsNothing(id, batch);
		});

		if (isWhole) {
			test('by the workflow’s timeout', async () => {
				const batch = batchOf('timed out');
				const id = await begin(batch, 8_000, 15);
				await acceptedAtLeast(sandbox, 1, batch);
				await n8n.api.finished(id);
				await endedInTheMiddle(id, batch, 'canceled');
				await retrySendsNothing(id, batch);
			});

			test('by the end of n8n’s process', async () => {
				const batch = batchOf('killed');
				const id = await begin(batch);
				await acceptedAtLeast(sandbox, 10, batch);
				process.kill(-n8n.server.pid, 'SIGKILL');
				await n8n.server.ended;
				n8n = await startRealN8n(servers, installation, userFolder);
				await endedInTheMiddle(id, batch, 'crashed');
				const execution = await retried(id, batch);
				expect(execution).toMatchObject({ status: 'error', retryOf: id });
				expect(failureOf(execution)).toMatchObject({ ...unknown, description: expect.stringContaining('Unknown: items 0-99.') });
			});
		}
	});

	test('no key is in the database, in the log or in a file', async () => {
		const kept = await keptBy(userFolder);
		// What an execution said is among it, so executions were searched.
		const said = isWhole ? 'Heymarket may or may not have sent this message' : 'is too short for a phone number';
		expect(kept.some(({ text }) => text.includes(said))).toBe(true);
		expect(leaksOf(kept)).toEqual([]);
	});
});
