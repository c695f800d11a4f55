import path from 'node:path';

import { type Service, startService } from './service.ts';

const GRACEFUL_SHUTDOWN_SECONDS = 5;

/**
 * Environment variables of every n8n. With them, n8n makes no calls to other computers, asks the person nothing, and can be
 * reached only from this computer.
 */
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
	// Requests to this computer must not go through a proxy.
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
	/** The file for its output. */
	log: string;
	/** The port where it answers: that of the editor, or that of a worker's health checks. */
	port: number;
	/** The port for its task runners; each n8n process on a computer needs its own. */
	brokerPort: number;
	/** `start` (the default), `worker` or `webhook`. */
	command?: 'start' | 'worker' | 'webhook';
	/** Arguments after the command, such as `--concurrency=2`. */
	args?: string[];
	/** Environment variables beside those of every n8n here; they override these. */
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

/** The caller's environment without the variables that configure n8n, such as the database of somebody's real n8n. */
function neutralEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !CONFIGURES.test(name)));
}

/** The variables by which a worker answers health checks on a port, which it doesn't do by default. */
function healthOfWorker(port: number): Record<string, string> {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/**
 * Starts n8n and waits until it accepts requests.
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
