import path from 'node:path';
import axios from 'axios';
import type { INode } from 'n8n-workflow';
import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { freePorts } from '../../demo/src/freePorts.ts';
import { outputOf, type N8nApi, type StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { startN8n, type N8nServer } from '../../demo/src/n8nServer.ts';
import { credentials as accepted } from '../../sandbox/credentials.ts';
import { eventually, places, type Sandbox, Servers, signIn, startSandbox, temporaryFolder } from '../n8n/servers';

/* The triggers in a real n8n: what the sandbox posts, repeats, a restart, and what is posted by strangers. */

const TOKEN = 'token-of-the-webhook';
const servers = new Servers();
let sandbox: Sandbox;
let api: N8nApi;
let n8n: N8nServer;
let start: () => Promise<N8nServer>;
let answering: StoredWorkflow;
let counting: StoredWorkflow;
let polling: StoredWorkflow;
let credential: { id: string; name: string };

const byId = (value: number | string) => ({ __rl: true, mode: 'id', value: String(value) });

const hookOf = (workflow: StoredWorkflow) => `${n8n.url}/webhook/${workflow.nodes[0]!.webhookId}/webhook`;

/** A workflow that begins with a trigger of Heymarket. */
async function workflowWith(name: string, trigger: Partial<INode>, ...nodes: Array<Partial<INode> & { name: string }>): Promise<StoredWorkflow> {
	const all = [{ name: 'Trigger', ...trigger }, ...nodes].map((node, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		position: [200 * index, 0] as [number, number],
		parameters: {},
		webhookId: `${name}-hook`,
		...node,
		...(node.type?.startsWith('n8n-nodes-shared-inbox.') && { credentials: { heymarketJwtApi: credential } }),
	})) as INode[];
	const connections = Object.fromEntries(all.slice(0, -1).map((node, index) => [node.name, { main: [[{ node: all[index + 1]!.name, type: 'main' as const, index: 0 }]] }]));
	return await api.saveWorkflow({ name, nodes: all, connections, settings: { executionOrder: 'v1' } });
}

beforeAll(async () => {
	const folder = temporaryFolder();
	sandbox = await startSandbox(servers, folder);
	await installCommunityPackage(places.tarball, folder);
	const [port = 0, brokerPort = 0] = await freePorts(2);
	start = async () => await servers.keep(startN8n({ ...places, userFolder: folder, log: path.join(folder, 'n8n.log'), port, brokerPort }));
	n8n = await start();
	({ api } = await signIn(n8n.url, sandbox));
	const { secretId, secretKey } = accepted.heymarket;
	const data = { authentication: 'apiSecret', secretId, secretKey, teamApiKey: '', webhookTokens: TOKEN, baseUrl: sandbox.urls.heymarket, allowedRecipients: '' };
	credential = { name: 'Heymarket with webhooks', id: await api.saveCredential({ name: 'Heymarket with webhooks', type: 'heymarketJwtApi', data }) };
	polling = await workflowWith('polling', { type: 'n8n-nodes-shared-inbox.heymarketPollingTrigger', parameters: { event: 'message_received', pollTimes: { item: [{ mode: 'everyMinute' }] } } });
	await api.activate(polling);
	answering = await workflowWith(
		'answering',
		{ type: 'n8n-nodes-shared-inbox.heymarketTrigger', parameters: { events: ['message_received'] } },
		{
			name: 'Reply',
			type: 'n8n-nodes-shared-inbox.heymarket',
			parameters: { resource: 'message', operation: 'send', inbox: byId('={{ $json.inbox }}'), sendAs: byId(101), sendTo: 'conversation', conversation: byId('={{ $json.conversation }}'), text: '=You said: {{ $json.text }}' } as never,
		},
	);
	counting = await workflowWith('counting', { type: 'n8n-nodes-shared-inbox.heymarketTrigger', parameters: { events: ['message_received'] } });
	await api.activate(answering);
	await api.activate(counting);
}, 600_000);

afterAll(async () => await servers.stop(), 120_000);

const control = async <Made>(path: string, body?: object): Promise<Made> =>
	(await axios.request<Made>({ url: `${sandbox.urls.control}${path}`, method: body ? 'POST' : 'GET', data: body, proxy: false })).data;

const executionsOf = async (workflow: StoredWorkflow) => (await api.executions(workflow.id)).length;

test('what a customer writes is answered once, and the answer starts nothing', async () => {
	await control('/webhooks', { provider: 'heymarket', url: hookOf(answering), token: TOKEN });
	await control('/inbound', { provider: 'heymarket', inbox: 11, from: '14155550123', text: 'Are you open?' });
	const posted = await eventually('the post of the answer', 60_000, async () => {
		const all = await control<Array<{ body: { type: string }; statuses: number[] }>>('/deliveries');
		return all.length >= 2 && all.every(({ statuses }) => statuses.length > 0) ? all : undefined;
	});
	expect(posted.map(({ body, statuses }) => [body.type, statuses])).toEqual([
		['message_recieved', [200]],
		['message_sent', [200]],
	]);
	expect((await sandbox.ledger()).accepted.map(({ marker }) => marker)).toEqual(['You said: Are you open?']);
	expect(await executionsOf(answering)).toBe(1);
});

let lastMessage = 600_000;
const body = () => ({ type: 'message_recieved', id: 1, token: TOKEN, event_data: { id: (lastMessage += 1), text: 'Hello', user: 0, target: '14155550123', conversation: { id: 2001, inbox: 11, target: '14155550123' } } });
const post = async (data: object, headers: Record<string, string> = {}) =>
	(await axios.post(hookOf(counting), data, { proxy: false, validateStatus: () => true, headers, timeout: 60_000 })).status;
const after = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until nothing has been added for a second. */
async function settled(expected: number): Promise<number> {
	await eventually(`${expected} executions`, 30_000, async () => ((await executionsOf(counting)) >= expected ? true : undefined));
	await after(1_000);
	return await executionsOf(counting);
}

test('repeats 0, 5 and 500 milliseconds apart, and twenty at once and again, start one execution each', async () => {
	const known = await executionsOf(counting);
	const pairs = [0, 0, 5, 5, 500].map(async (apart) => {
		const data = body();
		const first = post(data);
		await after(apart);
		return await Promise.all([first, post(data)]);
	});
	const twenty = Array.from({ length: 20 }, body);
	const statuses = [...(await Promise.all(pairs)).flat(), ...(await Promise.all([...twenty, ...twenty].map(async (data) => await post(data))))];
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect((await settled(known + 25)) - known).toBe(25);
});

test('what strangers post starts nothing', async () => {
	const known = await executionsOf(counting);
	expect(await post({ ...body(), token: 'guessed' })).toBe(401);
	expect(await post([])).toBe(400);
	expect(await post({ ...body(), event_data: undefined })).toBe(400);
	expect(await post(body(), { 'content-type': 'application/octet-stream' })).toBe(400);
	expect(await settled(known)).toBe(known);
});

test('after a restart, a repeat of what was saved starts nothing, and what is new does', async () => {
	const known = await executionsOf(counting);
	const five = Array.from({ length: 5 }, body);
	for (const data of five) expect(await post(data)).toBe(200);
	expect((await settled(known + 5)) - known).toBe(5);
	await n8n.stop();
	n8n = await start();
	({ api } = await signIn(n8n.url, sandbox));
	for (const data of [...five, body()]) {
		const status = await eventually('an answer of the restarted n8n', 30_000, async () => ((await post(data)) === 200 ? 200 : undefined));
		expect(status).toBe(200);
	}
	expect((await settled(known + 6)) - known).toBe(6);
});

test('deactivated, nothing is taken; activated again, what came before is still known', async () => {
	const data = body();
	const known = await executionsOf(counting);
	expect(await post(data)).toBe(200);
	await settled(known + 1);
	await api.deactivate(counting.id);
	expect(await post(body())).toBe(404);
	await api.activate(await api.workflow(counting.id));
	expect(await post(data)).toBe(200);
	expect(await settled(known + 1)).toBe(known + 1);
});

test('without a verification token in the credential, nobody can listen', async () => {
	const { secretId, secretKey } = accepted.heymarket;
	const data = { authentication: 'apiSecret', secretId, secretKey, teamApiKey: '', webhookTokens: '', baseUrl: sandbox.urls.heymarket, allowedRecipients: '' };
	const id = await api.saveCredential({ name: 'Heymarket without', type: 'heymarketJwtApi', data });
	const { nodes, connections, settings } = counting;
	const untold = nodes.map((node) => ({ ...node, webhookId: 'tokenless-hook', credentials: { heymarketJwtApi: { id, name: 'Heymarket without' } } }));
	const tokenless = await api.saveWorkflow({ name: 'tokenless', nodes: untold, connections, settings });
	const run = api.request('POST', `/rest/workflows/${tokenless.id}/run`, { triggerToStartFrom: { name: 'Trigger' } });
	await expect(run).rejects.toThrow('Webhook Verification Tokens is empty');
});

test('the polling trigger tells of what has come since it was activated, once', async () => {
	const execution = await eventually('a poll that found something', 100_000, async () => (await api.executions(polling.id))[0]);
	const items = outputOf(await api.finished(execution.id), 'Trigger');
	expect(items.map(({ text }) => text)).toEqual(['Are you open?']);
	expect(items[0]).toMatchObject({ event: 'message_received', phoneNumber: '+14155550123', inbox: 11 });
}, 130_000);
