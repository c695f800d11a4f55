import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

const POLL_INTERVAL_MS = 100;
const LOG_LINES_SHOWN = 15;

/** What a server process is started with. Paths are absolute. */
export interface ServiceOptions {
	/** Its name for the person at the command line, such as "n8n". */
	name: string;
	/** The program and its arguments. */
	command: string[];
	/** Its whole environment; nothing is inherited. */
	environment: NodeJS.ProcessEnv;
	/** The folder it runs in. */
	folder: string;
	/** The file for its output; it is overwritten. */
	log: string;
	/** An address that answers 2xx when it is ready, or a function that tells whether it is. */
	ready: string | (() => Promise<boolean>);
	/** How long it may take to become ready. */
	readyWithinMs: number;
	/** How long it may take to stop by itself before it is killed. */
	stopsWithinMs: number;
	/** Aborting it while the process is starting stops the process. */
	signal?: AbortSignal;
	/** The user it runs as, if that isn't the user who starts it. */
	user?: { uid: number; gid: number };
}

/** A server process that is ready. */
export interface Service {
	name: string;
	pid: number;
	log: string;
	/** Settles when the process has ended, for any reason. */
	ended: Promise<void>;
	/** Asks it to end, and kills it if it doesn't. Settles when it has ended. May be called more than once. */
	stop(): Promise<void>;
}

/** A server process ended, or did not become ready in time. The message quotes the end of its log. */
export class ServiceFailed extends Error {
	override name = 'ServiceFailed';
}

function endOfLog(log: string): string {
	return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
}

/** Signals a process and its child processes. Gives false if they have ended. */
function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
	try {
		// The process is the leader of its own process group, and a negative number names the group.
		process.kill(process.platform === 'win32' ? pid : -pid, signal);
		return true;
	} catch {
		return false;
	}
}

async function answers(url: string): Promise<boolean> {
	const { status } = await axios
		.get(url, { timeout: 5000, proxy: false, validateStatus: () => true })
		.catch(() => ({ status: 0 }));
	return status >= 200 && status < 300;
}

/**
 * Starts a server and waits until it is ready. It gets its own process group, so that Ctrl-C at the terminal reaches only
 * this process, and so that stopping it also ends its child processes.
 *
 * @throws {ServiceFailed} when it ends or isn't ready in time; then it has been stopped
 */
export async function startService(options: ServiceOptions): Promise<Service> {
	mkdirSync(path.dirname(options.log), { recursive: true });
	const output = openSync(options.log, 'w');
	const [file = '', ...args] = options.command;
	const child = spawn(file, args, {
		cwd: options.folder,
		env: options.environment,
		detached: process.platform !== 'win32',
		stdio: ['ignore', output, output],
		...options.user,
	});
	closeSync(output);
	let running = true;
	const ended = new Promise<void>((resolve) => {
		const end = () => {
			running = false;
			resolve();
		};
		child.once('exit', end);
		child.once('error', end);
	});
	const pid = child.pid ?? 0;
	// A file with the processes that were started, for another process that has to end them if this one can't.
	const record = process.env.SHARED_INBOX_RUNNING;
	if (record && pid) appendFileSync(record, `${pid}\n`);

	const stop = async () => {
		if (!running) return;
		signalGroup(pid, 'SIGTERM');
		await Promise.race([ended, sleep(options.stopsWithinMs, undefined, { ref: false })]);
		signalGroup(pid, 'SIGKILL');
		await ended;
	};

	const deadline = Date.now() + options.readyWithinMs;
	const { signal, ready } = options;
	const isReady = typeof ready === 'string' ? () => answers(ready) : ready;
	while (running && Date.now() < deadline && !signal?.aborted) {
		if (await isReady()) return { name: options.name, pid, log: options.log, ended, stop };
		await sleep(POLL_INTERVAL_MS);
	}
	if (signal?.aborted) {
		await stop();
		throw new ServiceFailed(`${options.name} was stopped while it was starting.`);
	}
	const late = `was not ready within ${options.readyWithinMs / 1000} seconds`;
	const happened = running ? late : 'ended while it was starting';
	await stop();
	throw new ServiceFailed(`${options.name} ${happened}. The end of ${options.log}:\n${endOfLog(options.log)}`);
}
