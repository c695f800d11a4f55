import path from 'node:path';

import { type Service, startService } from './service.ts';

const GRACEFUL_SHUTDOWN_SECONDS = 5;

/** Set for every n8n: no call leaves this computer, no question stands in the way, and only this computer reaches it. */
const QUIET_AND_LOCAL: Record<string, string> = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_SECURE_COOKIE: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(GRACEFUL_SHUTDOWN_SECONDS),
	// A proxy for the world outside must not get requests to this computer.
	NO_PROXY: '127.0.0.1,localhost',
	no_proxy: '127.0.0.1,localhost',
};

/** What an n8n process is started with. Paths are absolute. */
export interface N8nOptions {
	/** The Node that runs it. */
	node: string;
	/** The folder whose node_modules hold n8n. */
	installation: string;
	/** n8n's user folder; its data are in `.n8n` there. */
	userFolder: string;
	/** The file that takes its output. */
	log: string;
	/** Where it answers: the editor's port, or the health port of a worker. */
	port: number;
	/** Where its task runners reach it; two processes on one computer need two. */
	brokerPort: number;
	/** `start` (the default), `worker` or `webhook`. */
	command?: 'start' | 'worker' | 'webhook';
	/** What follows the command, such as `--concurrency=2`. */
	args?: string[];
	/** Variables beside those that every n8n here gets; they win. */
	environment?: Record<string, string>;
	/** Aborting it while n8n is starting stops n8n. */
	signal?: AbortSignal;
}

/** An n8n that is ready. */
export interface N8nServer extends Service {
	/** Its address, without a slash at the end. */
	url: string;
}

const CONFIGURES =
	/^(N8N|DB|QUEUE|EXECUTIONS|CREDENTIALS|WORKFLOWS|NODES|GENERIC|WEBHOOK|EXTERNAL|NODE_OPTIONS|NODE_ENV|npm)(_|$)/;

/** The caller's environment without what would configure n8n: a database, a port, a key of somebody's real n8n. */
function neutralEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !CONFIGURES.test(name)));
}

/** A worker answers on a port only when told to. */
function healthOfWorker(port: number): Record<string, string> {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/**
 * Starts n8n and waits until it takes requests.
 *
 * @throws {ServiceFailed} when it ends or isn't ready in time, with the end of its log
 */
export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	const { node, installation, userFolder, log, port, brokerPort, command = 'start', args = [], environment, signal } = options;
	const url = `http://127.0.0.1:${port}`;
	const service = await startService({
		name: command === 'start' ? 'n8n' : `n8n ${command}`,
		command: [node, path.join(installation, 'node_modules', 'n8n', 'bin', 'n8n'), command, ...args],
		environment: {
			...neutralEnvironment(),
			...QUIET_AND_LOCAL,
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			...(command === 'worker' && healthOfWorker(port)),
			...environment,
		},
		folder: installation,
		log,
		ready: `${url}/healthz/readiness`,
		readyWithinMs: 300_000,
		stopsWithinMs: (GRACEFUL_SHUTDOWN_SECONDS + 5) * 1000,
		signal,
	});
	return { ...service, url };
}
