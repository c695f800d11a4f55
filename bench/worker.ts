import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { IBinaryData, ICredentialType, INodeExecutionData } from 'n8n-workflow';

import './n8nModules.ts';
import { answerCalls } from './processes.ts';
import { profiled, type Shares } from './profile.ts';
import type { Job } from './scenarios.ts';
import { readByHand } from './readByHand.ts';

// Imported later than `n8nModules`, which decides which copies of n8n's packages are loaded.
const { BinaryDataService } = await import('n8n-core');
const { Container } = await import('@n8n/di');
const { prepare, run } = await import('../test/engine/engine.ts');
const { built, changeLimits, contestants, credentialsAt, descriptionSizes, httpRequest } = await import('./scenarios.ts');

/** What one run cost. */
export interface Measurement {
	/** The status of the execution, and the message of its error. */
	status: string;
	message?: string;
	outputs: number;
	wallMs: number;
	cpuMs: number;
	/** The longest time for which this process was blocked. */
	blockedMs: number;
	/** Resident memory before the run, and the most that this process has had so far, in MB. */
	memoryBeforeMb: number;
	memoryPeakMb: number;
}

const MB = 1024 * 1024;

async function measured(work: () => Promise<Pick<Measurement, 'status' | 'outputs' | 'message'>>): Promise<Measurement> {
	const memoryBeforeMb = process.memoryUsage.rss() / MB;
	const delay = monitorEventLoopDelay({ resolution: 10 });
	delay.enable();
	// The meter measures from one of its ticks to the next, so there must be a tick before the work begins.
	await sleep(30);
	const cpuBefore = process.cpuUsage();
	const started = performance.now();
	const outcome = await work();
	const wallMs = performance.now() - started;
	const { user, system } = process.cpuUsage(cpuBefore);
	await sleep(30);
	delay.disable();
	return {
		...outcome,
		wallMs,
		cpuMs: (user + system) / 1000,
		blockedMs: delay.max / 1e6,
		memoryBeforeMb,
		memoryPeakMb: process.resourceUsage().maxRSS / 1024,
	};
}

/** How often Heymarket's token is signed, and what a request with a cached token costs. */
export interface Signing {
	signatures: number;
	cachedMicroseconds: number;
}

const SIGNED_FOR_MS = 240_000;

async function sign(): Promise<Signing> {
	const { HeymarketJwtApi } = built('credentials/HeymarketJwtApi.credentials.js') as { HeymarketJwtApi: new () => ICredentialType };
	const authenticate = new HeymarketJwtApi().authenticate as Extract<ICredentialType['authenticate'], (...all: never[]) => unknown>;
	const credentials = { ...credentialsAt('http://127.0.0.1').heymarketJwtApi, secretId: randomUUID() };
	const request = () => authenticate(credentials, { method: 'POST', baseURL: 'http://127.0.0.1', url: '/v1/message/send', headers: {} });
	const signHmac = crypto.subtle.sign.bind(crypto.subtle);
	const now = Date.now;
	let signatures = 0;
	try {
		crypto.subtle.sign = async (...all: Parameters<typeof signHmac>) => {
			signatures += 1;
			return await signHmac(...all);
		};
		const begun = now();
		for (let passed = 0; passed < SIGNED_FOR_MS; passed += 1_000) {
			Date.now = () => begun + passed;
			await Promise.all(Array.from({ length: 100 }, request));
		}
	} finally {
		crypto.subtle.sign = signHmac;
		Date.now = now;
	}
	const times = 50_000;
	const started = performance.now();
	for (let done = 0; done < times; done += 1) await request();
	return { signatures, cachedMicroseconds: ((performance.now() - started) * 1000) / times };
}

/** Stores a file of so many MB as n8n does by default, and gives an item's binary data for it. */
async function storeFile(megabytes: number): Promise<NonNullable<INodeExecutionData['binary']>> {
	const service = Container.get(BinaryDataService);
	await service.init();
	const meta: IBinaryData = { data: '', mimeType: 'application/pdf', fileName: 'offer.pdf' };
	const location = { type: 'execution' as const, workflowId: 'workflow', executionId: 'execution' };
	return { data: await service.store(location, randomBytes(megabytes * MB), meta) };
}

async function runJob(job: Job): Promise<Measurement> {
	const scenario = contestants[job.contestant](job);
	return await measured(async () => {
		const { status, data } = await run(scenario);
		const { error, runData } = data.resultData;
		const outputs = runData.Node?.at(-1)?.data?.main?.[0]?.length ?? 0;
		return { status, outputs, message: error?.message };
	});
}

answerCalls({
	sign,
	storeFile,
	descriptionSizes,
	async readByHand({ baseUrl, limit }: { baseUrl: string; limit: number }): Promise<Measurement> {
		return await measured(async () => ({ status: 'success', outputs: (await readByHand(baseUrl, limit)).length }));
	},
	/** Loads n8n-core, this package and the HTTP Request node, so that all measurements begin with the same memory. */
	async load(): Promise<void> {
		httpRequest();
		await prepare({ nodes: [], credentials: credentialsAt('http://127.0.0.1') });
	},
	changeLimits({ name, scale }: { name: 'whippy' | 'heymarket' | 'sendook'; scale: number }): void {
		changeLimits(name, scale);
	},
	run: runJob,
	/** Runs a job under the profiler, and tells which code its CPU time is spent in. */
	async profile(job: Job): Promise<Shares> {
		return await profiled(() => runJob(job));
	},
});
