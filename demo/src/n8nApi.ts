import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse, type Method } from 'axios';
import { parse } from 'flatted';
import type { INodeTypeDescription, IRunExecutionData, IWorkflowBase } from 'n8n-workflow';

const POLL_INTERVAL_MS = 100;
const PUBLICATION_WITHIN_MS = 60_000;
const STARTED_WITHIN_MS = 60_000;
const DATABASE_WITHIN_MS = 60_000;
const NODE_TYPES_WITHIN_MS = 60_000;
const UNFINISHED: ReadonlySet<string> = new Set(['new', 'running', 'waiting', 'unknown']);

/** The owner of an n8n. The password needs eight characters or more, with a capital letter and a digit. */
export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** A credential as n8n's editor saves it. `data` has the values by the names of the properties, not encrypted. */
export interface Credential {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** The parts of a workflow that are in a file. */
export type Workflow = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> &
	Partial<Pick<IWorkflowBase, 'settings' | 'pinData'>>;

/** A workflow that n8n has stored. */
export interface StoredWorkflow extends Workflow {
	id: string;
	versionId: string;
	active: boolean;
}

/** An execution with its data parsed. */
export interface Execution {
	id: string;
	status: 'success' | 'error' | 'canceled' | 'crashed' | 'new' | 'running' | 'waiting' | 'unknown';
	mode: string;
	/** ISO 8601; null if it hasn't started yet. */
	startedAt: string | null;
	stoppedAt: string | null;
	workflowId: string;
	/** The execution that this one is a retry of. */
	retryOf: string | null;
	data: IRunExecutionData;
}

/** An execution in a list. */
export type ListedExecution = Omit<Execution, 'data'>;

/** n8n refused a request. The message has the request, the status and n8n's own words. */
export class N8nRefused extends Error {
	override name = 'N8nRefused';
	readonly status: number;

	constructor(request: string, status: number, answer: unknown) {
		const words = (answer as { message?: string } | undefined)?.message ?? JSON.stringify(answer);
		super(`n8n answered ${request} with ${status}: ${words}`);
		this.status = status;
	}
}

/**
 * A client for the interface that n8n's own editor uses (`/rest`, as in n8n 2.41.1), signed in as the owner. The interface
 * isn't public, so another version of n8n may need other requests.
 */
export class N8nApi {
	readonly url: string;
	private readonly client: AxiosInstance;
	private cookie = '';

	/** @param url n8n's address, without a slash at the end */
	constructor(url: string) {
		this.url = url;
		this.client = axios.create({
			baseURL: url,
			proxy: false,
			// After some busy seconds, n8n takes open connections for idle and closes them, with the requests that wait on them.
			httpAgent: new Agent({ keepAlive: false }),
			timeout: 120_000,
			validateStatus: () => true,
			// n8n accepts a sign-in only from the browser that made it, which it recognises by this header.
			headers: { 'browser-id': 'n8n-nodes-shared-inbox' },
		});
	}

	/**
	 * Makes one request as the person who is signed in.
	 *
	 * @param path below n8n's address, with its leading slash
	 * @returns the `data` of the answer
	 * @throws {N8nRefused} for a status other than 2xx
	 */
	async request<T>(method: Method, path: string, body?: unknown, parameters?: Record<string, unknown>): Promise<T> {
		const { status, headers, data } = await this.answered<{ data: T }>({ method, url: path, data: body, params: parameters });
		for (const cookie of headers['set-cookie'] ?? []) {
			if (cookie.startsWith('n8n-auth=')) this.cookie = cookie.slice(0, cookie.indexOf(';'));
		}
		if (status < 200 || status > 299) throw new N8nRefused(`${method} ${path}`, status, data);
		return data.data;
	}

	/**
	 * n8n's answer. On a busy computer, n8n may not run for some seconds. Then it takes its database for lost, and refuses all
	 * requests until it has asked the database again. Such a request is repeated.
	 */
	private async answered<T>(request: AxiosRequestConfig): Promise<AxiosResponse<T>> {
		for (let waited = 0; ; waited += POLL_INTERVAL_MS) {
			const answer = await this.client.request<T>({ ...request, headers: { cookie: this.cookie } });
			const isLost = answer.status === 503 && JSON.stringify(answer.data).includes('Database is not ready');
			if (!isLost || waited >= DATABASE_WITHIN_MS) return answer;
			await sleep(POLL_INTERVAL_MS);
		}
	}

	/**
	 * Signs in. If nobody owns this n8n yet, this person becomes its owner.
	 *
	 * @throws {N8nRefused} with status 401 when somebody else owns it
	 */
	async signIn(owner: Owner): Promise<void> {
		try {
			await this.request('POST', '/rest/owner/setup', owner);
		} catch (failure) {
			if (!(failure instanceof N8nRefused && failure.status === 400)) throw failure;
			await this.request('POST', '/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
		}
	}

	/**
	 * All node types that n8n has loaded, as its editor gets them, with names such as `n8n-nodes-base.set`. n8n keeps the list in
	 * a file, which it writes anew after a start and when a package comes or goes. A part of the list is no JSON, and is asked for again.
	 *
	 * @throws {N8nRefused} when n8n gives no list in time
	 */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		const url = '/types/nodes.json';
		for (let waited = 0; ; waited += POLL_INTERVAL_MS) {
			const { status, data } = await this.answered<INodeTypeDescription[] | string>({ url });
			if (Array.isArray(data)) return data;
			if (status !== 200 || waited >= NODE_TYPES_WITHIN_MS) throw new N8nRefused(`GET ${url}`, status, data);
			await sleep(POLL_INTERVAL_MS);
		}
	}

	/** All credentials, without their data. */
	async credentials(): Promise<{ id: string; name: string; type: string }[]> {
		return await this.request('GET', '/rest/credentials');
	}

	/** Stores a credential. It replaces one of the same name and type. @returns its id */
	async saveCredential(credential: Credential): Promise<string> {
		const known = (await this.credentials()).find(({ name, type }) => name === credential.name && type === credential.type);
		const { id } = known
			? await this.request<{ id: string }>('PATCH', `/rest/credentials/${known.id}`, credential)
			: await this.request<{ id: string }>('POST', '/rest/credentials', credential);
		return id;
	}

	/** Runs a credential's own test. @returns the result and the message that n8n shows */
	async testCredential(id: string, credential: Credential): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.request('POST', '/rest/credentials/test', { credentials: { id, ...credential } });
	}

	/** All workflows that aren't archived, without their nodes. */
	async workflows(): Promise<{ id: string; name: string; active: boolean }[]> {
		const all = await this.request<{ id: string; name: string; active: boolean; isArchived: boolean }[]>(
			'GET',
			'/rest/workflows',
		);
		return all.filter(({ isArchived }) => !isArchived);
	}

	/** One workflow with its nodes. */
	async workflow(id: string): Promise<StoredWorkflow> {
		return await this.request('GET', `/rest/workflows/${id}`);
	}

	/** Stores a workflow. It replaces the one with the given id, if there is an id. */
	async saveWorkflow(workflow: Workflow, id?: string): Promise<StoredWorkflow> {
		if (id === undefined) return await this.request('POST', '/rest/workflows', workflow);
		const { versionId } = await this.workflow(id);
		return await this.request('PATCH', `/rest/workflows/${id}`, { ...workflow, versionId });
	}

	/**
	 * Publishes a workflow, so that its triggers start it, and waits until they are registered (n8n answers before that).
	 *
	 * @throws when n8n could not register a trigger, with its reason
	 */
	async activate(workflow: Pick<StoredWorkflow, 'id' | 'versionId'>): Promise<void> {
		await this.request('POST', `/rest/workflows/${workflow.id}/activate`, { versionId: workflow.versionId });
		await this.publicationSettled(workflow.id);
	}

	/** Switches a workflow's triggers off, and waits until they are. */
	async deactivate(workflowId: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${workflowId}/deactivate`, {});
		await this.publicationSettled(workflowId);
	}

	private async publicationSettled(workflowId: string): Promise<void> {
		interface Publication {
			status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
			triggers: { errorMessage: string | null }[];
		}
		for (let waited = 0; waited < PUBLICATION_WITHIN_MS; waited += POLL_INTERVAL_MS) {
			const path = `/rest/workflows/${workflowId}/publication-status`;
			const { status, triggers } = await this.request<Publication>('GET', path);
			if (status === 'published' || status === 'not_published') return;
			if (status !== 'in_progress') throw new Error(triggers.map(({ errorMessage }) => errorMessage).join('; '));
			await sleep(POLL_INTERVAL_MS);
		}
		const seconds = PUBLICATION_WITHIN_MS / 1000;
		throw new Error(`n8n had not registered the triggers of workflow ${workflowId} after ${seconds} seconds.`);
	}

	/** Runs a workflow by hand from one of its triggers. @returns the execution's id */
	async run(workflowId: string, trigger: string): Promise<string> {
		const body = { triggerToStartFrom: { name: trigger } };
		const { executionId } = await this.request<{ executionId: string }>('POST', `/rest/workflows/${workflowId}/run`, body);
		return executionId;
	}

	/** Listens for one event of a trigger, as the button Listen for Test Event does. */
	async listen(workflowId: string, trigger: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${workflowId}/run`, { triggerToStartFrom: { name: trigger } });
	}

	/**
	 * Repeats a failed execution from the node where it failed, as the Retry button does, and waits for its end.
	 *
	 * @param loadWorkflow whether to use the workflow as it is now instead of as it was then
	 * @returns the new execution's id
	 */
	async retry(executionId: string, loadWorkflow = false): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow });
		return id;
	}

	/** The executions of one workflow, or of all, without their data, the newest first. */
	async executions(workflowId?: string): Promise<ListedExecution[]> {
		const filter = JSON.stringify(workflowId === undefined ? {} : { workflowId });
		const { results } = await this.request<{ results: ListedExecution[] }>('GET', '/rest/executions', undefined, {
			filter,
			limit: 100,
		});
		// n8n asks its database for those that run and for those that have ended, so one that ends just then may be in both.
		return [...new Map(results.map((execution) => [execution.id, execution])).values()];
	}

	/**
	 * Calls `start`, and gives the execution of the workflow that begins then. n8n may answer a webhook before it has stored
	 * the execution.
	 *
	 * @throws when no execution begins in time
	 */
	async startedBy(start: () => Promise<unknown>, workflowId: string): Promise<ListedExecution> {
		const known = new Set((await this.executions(workflowId)).map(({ id }) => id));
		await start();
		for (let waited = 0; waited < STARTED_WITHIN_MS; waited += POLL_INTERVAL_MS) {
			const started = (await this.executions(workflowId)).find(({ id }) => !known.has(id));
			if (started) return started;
			await sleep(POLL_INTERVAL_MS);
		}
		throw new Error(`No execution of workflow ${workflowId} had started after ${STARTED_WITHIN_MS / 1000} seconds.`);
	}

	/** One execution with its data. */
	async execution(id: string): Promise<Execution> {
		const stored = await this.request<Omit<Execution, 'data'> & { data: string }>('GET', `/rest/executions/${id}`);
		return { ...stored, data: parse(stored.data) as IRunExecutionData };
	}

	/**
	 * Waits until an execution has ended.
	 *
	 * @throws when that takes longer than `withinMs`
	 */
	async finished(id: string, withinMs = 120_000): Promise<Execution> {
		const deadline = Date.now() + withinMs;
		for (;;) {
			const execution = await this.execution(id);
			if (!UNFINISHED.has(execution.status)) return execution;
			if (Date.now() > deadline) throw new Error(`Execution ${id} had not ended after ${withinMs / 1000} seconds.`);
			await sleep(POLL_INTERVAL_MS);
		}
	}
}

/** The output items of a node's last run, by default those of its first output; none if the node did not run. */
export function outputOf(execution: Execution, node: string, output = 0): Record<string, unknown>[] {
	const items = execution.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
	return items.map(({ json }) => json);
}

/** The message and description of the error that an execution failed with; undefined if it did not fail. */
export function failureOf(execution: Execution): { node?: string; message: string; description?: string } | undefined {
	const { error } = execution.data.resultData;
	if (!error) return undefined;
	const { message, description, node } = error as { message: string; description?: string; node?: { name: string } };
	return { message, description, node: node?.name };
}
