import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import type { Execution } from '../../demo/src/n8nApi.ts';
import type { SandboxServer } from '../../demo/src/sandboxServer.ts';
import { checkErrorOutput, checkRetryExecution, checkRetryOnFail } from '../../demo/src/smoke.ts';
import { reportOnTour, TOUR_FILE } from '../../demo/src/tour.ts';
import { furnish, type Furnished, type Installation, type RealN8n, startRealN8n, startSandbox, temporaryFolder } from './realN8n';

const { installations } = jest.requireActual<{ installations: Installation[] }>('./installations.js');
const { packPackage } = jest.requireActual<{ packPackage: () => Promise<string> }>('../../demo/install/package.js');

const MANUAL_TRIGGER = 'When clicking ‘Execute workflow’';
const NODES = ['heymarket', 'whippy', 'sendook'];

describe.each(installations)('n8n $version', (installation) => {
	let sandbox: SandboxServer | undefined;
	let n8n: RealN8n | undefined;
	let furnished: Furnished;

	const running = () => {
		if (!sandbox || !n8n) throw new Error(`n8n ${installation.version} or the sandbox did not start.`);
		return { sandbox, api: n8n.api, ...furnished };
	};

	/** Runs an example by hand and waits for its end. */
	async function run(file: string): Promise<Execution> {
		const { api, workflow } = running();
		return await api.finished(await api.run(workflow(file).id, MANUAL_TRIGGER));
	}

	beforeAll(async () => {
		const userFolder = temporaryFolder(`n8n-${installation.version}`);
		await installCommunityPackage(await packPackage(), userFolder);
		sandbox = await startSandbox(userFolder);
		n8n = await startRealN8n(installation, userFolder);
		furnished = await furnish(n8n.api, sandbox, userFolder);
	}, 240_000);

	afterAll(async () => {
		await n8n?.server.stop();
		await sandbox?.stop();
	});

	test('is the version that it is taken for', async () => {
		const { api } = running();
		const { versionCli } = await api.request<{ versionCli: string }>('GET', '/rest/settings');
		expect(versionCli).toBe(installation.version);
	});

	test('loads every node, and each as a tool of AI agents', async () => {
		const types = await running().api.nodeTypes();
		for (const name of NODES) {
			expect(types).toContain(`n8n-nodes-shared-inbox.${name}`);
			expect(types).toContain(`n8n-nodes-shared-inbox.${name}Tool`);
		}
	});

	test('tests each credential against its provider, and a wrong key fails', async () => {
		const { api, credentials } = running();
		expect(credentials).toHaveLength(NODES.length);
		for (const { id, credential } of credentials) {
			expect(await api.testCredential(id, credential)).toMatchObject({ status: 'OK' });
		}
		const { id, credential } = credentials.find(({ credential: { type } }) => type === 'sendookApi')!;
		const wrong = { ...credential, data: { ...credential.data, apiKey: 'f'.repeat(96) } };
		expect(await api.testCredential(id, wrong)).toMatchObject({ status: 'Error' });
	});

	test('sends and reads with each node what the sandbox says was sent', async () => {
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

	test('puts an item that failed on the error output, with its fields, its error and where it came from', async () => {
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
});
