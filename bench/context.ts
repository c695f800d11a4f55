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
	/** What the alternative does, side by side. */
	beside?: string;
	/** Left out where there is no target. */
	met?: boolean;
}

/** What a run cost, and what the server saw of it. */
export type Result = Measurement & { report: Report };

/** What rows measure with. */
export interface Bench {
	/** How often a comparison is repeated. */
	rounds: number;
	/** A folder for what is written; deleted afterwards. */
	folder: string;
	server: Server;
	older: OlderSide;
	/**
	 * A process that has loaded n8n-core, this package and the HTTP Request node.
	 * @param folder another folder with a built package, in place of this one
	 */
	worker(folder?: string): Promise<Worker>;
}

/** The local server that everybody sends to, in a process of its own. */
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
	 * @param folder where n8n may write
	 * @param packageFolder a built package, where that isn't this project's
	 */
	constructor(server: Server, folder: string, packageFolder?: string) {
		this.server = server;
		const home = path.join(folder, `n8n-${Math.random().toString(36).slice(2)}`);
		mkdirSync(home);
		const environment = { N8N_USER_FOLDER: home, N8N_LOG_LEVEL: 'silent' };
		this.process = startProcess('worker.ts', { environment, folder: packageFolder });
	}

	/** Takes the providers' limits out of their nodes, so that a row measures the node and not the wait. */
	async withoutLimits(): Promise<this> {
		return await this.withLimits(0);
	}

	/** The providers' own limits, with windows `scale` times as long. */
	async withLimits(scale: number): Promise<this> {
		for (const name of ['whippy', 'heymarket', 'sendook']) await this.process.call('changeLimits', { name, scale });
		return this;
	}

	/** Runs a job at an address of its own. */
	async run(job: Omit<Job, 'baseUrl'>, scene: SceneOptions = {}): Promise<Result> {
		const { name, baseUrl } = await this.server.open(scene);
		const measurement = await this.process.call<Measurement>('run', { ...job, baseUrl } satisfies Job);
		return { ...measurement, report: await this.server.report(name) };
	}

	/** Whose code the CPU time of a job goes to. */
	async profile(job: Omit<Job, 'baseUrl'>): Promise<Shares> {
		const { baseUrl } = await this.server.open({});
		return await this.process.call<Shares>('profile', { ...job, baseUrl } satisfies Job);
	}

	/** Runs a few items, so that nobody is measured cold. */
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

/** Runs each of `entrants` once a round, in turn from the front and from the back. Gives the results by name. */
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

/** @throws Error unless every item came out, and went out exactly once */
export function requireComplete(results: Result[], items: number): void {
	for (const { status, message, outputs, report } of results) {
		if (status === 'success' && outputs === items && report.accepted === items && report.twice.messages === 0) continue;
		throw new Error(`A run that should have sent ${items} items ended with ${status} (${message}): ${JSON.stringify({ outputs, ...report })}`);
	}
}
