import path from 'node:path';
import type { INode } from 'n8n-workflow';
import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { startPostgres } from '../../demo/src/databases.ts';
import { freePorts } from '../../demo/src/freePorts.ts';
import { type Execution, failureOf, type N8nApi } from '../../demo/src/n8nApi.ts';
import { startN8n } from '../../demo/src/n8nServer.ts';
import type { CredentialsByType } from '../../demo/src/workflows.ts';
import { places, type Sandbox, Servers, signIn, startSandbox, temporaryFolder } from '../n8n/servers';
import { SEND, senders } from './topology';

/*
 * n8n's Engine 2.0. It is a module that must be switched on and has its own PostgreSQL. A workflow chooses it by
 * `engineType` in its settings, for which n8n 2.41.1 has no field in its editor.
 */

const servers = new Servers();
let sandbox: Sandbox;
let api: N8nApi;
let credentials: CredentialsByType;

beforeAll(async () => {
	const folder = temporaryFolder();
	sandbox = await startSandbox(servers, folder);
	await installCommunityPackage(places.tarball, folder);
	const [port = 0, brokerPort = 0, databasePort = 0, enginePort = 0, controlPort = 0] = await freePorts(5);
	const { environment: database } = await servers.keep(startPostgres({ port: databasePort, log: path.join(folder, 'postgres.log') }));
	const { DB_POSTGRESDB_USER: user, DB_POSTGRESDB_PASSWORD: password, DB_POSTGRESDB_DATABASE: name } = database;
	const environment = {
		N8N_ENABLED_MODULES: 'engine-v2',
		N8N_ENGINE_DATABASE_URL: `postgres://${user}:${password}@127.0.0.1:${databasePort}/${name}`,
		N8N_ENGINE_HOST: '127.0.0.1',
		N8N_ENGINE_PORT: String(enginePort),
		N8N_ENGINE_CONTROL_PLANE_PORT: String(controlPort),
	};
	const n8n = { ...places, userFolder: folder, log: path.join(folder, 'n8n.log'), port, brokerPort, environment };
	({ api, credentials } = await signIn((await servers.keep(startN8n(n8n))).url, sandbox));
}, 900_000);
afterAll(async () => await servers.stop(), 120_000);
beforeEach(async () => await sandbox.reset());

/** Runs the node with so many items on Engine 2.0. */
async function run(count: number): Promise<Execution> {
	const { credential, parameters } = senders.heymarket;
	const start: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const node = { id: 'send', name: SEND, type: 'n8n-nodes-shared-inbox.heymarket', typeVersion: 1, position: [200, 0], parameters } as INode;
	const { id } = await api.saveWorkflow({
		name: `${count} items`,
		nodes: [start, { ...node, credentials: { [credential]: credentials[credential]! } }],
		connections: { Start: { main: [[{ node: SEND, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1', engineType: 'v2' },
		pinData: { Start: Array.from({ length: count }, (_, index) => ({ json: { phone: `+1 415 555 01${index}0`, text: `Text ${index}` } })) },
	});
	return await api.finished(await api.run(id, 'Start'));
}

test('two items: nothing is sent, and the message says what to do', async () => {
	const execution = await run(2);
	expect(execution.status).toBe('error');
	expect(failureOf(execution)).toMatchObject({ message: expect.stringContaining('set engineType to v1 in the settings of this workflow') as string });
	expect((await sandbox.ledger()).requests).toEqual([]);
});

test('one item is sent', async () => {
	const execution = await run(1);
	expect(execution.status).toBe('success');
	expect((await sandbox.ledger()).accepted.map(({ marker }) => marker)).toEqual(['Text 0']);
});
