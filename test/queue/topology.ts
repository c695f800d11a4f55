import { readFileSync } from 'node:fs';
import axios from 'axios';
import type { INode, INodeParameters } from 'n8n-workflow';
import { freePorts } from '../../demo/src/freePorts.ts';
import type { N8nApi, Workflow } from '../../demo/src/n8nApi.ts';
import { type QueueMode, type QueueModeOptions, startQueueMode } from '../../demo/src/queueMode.ts';
import type { CredentialsByType } from '../../demo/src/workflows.ts';
import type { Row } from '../n8n/batch';
import { places, type Sandbox, Servers, signIn, startSandbox, temporaryFolder } from '../n8n/servers';

/** How many executions a worker runs at once. */
export const CONCURRENCY = 4;

/** Nodes that send one text per item, without their credential, which the workflow adds. */
export const senders = {
	heymarket: {
		credential: 'heymarketJwtApi',
		parameters: {
			resource: 'message',
			operation: 'send',
			inbox: { __rl: true, mode: 'id', value: '11' },
			sendAs: { __rl: true, mode: 'id', value: '101' },
			sendTo: 'phoneNumber',
			phoneNumber: '={{ $json.phone }}',
			content: 'text',
			text: '={{ $json.text }}',
		},
	},
	whippy: {
		credential: 'whippyApi',
		parameters: {
			resource: 'sms',
			operation: 'send',
			phoneChannel: { __rl: true, mode: 'id', value: '+14155550110' },
			phoneNumber: '={{ $json.phone }}',
			text: '={{ $json.text }}',
		},
	},
} satisfies Record<string, { credential: string; parameters: INodeParameters }>;

/** The name of the node that sends, in every workflow here. */
export const SEND = 'Send';

function workflowOf(
	provider: keyof typeof senders,
	path: string,
	credentials: CredentialsByType,
	settings: Workflow['settings'],
): Workflow {
	const { credential, parameters } = senders[provider];
	const nodes: Array<Partial<INode>> = [
		{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: path, parameters: { httpMethod: 'POST', path } },
		{ name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.rows' } },
		{ name: SEND, type: `n8n-nodes-shared-inbox.${provider}`, parameters, credentials: { [credential]: credentials[credential]! } },
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	return {
		name: path,
		nodes: nodes.map((node, index) => ({ id: `node-${index}`, typeVersion: 1, position: [index * 200, 0], ...node }) as INode),
		connections: { Webhook: to('Split'), Split: to(SEND) },
		settings: { executionOrder: 'v1', ...settings },
	};
}

/** An active workflow that a webhook starts. */
export interface Sending {
	/**
	 * Calls its webhook.
	 *
	 * @param through the process that takes the call; by default the one for webhooks
	 * @returns the execution's id
	 */
	call(rows: Row[], through?: 'main' | 'webhook'): Promise<string>;
}

/** n8n in queue mode with two workers, and the sandbox. */
export class Topology {
	/** The folder for the files of all processes. */
	readonly folder: string;
	readonly sandbox: Sandbox;
	readonly queue: QueueMode;
	readonly api: N8nApi;
	readonly credentials: CredentialsByType;
	private readonly servers: Servers;

	private constructor(parts: Pick<Topology, 'folder' | 'sandbox' | 'queue' | 'api' | 'credentials'> & { servers: Servers }) {
		this.folder = parts.folder;
		this.sandbox = parts.sandbox;
		this.queue = parts.queue;
		this.api = parts.api;
		this.servers = parts.servers;
		this.credentials = parts.credentials;
	}

	/**
	 * Starts everything.
	 *
	 * @param more more options for n8n’s processes
	 * @throws when something can't be started; then everything else has been stopped
	 */
	static async start(more: Partial<QueueModeOptions> = {}): Promise<Topology> {
		const servers = new Servers();
		try {
			const folder = temporaryFolder();
			const sandbox = await startSandbox(servers, folder);
			const [port = 0, webhookPort = 0] = await freePorts(2);
			const options = { folder, port, webhookPort, workers: 2, concurrency: CONCURRENCY, keep: servers.keep };
			const queue = await startQueueMode({ ...places, ...options, ...more });
			return new Topology({ servers, folder, sandbox, queue, ...(await signIn(queue.main.url, sandbox)) });
		} catch (failure) {
			await servers.stop();
			throw failure;
		}
	}

	async stop(): Promise<void> {
		await this.servers.stop();
	}

	/** Stores and publishes a workflow that sends the rows of a webhook call. */
	async sending(provider: keyof typeof senders, name: string, settings: Workflow['settings'] = {}): Promise<Sending> {
		const stored = await this.api.saveWorkflow(workflowOf(provider, name, this.credentials, settings));
		await this.api.activate(stored);
		return {
			call: async (items, through = 'webhook') => {
				const address = `${this.queue[through].url}/webhook/${name}`;
				const post = () => axios.post(address, { rows: items }, { proxy: false, timeout: 60_000 });
				return (await this.api.startedBy(post, stored.id)).id;
			},
		};
	}

	/** The number (from 1) of the worker that has run an execution; undefined if none has yet. */
	workerOf(executionId: string): number | undefined {
		const logs = this.queue.workers.map(({ log }) => readFileSync(log, 'utf8'));
		const found = logs.findIndex((log) => log.includes(`Worker started execution ${executionId} `));
		return found === -1 ? undefined : found + 1;
	}
}
