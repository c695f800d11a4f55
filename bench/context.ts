import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { OlderSide } from './olderSide.ts';
import { startProcess, type Callee } from './processes.ts';
import type { Shares } from './profile.ts';
import type { Job } from './scenarios.ts';
import type { Report, SceneOptions } from './server.ts';
import type { Measurement } from './worker.ts';

/** One line of the table. */
export interface Line {
	what: string;
	target: string;
	measured: string;
	/** The same figures of the alternative. */
	beside?: string;
	/** Left out if there is no target. */
	met?: boolean;
}

/** What a run cost, and which requests the server got. */
export type Result = Measurement & { report: Report };

/** What a row needs for measuring. */
export interface Bench {
	/** How often a comparison is repeated. */
	rounds: number;
	/** A folder for files; deleted afterwards. */
	folder: string;
	server: Server;
	older: OlderSide;
	fewOperations: OlderSide;
	/**
	 * Starts a process that has loaded n8n-core, this package and the HTTP Request node.
	 * @param folder a folder with another built package, to load instead of this one
	 */
	worker(folder?: string): Promise<Worker>;
}

/** The local server that all nodes send to, in its own process. */
export class Server {
	readonly process = startProcess('server.ts');

	async open(options: SceneOptions): Promise<{ name: string; baseUrl: string }> {
		return await this.process.call('open', options);
	}

	async report(name: string): Promise<Report> {
		return await this.process.call('report', name);
	}
}

/** A process that runs workflows in n8n-core. */
export class Worker {
	private readonly server: Server;
	readonly process: Callee;

	/**
	 * @param folder a folder for n8n's files
	 * @param packageFolder the folder of the built package, if that isn't this project's
	 */
	constructor(server: Server, folder: string, packageFolder?: string) {
		this.server = server;
		const home = path.join(folder, `n8n-${Math.random().toString(36).slice(2)}`);
		mkdirSync(home);
		const environment = { N8N_USER_FOLDER: home, N8N_LOG_LEVEL: 'silent' };
		this.process = startProcess('worker.ts', { environment, folder: packageFolder });
	}

	/** Removes the providers' limits from their nodes, so that a row measures the node and not the wait. */
	async withoutLimits(): Promise<this> {
		return await this.withLimits(0);
	}

	/** Gives the nodes the providers' own limits, with windows `scale` times as long. */
	async withLimits(scale: number): Promise<this> {
		for (const name of ['whippy', 'heymarket', 'sendook']) await this.process.call('changeLimits', { name, scale });
		return this;
	}

	/** Runs a job that sends to its own address of the server. */
	async run(job: Omit<Job, 'baseUrl'>, scene: SceneOptions = {}): Promise<Result> {
		const { name, baseUrl } = await this.server.open(scene);
		const measurement = await this.process.call<Measurement>('run', { ...job, baseUrl } satisfies Job);
		return { ...measurement, report: await this.server.report(name) };
	}

	/** Runs a job, and tells which code its CPU time is spent in. */
	async profile(job: Omit<Job, 'baseUrl'>): Promise<Shares> {
		const { baseUrl } = await this.server.open({});
		return await this.process.call<Shares>('profile', { ...job, baseUrl } satisfies Job);
	}

	/** Runs a few items unmeasured, since the first runs of a process are slower. */
	async warmUp(contestants: Array<Job['contestant']>): Promise<this> {
		for (const contestant of contestants) {
			for (let round = 0; round < 3; round += 1) await this.run({ contestant, items: 300 });
		}
		return this;
	}

	stop(): void {
		this.process.stop();
	}
}

/** Runs each of `entrants` once a round, and changes their order with every round. Gives the results by name. */
export async function alternating<Name extends string, Outcome>(
	rounds: number,
	entrants: Record<Name, () => Promise<Outcome>>,
): Promise<Record<Name, Outcome[]>> {
	const names = Object.keys(entrants) as Name[];
	const results = Object.fromEntries(names.map((name) => [name, [] as Outcome[]])) as Record<Name, Outcome[]>;
	for (let round = 0; round < rounds; round += 1) {
		for (const name of round % 2 === 0 ? names : names.toReversed()) results[name].push(await entrants[name]());
	}
	return results;
}

/** Checks that every item was sent exactly once and has an output. @throws Error if not */
export function requireComplete(results: Result[], items: number): void {
	for (const { status, message, outputs, report } of results) {
		if (status === 'success' && outputs === items && report.accepted === items && report.twice.messages === 0) continue;
		throw new Error(`A run that should have sent ${items} items ended with ${status} (${message}): ${JSON.stringify({ outputs, ...report })}`);
	}
}
