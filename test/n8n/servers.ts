import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import axios from 'axios';
import { freePorts } from '../../demo/src/freePorts.ts';
import { N8nApi, type Owner } from '../../demo/src/n8nApi.ts';
import { portsByAddress, SANDBOX_ADDRESSES, type SandboxServer, startSandboxServer, storeCredentials } from '../../demo/src/sandboxServer.ts';
import type { Service } from '../../demo/src/service.ts';
import type { CredentialsByType } from '../../demo/src/workflows.ts';
import type { LimitSetting } from '../../sandbox/limits.ts';
import type { ProviderName } from '../../sandbox/provider.ts';

const root = path.resolve(__dirname, '..', '..');

/** The paths that servers of a test are started with, all absolute. */
export const places = {
	root,
	/** The folder whose node_modules hold n8n. */
	installation: path.join(root, 'demo'),
	/** The Node that runs these tests, which is the project's own. */
	node: process.execPath,
	/** The packed package. */
	tarball: String(process.env.SHARED_INBOX_TARBALL),
};

/** The person who signs in. */
export const OWNER: Owner = { email: 'owner@example.com', password: 'Shared-inbox-1', firstName: 'Olga', lastName: 'Owner' };

/** Makes a new folder that is removed at the end of jest's run. */
export function temporaryFolder(name = 'servers'): string {
	return mkdtempSync(path.join(String(process.env.SHARED_INBOX_TEST_FOLDER), `${name}-`));
}

/** The servers of a test file. They are stopped in the opposite order of their starts. */
export class Servers {
	private readonly started: Array<Promise<Service>> = [];

	/** Remembers a server that is starting. */
	keep = async <Kept extends Service>(starting: Promise<Kept>): Promise<Kept> => {
		this.started.push(starting);
		return await starting;
	};

	/** Stops all servers, also those that are still starting. */
	async stop(): Promise<void> {
		for (const starting of this.started.splice(0).reverse()) {
			const service = await starting.catch(() => undefined);
			await service?.stop();
		}
		writeFileSync(String(process.env.SHARED_INBOX_RUNNING), '');
	}
}

/** A sandbox whose limits can be changed. */
export interface Sandbox extends SandboxServer {
	setLimit(provider: ProviderName, limit: 'off' | 'default' | LimitSetting): Promise<void>;
	/** Removes all faults. */
	clearFaults(): Promise<void>;
}

/** Starts the three providers on free ports. */
export async function startSandbox(servers: Servers, folder: string): Promise<Sandbox> {
	const ports = portsByAddress(await freePorts(SANDBOX_ADDRESSES.length));
	const { node } = places;
	const sandbox = await servers.keep(startSandboxServer({ node, root, log: path.join(folder, 'sandbox.log'), ports }));
	const control = axios.create({ baseURL: sandbox.urls.control, proxy: false, timeout: 60_000 });
	return {
		...sandbox,
		setLimit: async (provider, limit) => void (await control.post('/limits', { provider, limit })),
		clearFaults: async () => void (await control.delete('/faults')),
	};
}

/** Signs in at a new n8n and stores credentials for the sandbox. */
export async function signIn(url: string, sandbox: Sandbox): Promise<{ api: N8nApi; credentials: CredentialsByType }> {
	const api = new N8nApi(url);
	await api.signIn(OWNER);
	const { byType } = await storeCredentials(api, sandbox.urls);
	return { api, credentials: byType };
}

/** Calls a function every 100 milliseconds until it gives something. @throws if it doesn't in time; the error has the name */
export async function eventually<Found>(
	what: string,
	withinMs: number,
	look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
	for (const deadline = Date.now() + withinMs; ; ) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > deadline) throw new Error(`Within ${withinMs / 1000} seconds there was no ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
