import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { installCommunityPackage } from '../demo/src/communityPackage.ts';
import { freePorts } from '../demo/src/freePorts.ts';
import { failureOf, N8nApi, type StoredWorkflow } from '../demo/src/n8nApi.ts';
import { startN8n, type N8nServer } from '../demo/src/n8nServer.ts';
import { withoutWhippysLimits } from '../test/n8n/withoutLimits.ts';
import type { Bench } from './context.ts';
import { PACKAGE } from './packageName.ts';
import { httpText, keyByCredential } from './parameters.ts';
import { installation, requireOneWorkflow } from './places.ts';
import type { Wait } from './probe.ts';
import { endsWithTheBenchmark, startProcess, type Callee } from './processes.ts';
import { longestWait } from './statistics.ts';

const { packPackage } = createRequire(import.meta.url)('../demo/install/package.js') as { packPackage: () => Promise<string> };
const run = promisify(execFile);

/** What a run in a real n8n cost. */
export interface RealRun {
	/** The duration of the node's run, as n8n measures it. */
	wallMs: number;
	/** CPU time of n8n's main process, from the start of the run until it is saved. */
	cpuMs: number;
	/** The longest time without an answer of n8n while the node ran. */
	pauseMs: number;
	/** The same from the start of the run until it is saved. */
	pauseInAllMs: number;
}

/** What a delivery to a webhook cost n8n. */
export interface Delivered {
	/** Until its answer, where some are posted at once. */
	wallMs: number;
	/** Of n8n's main process, with the execution that it starts. */
	cpuMs: number;
}

/** A provider posts to several connections. */
const POSTED_AT_ONCE = 4;

/** In one look, n8n uses so much CPU time while it does nothing. */
const IDLE_MS = 20;

/** On a busy computer it may never look idle. */
const MOST_LOOKS = 20;

/** How often to ask n8n whether a run has ended. It isn't asked more often, since answering costs n8n time that is measured. */
const LOOK_EVERY_MS = 250;

/** The CPU time of a process so far, in all its threads. This works only on Linux. */
async function cpuOf(pid: number): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The program's name is in brackets and may have spaces, so the fields are counted from the bracket behind it.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [userTicks, systemTicks] = [fields[11], fields[12]].map(Number);
	const { stdout: ticksPerSecond } = await run('getconf', ['CLK_TCK']);
	return ((userTicks + systemTicks) * 1000) / Number(ticksPerSecond);
}

/** Ends the processes that a file lists, one on each line, with their child processes. */
function endProcessGroups(file: string): void {
	if (!existsSync(file)) return;
	for (const pid of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
		try {
			process.kill(-Number(pid), 'SIGKILL');
		} catch {
			// It has ended by itself.
		}
	}
}

/** A real n8n: expressions run in its VM, credentials come from its database, and requests go through its authenticated helper. */
export class RealN8n {
	private readonly bench: Bench;
	private readonly n8n: N8nServer;
	private readonly api: N8nApi;
	private readonly probe: Callee;
	private readonly scene: string;
	private readonly baseUrl: string;
	private readonly credentials: INode['credentials'];
	private readonly forget: () => void;
	private requests = 0;

	private constructor(
		bench: Bench,
		n8n: N8nServer,
		api: N8nApi,
		forget: () => void,
		{ name, baseUrl }: { name: string; baseUrl: string },
		credentials: INode['credentials'],
	) {
		this.bench = bench;
		this.n8n = n8n;
		this.api = api;
		this.forget = forget;
		this.scene = name;
		this.baseUrl = baseUrl;
		this.credentials = credentials;
		this.probe = startProcess('probe.ts');
	}

	/** Installs the package without Whippy's limits in a new user folder, and starts n8n with it. */
	static async start(bench: Bench): Promise<RealN8n> {
		const userFolder = path.join(bench.folder, `real-n8n-${Math.random().toString(36).slice(2)}`);
		const folder = await installCommunityPackage(await packPackage(), userFolder);
		requireOneWorkflow(folder);
		// With Whippy's limit of 25 a second, the row would measure the limit and not the node.
		await withoutWhippysLimits(folder);
		const [port, brokerPort] = await freePorts(2);
		// The demo writes the processes that it starts into this file before they are ready. So a row that is given up during the
		// start can end them.
		const running = path.join(bench.folder, `running-${port}`);
		process.env.SHARED_INBOX_RUNNING = running;
		const forget = endsWithTheBenchmark({ stop: () => endProcessGroups(running) });
		const n8n = await startN8n({
			node: process.execPath,
			installation,
			userFolder,
			log: path.join(bench.folder, 'n8n.log'),
			port,
			brokerPort,
		});
		const api = new N8nApi(n8n.url);
		await api.signIn({ email: 'bench@example.com', password: 'Shared-inbox-1', firstName: 'Bench', lastName: 'Mark' });
		const scene = await bench.server.open({});
		const credential = { name: 'Whippy', type: 'whippyApi', data: { apiKey: 'a-key-of-the-benchmark', baseUrl: scene.baseUrl } };
		const credentials = { whippyApi: { id: await api.saveCredential(credential), name: credential.name } };
		return new RealN8n(bench, n8n, api, forget, scene, credentials);
	}

	/** Stores a workflow in which this package's Whippy node gets these items. */
	async ours(items: INodeExecutionData[], parameters: IDataObject): Promise<StoredWorkflow> {
		return await this.save(items, { type: `${PACKAGE}.whippy`, typeVersion: 1, parameters: parameters as INode['parameters'] });
	}

	/** Stores a workflow in which the HTTP Request node gets these items, with the same credential. */
	async http(items: INodeExecutionData[], more?: Parameters<typeof httpText>[2]): Promise<StoredWorkflow> {
		const parameters = httpText(this.baseUrl, keyByCredential, more) as INode['parameters'];
		return await this.save(items, { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters });
	}

	/** Publishes a workflow of one node that receives posts. @returns its address */
	async receiver(node: Pick<INode, 'type' | 'typeVersion' | 'parameters'>, credential?: { type: string; data: Record<string, string> }): Promise<string> {
		const webhookId = randomUUID();
		const name = node.type;
		const credentials = credential && { [credential.type]: { id: await this.api.saveCredential({ name, ...credential }), name } };
		const workflow = await this.api.saveWorkflow({
			name,
			nodes: [{ id: 'receiver', name: 'Receiver', position: [0, 0], webhookId, ...node, ...(credentials && { credentials }) }],
			connections: {},
			settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveManualExecutions: false },
		});
		await this.api.activate(workflow);
		return `${this.n8n.url}/webhook/${webhookId}/webhook`;
	}

	/** Posts bodies, some at a time, and waits until n8n has nothing left to do. @throws Error where one is answered otherwise */
	async deliver(url: string, bodies: object[], status: number): Promise<Delivered> {
		const waiting = bodies.values();
		const cpuBefore = await cpuOf(this.n8n.pid);
		const startedAt = performance.now();
		const post = async () => {
			for (const body of waiting) {
				const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
				await answer.arrayBuffer();
				if (answer.status !== status) throw new Error(`${url} answered with ${answer.status}`);
			}
		};
		await Promise.all(Array.from({ length: POSTED_AT_ONCE }, post));
		const wallMs = performance.now() - startedAt;
		for (let last = await cpuOf(this.n8n.pid), quiet = 0, looks = 0; quiet < 2 && looks < MOST_LOOKS; looks += 1) {
			await sleep(LOOK_EVERY_MS);
			const now = await cpuOf(this.n8n.pid);
			quiet = now - last <= IDLE_MS ? quiet + 1 : 0;
			last = now;
		}
		return { wallMs: wallMs / bodies.length, cpuMs: ((await cpuOf(this.n8n.pid)) - cpuBefore) / bodies.length };
	}

	private async save(items: INodeExecutionData[], node: Partial<INode>): Promise<StoredWorkflow> {
		return await this.api.saveWorkflow({
			name: `${items.length} items to ${node.type}`,
			nodes: [
				{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ id: 'node', name: 'Node', position: [200, 0], credentials: this.credentials, ...node } as INode,
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
			pinData: { Start: items },
		});
	}

	/** Runs a workflow to its end. @throws Error unless every item was sent once and has an output */
	async run(workflow: StoredWorkflow): Promise<RealRun> {
		const items = workflow.pinData?.Start?.length ?? 0;
		await this.probe.call('begin', `${this.n8n.url}/healthz`);
		const cpuBefore = await cpuOf(this.n8n.pid);
		const id = await this.api.run(workflow.id, 'Start');
		await this.ended(workflow.id, id);
		const cpuMs = (await cpuOf(this.n8n.pid)) - cpuBefore;
		const waits = await this.probe.call<Wait[]>('end');

		const execution = await this.api.execution(id);
		const [{ startTime, executionTime, data: output }] = execution.data.resultData.runData.Node;
		const { requests } = await this.bench.server.report(this.scene);
		const sent = requests - this.requests;
		this.requests = requests;
		if (execution.status !== 'success' || sent !== items || output?.main[0]?.length !== items) {
			throw new Error(`${workflow.name} in a real n8n ended with ${execution.status} after ${sent} requests: ${failureOf(execution)?.message}`);
		}
		return {
			wallMs: executionTime,
			cpuMs,
			pauseMs: longestWait(waits, startTime, startTime + executionTime),
			pauseInAllMs: longestWait(waits),
		};
	}

	/** Waits until an execution has ended. It asks for the list, because the execution itself comes with all its items. */
	private async ended(workflowId: string, id: string): Promise<void> {
		for (;;) {
			const execution = (await this.api.executions(workflowId)).find((listed) => listed.id === id);
			if (execution?.stoppedAt) return;
			await sleep(LOOK_EVERY_MS);
		}
	}

	async stop(): Promise<void> {
		this.probe.stop();
		await this.n8n.stop();
		this.forget();
	}
}
