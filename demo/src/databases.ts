import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { debianPostgresFolders, findProgram, unprivilegedUser } from './programs.ts';
import { type Service, startService } from './service.ts';

const run = promisify(execFile);

const NAME = 'n8n';

/** What a database server is started with. Its data are in a new folder, which is deleted when it stops. */
export interface DatabaseOptions {
	port: number;
	/** The file for its output; absolute. */
	log: string;
	/** Aborting it while the server is starting stops it. */
	signal?: AbortSignal;
}

/** A database server that is ready. */
export interface DatabaseServer extends Service {
	/** The environment variables of an n8n that uses it. */
	environment: Record<string, string>;
}

type User = ReturnType<typeof unprivilegedUser>;

/** Makes a folder that the server's user owns. It is in the system's temporary folder, which that user may enter. */
async function folderFor(name: string, user: User): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), `shared-inbox-${name}-`));
	if (user) await chown(folder, user.uid, user.gid);
	return folder;
}

const POSTGRES_MISSING =
	'Queue mode needs PostgreSQL, which is not on this computer. Install it (on Debian or Ubuntu: apt-get install ' +
	'postgresql) and start again. The cluster that comes with it is not used.';

/**
 * Starts a PostgreSQL with an empty database.
 *
 * @throws {CannotStart} when PostgreSQL isn't installed
 * @throws {ServiceFailed} when it ends or isn't ready in time, with the end of its log
 */
export async function startPostgres({ port, log, signal }: DatabaseOptions): Promise<DatabaseServer> {
	const folders = debianPostgresFolders();
	const [initdb, postgres, isReady] = ['initdb', 'postgres', 'pg_isready'].map((file) =>
		findProgram({ files: [file], folders, missing: POSTGRES_MISSING }),
	);
	const user = unprivilegedUser();
	const folder = await folderFor('postgres', user);
	const remove = () => rm(folder, { recursive: true, force: true });
	try {
		const data = path.join(folder, 'data');
		const password = randomBytes(12).toString('hex');
		const passwordFile = path.join(folder, 'password');
		await writeFile(passwordFile, password, { mode: 0o600 });
		if (user) await chown(passwordFile, user.uid, user.gid);
		const cluster = ['--pgdata', data, '--username', NAME, '--encoding', 'UTF8', '--no-locale', '--no-sync'];
		const access = ['--auth', 'scram-sha-256', '--pwfile', passwordFile];
		await run(initdb ?? '', [...cluster, ...access], { cwd: folder, ...user });

		const address = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
		const service = await startService({
			name: 'PostgreSQL',
			// The data are deleted with the folder anyway, so they need not survive a crash of the computer.
			command: [postgres ?? '', '-D', data, ...address, '-c', 'fsync=off'],
			environment: { PATH: process.env.PATH },
			folder,
			log,
			ready: () => run(isReady ?? '', ['-h', '127.0.0.1', '-p', String(port)]).then(() => true, () => false),
			readyWithinMs: 60_000,
			stopsWithinMs: 10_000,
			signal,
			user,
		});
		const environment = {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: NAME,
			DB_POSTGRESDB_PASSWORD: password,
		};
		return { ...service, environment, stop: () => service.stop().then(remove) };
	} catch (failure) {
		await remove();
		throw failure;
	}
}

const REDIS_MISSING =
	'Queue mode needs Redis, which is not on this computer. Install it (on Debian or Ubuntu: apt-get install ' +
	'redis-server) and start again. The server that comes with it is not used.';

/** Whether a Redis answers to PING; one that is still loading its data doesn't. */
function pong(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
		const end = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => socket.write('PING\r\n'));
		socket.once('data', (bytes) => end(bytes.toString().startsWith('+PONG')));
		for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false));
	});
}

/** A Redis that can be started again. */
export interface RedisServer extends DatabaseServer {
	/**
	 * Ends it and starts it again on the same port.
	 *
	 * @param kept whether it keeps its data; if not, its queues are empty afterwards
	 */
	restart(kept: boolean): Promise<void>;
}

/**
 * Starts a Redis that keeps its data over a restart, as the official image does.
 *
 * @throws {CannotStart} when Redis isn't installed
 * @throws {ServiceFailed} when it ends or isn't ready in time, with the end of its log
 */
export async function startRedis({ port, log, signal }: DatabaseOptions): Promise<RedisServer> {
	const program = findProgram({ files: ['redis-server'], missing: REDIS_MISSING });
	const user = unprivilegedUser();
	const folder = await folderFor('redis', user);
	const remove = () => rm(folder, { recursive: true, force: true });
	const data = path.join(folder, 'data');
	const start = async () => {
		await mkdir(data, { recursive: true });
		if (user) await chown(data, user.uid, user.gid);
		return await startService({
			name: 'Redis',
			command: [program, '--port', String(port), '--bind', '127.0.0.1', '--dir', data, '--appendonly', 'yes'],
			environment: { PATH: process.env.PATH },
			folder,
			log,
			ready: () => pong(port),
			readyWithinMs: 60_000,
			stopsWithinMs: 10_000,
			signal,
			user,
		});
	};
	try {
		let service = await start();
		const environment = { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) };
		return {
			...service,
			environment,
			restart: async (kept) => {
				await service.stop();
				if (!kept) await rm(data, { recursive: true, force: true });
				service = await start();
			},
			stop: () => service.stop().then(remove),
		};
	} catch (failure) {
		await remove();
		throw failure;
	}
}
