import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import axios from 'axios';

import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { type Execution, type N8nApi, outputOf, type StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { reportOnTour, TOUR_FILE } from '../../demo/src/tour.ts';
import { keptBy, leaksOf } from '../n8n/kept';
import { places, type Sandbox, Servers, startSandbox, temporaryFolder } from '../n8n/servers';
import { furnish, type Furnished, type Installation, type RealN8n, startRealN8n } from '../versions/realN8n';
import { olderBuild, type Registry, startRegistry } from './registry';

const { installations } = jest.requireActual<{ installations: Installation[] }>('../versions/installations.js');

const { name, version } = JSON.parse(readFileSync(path.join(places.root, 'package.json'), 'utf8')) as Record<'name' | 'version', string>;
const OLDER_VERSION = '0.0.1';
const DESCRIPTION = 'Text and email customers through Heymarket';
const OLDER_DESCRIPTION = 'As an older build describes it';
const NODES = ['heymarket', 'whippy', 'sendook'];
const TYPES = NODES.flatMap((node) => [node, `${node}Tool`, `${node}Trigger`, `${node}PollingTrigger`].map((type) => `${name}.${type}`)).sort();
const MANUAL_TRIGGER = 'When clicking ‘Execute workflow’';
const WEBHOOK_FILE = 'text-from-webhook.json';

/** A workflow without nodes of the package. */
const OTHER_WORKFLOW = {
	name: 'Without the package',
	nodes: [
		{ id: '1', name: MANUAL_TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: '2',
			name: 'Answer',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [200, 0],
			parameters: { mode: 'raw', jsonOutput: '{"answer": 42}', options: {} },
		},
	] satisfies StoredWorkflow['nodes'],
	connections: { [MANUAL_TRIGGER]: { main: [[{ node: 'Answer', type: 'main' as const, index: 0 }]] } },
	settings: { executionOrder: 'v1' as const },
};

/** All files in a folder and its subfolders, with forward slashes, sorted. */
function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
		.sort();
}

interface Customer {
	phone: string;
	text: string;
}

const CUSTOMERS: [Customer, Customer, Customer] = [
	{ phone: '+1 415 555 0123', text: 'One' },
	{ phone: '+1 415 555 0134', text: 'Two' },
	{ phone: '+1 415 555 0145', text: 'Three' },
];
const TEXTS = CUSTOMERS.map(({ text }) => text).sort();

const servers = new Servers();
const { tarball } = places;
let userFolder: string;
let nodesFolder: string;
let registry: Registry;
let sandbox: Sandbox;
let n8n: RealN8n | undefined;
let furnished: Furnished;
let other: StoredWorkflow;
/** The execution that failed with the older build. */
let failed: Execution;

function api(): N8nApi {
	if (!n8n) throw new Error('n8n did not start.');
	return n8n.api;
}

async function start(): Promise<void> {
	n8n = await startRealN8n(servers, installations.at(-1)!, userFolder, registry.environment);
}

async function restart(): Promise<void> {
	await n8n?.server.stop();
	n8n = undefined;
	await start();
}

/** The node types of this package that n8n has loaded, and the description of the Heymarket node. */
async function loaded(): Promise<{ types: string[]; description?: string }> {
	const all = (await api().nodeTypes()).map((type) => type.name);
	const types = all.filter((type) => type.startsWith(`${name}.`)).sort();
	if (types.length === 0) return { types };
	const [heymarket] = await api().request<{ description: string }[]>('POST', '/rest/node-types', {
		nodeInfos: [{ name: `${name}.heymarket`, version: 1 }],
	});
	return { types, description: heymarket?.description };
}

/** n8n's list of installed packages. */
async function listed(): Promise<{ packageName: string; installedVersion: string }[]> {
	return await api().request('GET', '/rest/community-packages');
}

/** Runs the demo's tour. @returns everything that is wrong, by n8n's outputs and by the sandbox's ledger */
async function wrongOnTour(): Promise<unknown[]> {
	await sandbox.reset();
	const tour = furnished.workflow(TOUR_FILE);
	const execution = await api().finished(await api().run(tour.id, MANUAL_TRIGGER));
	return reportOnTour(execution, await sandbox.ledger()).filter(({ wrong }) => wrong);
}

/** Calls the published workflow. @returns n8n's answer */
async function post(customers: Customer[]): Promise<{ status: number; data: unknown }> {
	const { nodes } = furnished.workflow(WEBHOOK_FILE);
	const address = nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')!.parameters.path as string;
	const settings = { proxy: false, timeout: 60_000, validateStatus: () => true } as const;
	return await axios.post(`${api().url}/webhook/${address}`, { customers }, settings);
}

/** Calls the published workflow. @returns the execution, after it has ended */
async function callWebhook(customers: Customer[]): Promise<Execution> {
	const { id } = furnished.workflow(WEBHOOK_FILE);
	const call = async () => expect(await post(customers)).toMatchObject({ status: 202 });
	return await api().finished((await api().startedBy(call, id)).id);
}

/** The texts that the sandbox accepted since its last reset, sorted. */
async function accepted(): Promise<string[]> {
	return (await sandbox.ledger()).accepted.map(({ marker }) => marker).sort();
}

async function answerOfOther(): Promise<unknown> {
	const execution = await api().finished(await api().run(other.id, MANUAL_TRIGGER));
	return outputOf(execution, 'Answer');
}

beforeAll(async () => {
	const change = { file: 'dist/nodes/Heymarket/Heymarket.node.js', text: DESCRIPTION, older: OLDER_DESCRIPTION };
	const older = await olderBuild(tarball, OLDER_VERSION, change);
	registry = await servers.keep(startRegistry());
	await registry.publish(older);
	await registry.publish(tarball);

	userFolder = temporaryFolder('n8n');
	nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	sandbox = await startSandbox(servers, userFolder);
	await start();
}, 900_000);

afterAll(async () => {
	await servers.stop();
}, 120_000);

describe('install', () => {
	test('n8n without the package knows none of its nodes', async () => {
		expect(await loaded()).toEqual({ types: [] });
		expect(await listed()).toEqual([]);
	});

	test('n8n installs the requested version', async () => {
		await api().request('POST', '/rest/community-packages', { name, version: OLDER_VERSION });
		expect(await listed()).toEqual([expect.objectContaining({ packageName: name, installedVersion: OLDER_VERSION })]);
	});

	test('its nodes are loaded without a restart, those that act also as tools of AI agents', async () => {
		expect(await loaded()).toEqual({ types: TYPES, description: OLDER_DESCRIPTION });
	});

	test('the workflows run', async () => {
		furnished = await furnish(api(), sandbox, userFolder);
		other = await api().saveWorkflow(OTHER_WORKFLOW);
		expect(await wrongOnTour()).toEqual([]);
		await sandbox.reset();
		await api().activate(furnished.workflow(WEBHOOK_FILE));
		expect(await callWebhook(CUSTOMERS)).toMatchObject({ status: 'success' });
		expect(await accepted()).toEqual(TEXTS);
	});

	test('an execution fails at one of three texts', async () => {
		await sandbox.reset();
		await sandbox.addFault({
			provider: 'heymarket',
			match: { method: 'POST', path: '/v1/message/send', bodyIncludes: '14155550134' },
			fault: { type: 'status', status: 400, body: { message: 'bad_data: refused once, on demand' } },
		});
		failed = await callWebhook(CUSTOMERS);
		expect(failed).toMatchObject({ status: 'error' });
		expect(await accepted()).toContain('One');
		expect(await accepted()).not.toContain('Two');
	});
});

describe('upgrade', () => {
	test('n8n installs the newer build', async () => {
		await api().request('PATCH', '/rest/community-packages', { name, version });
		expect(await listed()).toEqual([expect.objectContaining({ packageName: name, installedVersion: version })]);
	});

	test('its nodes are the newer ones without a restart', async () => {
		expect(await loaded()).toEqual({ types: TYPES, description: DESCRIPTION });
	});

	test('Retry of an execution that failed with the older build sends the remaining items, and nothing twice', async () => {
		const retried = await api().finished(await api().retry(failed.id));
		expect(retried).toMatchObject({ status: 'success', retryOf: failed.id });
		expect(await accepted()).toEqual(TEXTS);
	});

	/** Checks that the workflows which were saved with the older build run. */
	async function expectWorkflowsToRun(): Promise<void> {
		const { id, versionId } = furnished.workflow(TOUR_FILE);
		expect(await api().workflow(id)).toMatchObject({ versionId });
		expect(await wrongOnTour()).toEqual([]);
		await sandbox.reset();
		expect(await callWebhook(CUSTOMERS)).toMatchObject({ status: 'success' });
		expect(await accepted()).toEqual(TEXTS);
	}

	test('workflows saved with the older build run as they are, published ones too', expectWorkflowsToRun);

	test('and after a restart of n8n', async () => {
		await restart();
		expect(await loaded()).toEqual({ types: TYPES, description: DESCRIPTION });
		await expectWorkflowsToRun();
	});

	test('n8n’s npm has installed only the package, and no second n8n-workflow', () => {
		const modules = path.join(nodesFolder, 'node_modules');
		expect(readdirSync(modules).filter((entry) => !entry.startsWith('.'))).toEqual([name]);
		expect(existsSync(path.join(modules, name, 'node_modules'))).toBe(false);
		expect(readdirSync(nodesFolder, { recursive: true }).filter((file) => String(file).includes('n8n-workflow'))).toEqual([]);
	});

	test('the installed package equals the one that the demo and the other tests install', async () => {
		const folder = temporaryFolder('demo');
		await installCommunityPackage(tarball, folder);
		const ours = path.join(folder, '.n8n', 'nodes');
		expect(filesIn(ours)).toEqual(filesIn(nodesFolder));
		expect(filesIn(ours).length).toBeGreaterThan(0);
		for (const file of filesIn(ours)) {
			const [our, its] = [ours, nodesFolder].map((place) => readFileSync(path.join(place, file), 'utf8'));
			if (file.endsWith('package.json')) expect(JSON.parse(our!)).toEqual(JSON.parse(its!));
			else expect({ file, same: our === its }).toEqual({ file, same: true });
		}
	});
});

describe('uninstall', () => {
	test('n8n removes it', async () => {
		await api().request('DELETE', '/rest/community-packages', undefined, { name });
		expect(await listed()).toEqual([]);
		expect(await loaded()).toEqual({ types: [] });
		expect(filesIn(nodesFolder)).toEqual(['package.json']);
	});

	/** Checks that n8n works without the package. */
	async function expectHealthy(): Promise<void> {
		expect(await answerOfOther()).toEqual([{ answer: 42 }]);
		await sandbox.reset();
		const missing = `Unrecognized node type: ${name}.heymarket`;
		expect(await post(CUSTOMERS)).toMatchObject({ status: 400, data: { message: missing } });
		const { id, nodes } = furnished.workflow(TOUR_FILE);
		await expect(api().run(id, MANUAL_TRIGGER)).rejects.toThrow(missing);
		expect((await api().workflow(id)).nodes).toEqual(nodes);
		expect(await accepted()).toEqual([]);
	}

	test('other workflows run, and one with a node of the package says what is missing', async () => {
		await expectHealthy();
	});

	test('and after a restart of n8n', async () => {
		await restart();
		expect(await loaded()).toEqual({ types: [] });
		await expectHealthy();
	});

	test('installed again, the workflows run again', async () => {
		await api().request('POST', '/rest/community-packages', { name });
		expect(await listed()).toEqual([expect.objectContaining({ packageName: name, installedVersion: version })]);
		expect(await wrongOnTour()).toEqual([]);
	});
});

test('no key is in the database, in a log or in a file', async () => {
	const kept = await keptBy(userFolder);
	expect(kept.map(({ place }) => place)).toContain('table execution_data');
	expect(leaksOf(kept)).toEqual([]);
});
