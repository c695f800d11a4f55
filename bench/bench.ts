import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { Server, Worker, type Bench, type Line } from './context.ts';
import { FEW_OPERATIONS_COMMIT, OLDER_COMMIT, OlderSide } from './olderSide.ts';
import { installation, n8nNodesBase, requireOneWorkflow, versionOf } from './places.ts';
import { stopProcesses } from './processes.ts';
import { attachments } from './rows/attachments.ts';
import { burst } from './rows/burst.ts';
import { deliveries } from './rows/deliveries.ts';
import { description, send } from './rows/description.ts';
import { drain } from './rows/drain.ts';
import { growth, veryMany } from './rows/growth.ts';
import { latency } from './rows/latency.ts';
import { loading, tarball } from './rows/weight.ts';
import { reading } from './rows/reading.ts';
import { realN8n, realN8nDetailed, realN8nMany } from './rows/realN8n.ts';
import { signing } from './rows/signing.ts';

const ROWS = {
	realN8n,
	realN8nDetailed,
	realN8nMany,
	burst,
	growth,
	latency,
	attachments,
	loading,
	drain,
	veryMany,
	description,
	send,
	signing,
	tarball,
	reading,
	deliveries,
};

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '3' } } });
const only = values.only?.split(',');
const unknown = only?.filter((name) => !(name in ROWS)) ?? [];
if (unknown.length > 0) throw new Error(`There is no row "${unknown.join('", "')}". There are: ${Object.keys(ROWS).join(', ')}`);
const chosen = Object.entries(ROWS).filter(([name]) => !only || only.includes(name));
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1.');

const folder = mkdtempSync(path.join(tmpdir(), 'shared-inbox-bench-'));
const RESULTS = 'bench/RESULTS.md';

function table(lines: Line[]): string {
	const cells = lines.map(({ what, target, measured, beside = '', met }) => {
		const verdict = met === undefined ? '' : met ? 'yes' : '**no**';
		return `| ${[what, target, measured, beside, verdict].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	});
	return ['| What | Target | This package | Beside it | Met |', '| --- | --- | --- | --- | --- |', ...cells].join('\n');
}

function load(): string {
	return loadavg()
		.map((value) => value.toFixed(1))
		.join(', ');
}

/** The lines below the table: the computer, the versions and the load. */
function circumstances(loadBefore: string, seconds: number): string {
	const [{ model }] = cpus();
	const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
	return [
		`- Machine: ${cpus().length} x ${model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${platform()} ${release()} ${arch()}`,
		`- Node ${process.versions.node}; n8n-core ${versionOf('node_modules/n8n-core')}, n8n-workflow ${versionOf('node_modules/n8n-workflow')}; HTTP Request 4.2 of n8n-nodes-base ${versionOf(n8nNodesBase)}; n8n ${versionOf(path.join(installation, 'node_modules/n8n'))}; this package ${version}; the older sides are commits ${OLDER_COMMIT} and ${FEW_OPERATIONS_COMMIT}`,
		`- ${new Date().toISOString().slice(0, 16)}Z, ${seconds.toFixed(0)} s in all, ${rounds} rounds; load average before ${loadBefore}, after ${load()} (1, 5, 15 minutes)`,
	].join('\n');
}

const server = new Server();
const older = new OlderSide(folder, OLDER_COMMIT);
const fewOperations = new OlderSide(folder, FEW_OPERATIONS_COMMIT);
const bench: Bench = {
	rounds,
	folder,
	server,
	older,
	fewOperations,
	async worker(packageFolder) {
		const worker = new Worker(server, folder, packageFolder);
		await worker.process.call('load');
		return worker;
	},
};

/** The benchmark ends within twenty minutes. A row has a shorter limit, so that one that hangs leaves time for the others. */
const LONGEST_MS = 1_190_000;
const LONGEST_ROW_MS = 300_000;

const started = performance.now();

/** The lines of a row. If it can't be measured, there is one line that says why. */
async function measured(name: string, row: (bench: Bench) => Promise<Line[]>): Promise<Line[]> {
	const left = Math.min(LONGEST_ROW_MS, started + LONGEST_MS - performance.now());
	try {
		if (left <= 0) throw new Error('no time was left');
		return await new Promise<Line[]>((resolve, reject) => {
			setTimeout(() => reject(new Error(`not done after ${(left / 1000).toFixed(0)} s`)), left).unref();
			row(bench).then(resolve, reject);
		});
	} catch (fault) {
		stopProcesses(server.process);
		process.exitCode = 1;
		const why = fault instanceof Error ? fault.message : String(fault);
		return [{ what: name, target: '', measured: `could not be measured: ${why.split('\n')[0]}`, met: false }];
	}
}

function cleanUp(): void {
	stopProcesses();
	older.remove();
	fewOperations.remove();
	rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		cleanUp();
		process.exit(1);
	});
}

const loadBefore = load();
const lines: Line[] = [];
try {
	versionOf(n8nNodesBase);
	requireOneWorkflow(folder);
	for (const [name, row] of chosen) {
		const since = performance.now();
		const made = await measured(name, row);
		lines.push(...made);
		process.stdout.write(`${name} (${((performance.now() - since) / 1000).toFixed(0)} s)\n${made.map(({ what, measured, met }) => `  ${met === false ? 'no ' : '   '} ${what}: ${measured}\n`).join('')}`);
	}
	const seconds = (performance.now() - started) / 1000;
	const page = readFileSync(RESULTS, 'utf8');
	const notes = page.slice(page.indexOf('\n## '));
	const head = `# Benchmark results\n\n\`npm run bench\` writes this table and keeps the text below it.\n\n${table(lines)}\n\n${circumstances(loadBefore, seconds)}\n`;
	if (only) process.stdout.write(`\n${head}`);
	else writeFileSync(RESULTS, `${head}${notes}`);
	process.stdout.write(`\n${chosen.length} of ${Object.keys(ROWS).length} rows in ${seconds.toFixed(0)} s\n`);
} finally {
	cleanUp();
}
// A row that hangs would keep this process alive.
process.exit();
