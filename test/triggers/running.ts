import path from 'node:path';
import axios from 'axios';
import type { INode, INodeParameters } from 'n8n-workflow';
import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { freePorts } from '../../demo/src/freePorts.ts';
import { type N8nApi, outputOf, type StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { startN8n, type N8nServer } from '../../demo/src/n8nServer.ts';
import type { CredentialsByType } from '../../demo/src/workflows.ts';
import { credentials as accepted } from '../../sandbox/credentials.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { eventually, places, type Sandbox, type Servers, signIn, startSandbox, temporaryFolder } from '../n8n/servers';

/** The verification token of the webhooks that were set up in Heymarket. */
export const TOKEN = 'token-of-the-webhook';

/** How soon an n8n goes on that was killed while it published a workflow: a tenth of its own times. */
const PUBLISHES_AGAIN = { N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '12', N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1500' };

/** A post of a provider, as the sandbox shows it. */
export interface Posted {
	provider: ProviderName;
	url: string;
	body: Record<string, unknown>;
	/** The status of each try; none while it is under way. */
	statuses: number[];
	took: number[];
}

/** A node of a workflow, of which everything has a default but its name. */
export type Part = Partial<Omit<INode, 'parameters'>> & { name: string; parameters?: object };

export const byId = (value: number | string) => ({ __rl: true, mode: 'id', value: String(value) });

export const after = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Stores a workflow of nodes in a row. Those of the package get the credential of their provider. */
export async function workflowOf(api: N8nApi, credentials: CredentialsByType, name: string, ...parts: Part[]): Promise<StoredWorkflow> {
	const nodes = parts.map((part, index) => {
		const [, provider = ''] = /^n8n-nodes-shared-inbox\.(heymarket|whippy|sendook)/.exec(part.type ?? '') ?? [];
		const type = provider === 'heymarket' ? 'heymarketJwtApi' : `${provider}Api`;
		return {
			id: `node-${index}`,
			typeVersion: 1,
			position: [200 * index, 0] as [number, number],
			parameters: {} as INodeParameters,
			// Else n8n takes the workflow's ID and the node's name for its address.
			...(part.type?.endsWith('Trigger') && { webhookId: `${name}-hook` }),
			...(provider && { credentials: { [type]: credentials[type]! } }),
			...part,
		};
	}) as INode[];
	const connections = Object.fromEntries(nodes.slice(0, -1).map((node, index) => [node.name, { main: [[{ node: nodes[index + 1]!.name, type: 'main' as const, index: 0 }]] }]));
	return await api.saveWorkflow({ name, nodes, connections, settings: { executionOrder: 'v1' } });
}

/** The path of a trigger's address. */
export const hookPath = ({ nodes }: StoredWorkflow) => `/webhook/${nodes[0]!.webhookId}/webhook`;

/** Heymarket's credential, with the token of its webhooks. */
export function heymarketCredential(url: string, webhookTokens = TOKEN) {
	const { secretId, secretKey } = accepted.heymarket;
	const data = { authentication: 'apiSecret', secretId, secretKey, teamApiKey: '', webhookTokens, baseUrl: url, allowedRecipients: '' };
	return { name: webhookTokens ? 'Heymarket with webhooks' : 'Heymarket without', type: 'heymarketJwtApi', data };
}

/** Asks the sandbox's control address. */
export async function control<Made>(sandbox: Sandbox, address: string, body?: object): Promise<Made> {
	return (await axios.request<Made>({ url: `${sandbox.urls.control}${address}`, method: body ? 'POST' : 'GET', data: body, proxy: false })).data;
}

/** Posts something. @returns the status of the answer */
export async function postTo(url: string, body: unknown, headers: Record<string, string> = {}): Promise<number> {
	const data = typeof body === 'string' ? body : JSON.stringify(body);
	// As it is: a signature is that of these bytes.
	const options = { proxy: false, validateStatus: () => true, headers: { 'content-type': 'application/json', ...headers }, timeout: 60_000, transformRequest: (text: string) => text } as const;
	return (await axios.post(url, data, options)).status;
}

/** An n8n that may be stopped, killed and started again, and the sandbox. */
export class Running {
	api!: N8nApi;
	credentials!: CredentialsByType;
	private n8n!: N8nServer;

	private constructor(
		readonly sandbox: Sandbox,
		private readonly launch: () => Promise<N8nServer>,
	) {}

	static async start(servers: Servers): Promise<Running> {
		const folder = temporaryFolder();
		const sandbox = await startSandbox(servers, folder);
		await installCommunityPackage(places.tarball, folder);
		const [port = 0, brokerPort = 0] = await freePorts(2);
		// On its ports again, so that its webhooks have the same addresses.
		const options = { ...places, userFolder: folder, log: path.join(folder, 'n8n.log'), port, brokerPort, environment: PUBLISHES_AGAIN };
		const running = new Running(sandbox, async () => await servers.keep(startN8n(options)));
		await running.startAgain();
		const heymarket = heymarketCredential(sandbox.urls.heymarket);
		running.credentials['heymarketJwtApi'] = { id: await running.api.saveCredential(heymarket), name: heymarket.name };
		return running;
	}

	/** Starts n8n after its end. */
	async startAgain(): Promise<void> {
		this.n8n = await this.launch();
		const { api, credentials } = await signIn(this.n8n.url, this.sandbox);
		this.api = api;
		this.credentials = { ...credentials, ...this.credentials };
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
	}

	/** Ends it at once, as a crash does. */
	async kill(): Promise<void> {
		process.kill(-this.n8n.pid, 'SIGKILL');
		await this.n8n.ended;
	}

	async workflow(name: string, ...parts: Part[]): Promise<StoredWorkflow> {
		return await workflowOf(this.api, this.credentials, name, ...parts);
	}

	async publish(workflow: StoredWorkflow): Promise<void> {
		await this.api.activate(await this.api.workflow(workflow.id));
	}

	/** Waits until n8n has gone on with a workflow by itself. */
	async published({ id }: StoredWorkflow, wanted: 'not_published' | 'published' = 'published'): Promise<void> {
		await eventually(`workflow that is ${wanted}`, 60_000, async () => {
			const { status } = await this.api.request<{ status: string }>('GET', `/rest/workflows/${id}/publication-status`);
			return status === wanted ? true : undefined;
		});
	}

	urlOf(workflow: StoredWorkflow, isTest = false): string {
		return `${this.n8n.url}${isTest ? hookPath(workflow).replace('/webhook/', '/webhook-test/') : hookPath(workflow)}`;
	}

	async control<Made>(address: string, body?: object): Promise<Made> {
		return await control<Made>(this.sandbox, address, body);
	}

	/** What the sandbox has posted to a workflow. */
	async postsTo(workflow: StoredWorkflow): Promise<Posted[]> {
		return (await this.control<Posted[]>('/deliveries')).filter(({ url }) => url === this.urlOf(workflow));
	}

	/** Posts to a workflow, whoever one is. @returns the status of the answer */
	async post(workflow: StoredWorkflow, body: unknown, headers?: Record<string, string>): Promise<number> {
		return await postTo(this.urlOf(workflow), body, headers);
	}

	async count(workflow: StoredWorkflow): Promise<number> {
		return (await this.api.executions(workflow.id)).length;
	}

	/** The number of executions, when there are so many and none has been added for a second. */
	async settled(workflow: StoredWorkflow, expected: number): Promise<number> {
		await eventually(`${expected} executions of ${workflow.name}`, 60_000, async () => ((await this.count(workflow)) >= expected ? true : undefined));
		await after(1_000);
		// One that ends while n8n makes the list may be missing in it.
		return Math.max(await this.count(workflow), await this.count(workflow));
	}

	/** What came out of the trigger in the newest execution of a workflow. */
	async newestOf(workflow: StoredWorkflow): Promise<Array<Record<string, unknown>>> {
		const [newest] = await this.api.executions(workflow.id);
		return outputOf(await this.api.finished(newest!.id), 'Trigger');
	}
}
