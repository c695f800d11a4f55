import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { CannotStart, step } from '../install/steps.js';
import { installCommunityPackage } from './communityPackage.ts';
import { freePorts } from './freePorts.ts';
import { N8nApi, N8nRefused, type Owner, type StoredWorkflow } from './n8nApi.ts';
import { startN8n } from './n8nServer.ts';
import { startQueueMode } from './queueMode.ts';
import {
	portsByAddress,
	SANDBOX_ADDRESSES,
	type SandboxServer,
	fillingIn,
	startSandboxServer,
	storeCredentials,
	type StoredCredential,
} from './sandboxServer.ts';
import { type Service, ServiceFailed } from './service.ts';
import { CheckFailed, checkErrorOutput, checkRetryExecution, checkRetryOnFail } from './smoke.ts';
import { reportOnTour, type StationReport, TOUR_FILE } from './tour.ts';
import { importWorkflows } from './workflows.ts';

/** The options that start.js gives to this process. Paths are absolute. */
interface SessionOptions {
	n8nPort: number;
	/** The first of the sandbox's ports; the others follow it. */
	sandboxPort: number;
	reset: boolean;
	/** Whether n8n runs in queue mode, with a process for webhooks at the port after n8n's. */
	queue: boolean;
	check: boolean;
	places: { root: string; demo: string; data: string; node: string };
	/** The packed package. */
	tarball: string;
	/** When the person started it, in milliseconds since 1970. */
	startedAt: number;
}

/** The sign-in is public, because the demo's n8n has only the demo's data and can be reached only from this computer. */
const OWNER: Owner = { email: 'demo@example.com', password: 'Shared-inbox-1', firstName: 'Demo', lastName: 'Owner' };

const stopped = new AbortController();
/** All services that were started or are starting. One whose start failed has stopped itself. */
const services: Promise<Service>[] = [];
/** The IDs of the running processes, by name. */
const running: Record<string, number> = {};

/** Remembers a service that is starting. Its process is noted in a file, for a later start that finds its port in use. */
async function keep<Kept extends Service>(starting: Promise<Kept>, data: string): Promise<Kept> {
	services.push(starting);
	const service = await starting;
	running[service.name] = service.pid;
	writeFileSync(path.join(data, 'running.json'), JSON.stringify(running));
	return service;
}

/** Stops all services, the last started first. */
async function stopAll(data: string): Promise<void> {
	stopped.abort();
	for (const starting of services.splice(0).reverse()) {
		const service = await starting.catch(() => undefined);
		await service?.stop();
	}
	rmSync(path.join(data, 'running.json'), { force: true });
}

/** The running demo: its servers, and what is stored in n8n. */
interface Demo {
	api: N8nApi;
	sandbox: SandboxServer;
	credentials: StoredCredential[];
	workflows: Map<string, StoredWorkflow>;
}

async function signIn(api: N8nApi): Promise<void> {
	try {
		await api.signIn(OWNER);
	} catch (failure) {
		if (!(failure instanceof N8nRefused && failure.status === 401)) throw failure;
		throw new CannotStart(
			'The sign-in of the demo’s n8n was changed in an earlier start. Begin with a new n8n: npm start -- --reset',
		);
	}
}

/** Starts n8n as one process. @returns its address */
async function startAlone({ places, tarball }: SessionOptions, userFolder: string, port: number): Promise<string> {
	const { node, demo, data } = places;
	await step('Installing the package into n8n, in the steps of n8n’s own installer', () =>
		installCommunityPackage(tarball, userFolder),
	);
	const [brokerPort = 0] = await freePorts(1);
	const n8n = { node, installation: demo, userFolder, log: path.join(userFolder, 'n8n.log'), port, brokerPort };
	const { url } = await step('Starting n8n', () => keep(startN8n({ ...n8n, signal: stopped.signal }), data));
	return url;
}

/** Starts n8n in queue mode. @returns the address of its editor */
async function startQueue(
	{ places, tarball }: SessionOptions,
	folder: string,
	[port = 0, webhookPort = 0]: number[],
): Promise<string> {
	const { node, demo, data } = places;
	const { main } = await step('Starting PostgreSQL, Redis, n8n, its process for webhooks and two workers', () =>
		startQueueMode({
			...{ node, installation: demo, tarball, folder, port, webhookPort, workers: 2, signal: stopped.signal },
			keep: (starting) => keep(starting, data),
		}),
	);
	return main.url;
}

async function startDemo(options: SessionOptions): Promise<Demo> {
	const { n8nPort, sandboxPort, reset, queue, check, places } = options;
	const { node, root, data } = places;
	const folder = path.join(data, queue ? 'queue' : check ? 'check' : '');
	// The databases of queue mode are always new, and n8n's files of an earlier start don't match them.
	if (queue) rmSync(folder, { recursive: true, force: true });
	else if (check || reset) rmSync(path.join(folder, '.n8n'), { recursive: true, force: true });

	const [freePort = 0, nextFreePort = 0, ...forSandbox] = await freePorts(2 + SANDBOX_ADDRESSES.length);
	const n8nPorts = check ? [freePort, nextFreePort] : [n8nPort, n8nPort + 1];
	const ports = portsByAddress(check ? forSandbox : SANDBOX_ADDRESSES.map((_, index) => sandboxPort + index));
	const { signal } = stopped;
	const sandbox = await step('Starting the sandbox', () =>
		keep(startSandboxServer({ node, root, log: path.join(folder, 'sandbox.log'), ports, signal }), data),
	);
	const url = queue ? await startQueue(options, folder, n8nPorts) : await startAlone(options, folder, n8nPorts[0] ?? 0);
	const api = new N8nApi(url);
	return await step('Setting up the owner, credentials and example workflows', async () => {
		await signIn(api);
		const { credentials, byType } = await storeCredentials(api, sandbox.urls);
		const record = path.join(folder, queue ? '' : '.n8n', 'example-workflows.json');
		const workflows = await importWorkflows(api, path.join(root, 'examples'), byType, record);
		return { api, sandbox, credentials, workflows };
	});
}

/** Runs the tour. The sandbox must have had no other requests before. */
async function runTour({ api, sandbox, workflows }: Demo): Promise<StationReport[]> {
	const tour = workflows.get(TOUR_FILE);
	if (!tour) throw new Error(`There is no workflow ${TOUR_FILE}.`);
	const trigger = tour.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	if (!trigger) throw new Error(`"${tour.name}" has no Manual Trigger.`);
	const execution = await step(`Running the workflow "${tour.name}"`, async () =>
		api.finished(await api.run(tour.id, trigger.name)),
	);
	return reportOnTour(execution, await sandbox.ledger());
}

function printTour(reports: StationReport[]): void {
	const width = Math.max(...reports.map(({ node }) => node.length));
	console.log('\nWhat was sent and read back, according to n8n and to the sandbox:\n');
	for (const { node, happened, wrong } of reports) {
		console.log(`  ${wrong ? '✗' : '✓'} ${node.padEnd(width)}  ${happened}${wrong ? `\n      ${wrong}` : ''}`);
	}
}

/** The stored example workflow of a file. */
function example({ workflows }: Demo, file: string): StoredWorkflow {
	const workflow = workflows.get(file);
	if (!workflow) throw new CheckFailed(`there is no example workflow ${file}`);
	return workflow;
}

/** Does the checks that follow the tour. @returns how many of all passed and failed */
async function runChecks(demo: Demo, tour: StationReport[]): Promise<{ passed: number; failed: number }> {
	const { api, sandbox, credentials } = demo;
	const checks: [string, () => Promise<void>][] = [
		...credentials.map(({ id, credential }): [string, () => Promise<void>] => [
			`The test of the credential "${credential.name}"`,
			async () => {
				const { status, message } = await api.testCredential(id, credential);
				if (status !== 'OK') throw new CheckFailed(message);
			},
		]),
		[
			'Retry On Fail sends no text twice',
			() => checkRetryOnFail(api, sandbox, example(demo, 'text-each-customer.json')),
		],
		[
			'The Retry button sends no text twice',
			() => checkRetryExecution(api, sandbox, example(demo, 'text-from-webhook.json')),
		],
		[
			'The error output has what was not sent',
			() => checkErrorOutput(api, sandbox, example(demo, 'branch-on-failed-items.json')),
		],
	];
	let failed = tour.filter(({ wrong }) => wrong).length;
	let passed = tour.length - failed;
	console.log('');
	for (const [title, check] of checks) {
		try {
			await step(title, check);
			passed += 1;
		} catch (failure) {
			failed += 1;
			console.log(`      ${failure instanceof CheckFailed ? failure.message : String((failure as Error).stack)}`);
		}
	}
	return { passed, failed };
}

/** Settles when one of the services has ended by itself. */
async function anyEnded(): Promise<Service> {
	const started = await Promise.all(services);
	return await Promise.race(started.map((service) => service.ended.then(() => service)));
}

/** Runs the whole demo. @returns the exit code */
async function main(options: SessionOptions): Promise<number> {
	const demo = await startDemo(options);
	const reports = await runTour(demo);
	printTour(reports);
	if (options.check) {
		const { passed, failed } = await runChecks(demo, reports);
		await step('Stopping n8n and the sandbox', () => stopAll(options.places.data));
		console.log(`\n${passed} passed, ${failed} failed`);
		return failed === 0 ? 0 : 1;
	}
	console.log(`\nn8n is ready after ${Math.round((Date.now() - options.startedAt) / 1000)} s: ${demo.api.url}`);
	console.log(`Sign in as ${OWNER.email} with the password ${OWNER.password}`);
	console.log(`The sandbox’s record of what was sent: ${demo.sandbox.urls.control}/ledger`);
	console.log(`To practise adding a credential, fill in:\n${fillingIn(demo.sandbox.urls).map((line) => `  ${line}`).join('\n')}`);
	if (options.queue) {
		const processes = Object.entries(running).map(([name, pid]) => `${name} ${pid}`);
		console.log(`Webhooks are taken at http://127.0.0.1:${options.n8nPort + 1}/webhook/..., and run by the workers.`);
		console.log(`Processes: ${processes.join(', ')}. Their logs: ${path.join(options.places.data, 'queue')}`);
	}
	console.log('Stop with Ctrl-C.');
	interruptedCode = 0;
	const ended = await anyEnded();
	if (stopped.signal.aborted) return 0;
	console.error(`\n${ended.name} has ended by itself. Its log: ${ended.log}`);
	return 1;
}

const options = JSON.parse(process.argv[2] ?? '{}') as SessionOptions;

let stopping = false;
/** The exit code after Ctrl-C. It becomes 0 when the demo is ready, since a person ends a ready demo in this way. */
let interruptedCode = 130;
async function stopOnRequest(): Promise<void> {
	if (stopping) return;
	stopping = true;
	console.log('\nStopping n8n and the sandbox ...');
	await stopAll(options.places.data);
	console.log('Stopped.');
	process.exit(interruptedCode);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopOnRequest());
// start.js, which started this process, has ended without a signal.
process.on('disconnect', () => void stopOnRequest());

try {
	process.exitCode = await main(options);
} catch (failure) {
	const { name, message, stack } = failure as Error;
	const inWords = failure instanceof CannotStart || failure instanceof ServiceFailed;
	if (!stopping) console.error(`\n${inWords ? message : (stack ?? name)}`);
	process.exitCode = 1;
} finally {
	if (!stopping) {
		await stopAll(options.places.data);
		process.exit();
	}
}
