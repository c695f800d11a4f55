import { randomBytes } from 'node:crypto';
import path from 'node:path';

import { installCommunityPackage } from './communityPackage.ts';
import { type DatabaseServer, type RedisServer, startPostgres, startRedis } from './databases.ts';
import { freePorts } from './freePorts.ts';
import { type N8nServer, startN8n } from './n8nServer.ts';
import type { Service } from './service.ts';

/** What n8n in queue mode is started with. Paths are absolute. */
export interface QueueModeOptions {
	/** The Node that runs n8n. */
	node: string;
	/** The folder whose node_modules hold n8n. */
	installation: string;
	/** The packed package, installed into every process's n8n. */
	tarball: string;
	/** The folder for the user folder and the log of each process. */
	folder: string;
	/** The editor's port. */
	port: number;
	/** The port of the process for webhooks. */
	webhookPort: number;
	workers: number;
	/** How many executions a worker runs at once; n8n's own default if it is left out. */
	concurrency?: number;
	/** Called before each n8n process starts, with the folder in which the package is installed for it. */
	installed?: (folder: string) => Promise<void>;
	/** Variables for every n8n process. */
	environment?: Record<string, string>;
	/** Aborting it stops what is starting. */
	signal?: AbortSignal;
	/** Called for each process when it is starting, in the order of the starts. The last one must be stopped first. */
	keep?: <Kept extends Service>(starting: Promise<Kept>) => Promise<Kept>;
}

/** n8n in queue mode: the editor, workers that run the executions, and a process that only takes webhooks. */
export interface QueueMode {
	main: N8nServer;
	webhook: N8nServer;
	workers: N8nServer[];
	postgres: DatabaseServer;
	redis: RedisServer;
	/** Starts another worker. With the number of an earlier one (from 1), it uses the same folder. */
	startWorker(number: number): Promise<N8nServer>;
}

/**
 * Starts PostgreSQL, Redis and n8n's processes. Each n8n has its own user folder and ports, as if it ran on its own computer.
 *
 * @throws {CannotStart} when PostgreSQL or Redis isn't installed
 * @throws {ServiceFailed} when a process ends or isn't ready in time, with the end of its log
 */
export async function startQueueMode(options: QueueModeOptions): Promise<QueueMode> {
	const { node, installation, tarball, folder, port, webhookPort, workers, concurrency, signal } = options;
	const keep = options.keep ?? ((starting) => starting);
	const logOf = (name: string) => path.join(folder, `${name}.log`);
	const [postgresPort = 0, redisPort = 0] = await freePorts(2);
	const postgres = await keep(startPostgres({ port: postgresPort, log: logOf('postgres'), signal }));
	const redis = await keep(startRedis({ port: redisPort, log: logOf('redis'), signal }));
	const environment = {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
		...postgres.environment,
		...redis.environment,
		...options.environment,
	};
	const start = async (name: string, command: 'start' | 'worker' | 'webhook', ports: number[], args?: string[]) => {
		const userFolder = path.join(folder, name);
		const installedIn = await installCommunityPackage(tarball, userFolder);
		await options.installed?.(installedIn);
		const [ownPort = 0, brokerPort = 0] = ports;
		const server = { node, installation, userFolder, log: logOf(name), port: ownPort, brokerPort };
		return await keep(startN8n({ ...server, command, args, environment, signal }).then((n8n) => ({ ...n8n, name: `n8n ${name}` })));
	};
	const args = concurrency === undefined ? [] : [`--concurrency=${concurrency}`];
	const startWorker = async (number: number, ports: number[]) => await start(`worker ${number}`, 'worker', ports, args);
	// It starts before the others, since it creates the tables in the database.
	const main = await start('main', 'start', [port, ...(await freePorts(1))]);
	// Asked for together, so that no port is given twice.
	const [webhookBroker = 0, ...workerPorts] = await freePorts(1 + 2 * workers);
	const [webhook, ...started] = await Promise.all([
		start('webhook', 'webhook', [webhookPort, webhookBroker]),
		...Array.from({ length: workers }, (_, index) => startWorker(index + 1, workerPorts.slice(2 * index, 2 * index + 2))),
	]);
	return {
		main,
		webhook: webhook as N8nServer,
		workers: started,
		postgres,
		redis,
		startWorker: async (number) => await startWorker(number, await freePorts(2)),
	};
}
