import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePorts } from '../../demo/src/freePorts.ts';
import { N8nApi, N8nRefused, type StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { type N8nServer, startN8n } from '../../demo/src/n8nServer.ts';
import { type SandboxServer, storeCredentials, type StoredCredential } from '../../demo/src/sandboxServer.ts';
import { importWorkflows } from '../../demo/src/workflows.ts';
import { OWNER, places, type Servers } from '../n8n/servers';
import { OlderN8nApi } from './olderN8nApi.ts';

/** An n8n to test with (see installations.js). */
export interface Installation {
	version: string;
	folder: string;
	node: string;
	older: boolean;
	environment: Record<string, string>;
}

const ROUTES_WITHIN_MS = 60_000;

/** An n8n that is ready, and its interface, with the owner signed in. */
export interface RealN8n {
	server: N8nServer;
	api: N8nApi;
}

/** Signs in, and tries again if the interface is not ready yet: n8n 1 says that it is ready two seconds before. */
async function signInOnceThere(api: N8nApi): Promise<void> {
	const deadline = Date.now() + ROUTES_WITHIN_MS;
	for (;;) {
		try {
			return await api.signIn(OWNER);
		} catch (failure) {
			if (!(failure instanceof N8nRefused && failure.status === 404) || Date.now() > deadline) throw failure;
			await sleep(100);
		}
	}
}

/**
 * Starts an n8n on free ports and signs in.
 *
 * @param servers remembers the n8n, so that it is stopped at the end
 * @param userFolder n8n's user folder, new or from an earlier start
 * @param environment variables beside those of this version
 * @throws {ServiceFailed} when it doesn't start, with the end of its log
 */
export async function startRealN8n(
	servers: Servers,
	installation: Installation,
	userFolder: string,
	environment: Record<string, string> = {},
): Promise<RealN8n> {
	const [port = 0, brokerPort = 0] = await freePorts(2);
	const starting = startN8n({
		node: installation.node,
		installation: installation.folder,
		userFolder,
		log: path.join(userFolder, 'n8n.log'),
		port,
		brokerPort,
		environment: { ...installation.environment, ...environment },
	});
	const server = await servers.keep(starting);
	const api = installation.older ? new OlderN8nApi(server.url) : new N8nApi(server.url);
	await signInOnceThere(api);
	return { server, api };
}

/** The credentials for the sandbox and the example workflows (by the names of their files) that are stored in an n8n. */
export interface Furnished {
	credentials: StoredCredential[];
	workflow: (file: string) => StoredWorkflow;
}

/** Stores the sandbox's credentials and the example workflows in an n8n. */
export async function furnish(api: N8nApi, sandbox: SandboxServer, userFolder: string): Promise<Furnished> {
	const { credentials, byType } = await storeCredentials(api, sandbox.urls);
	const folder = path.join(places.root, 'examples');
	const workflows = await importWorkflows(api, folder, byType, path.join(userFolder, 'example-workflows.json'));
	const workflow = (file: string) => {
		const stored = workflows.get(file);
		if (!stored) throw new Error(`There is no example workflow ${file}.`);
		return stored;
	};
	return { credentials, workflow };
}
