import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

import { alternating, type Bench, type Line } from '../context.ts';
import { FEW_OPERATIONS_COMMIT } from '../olderSide.ts';
import { project } from '../places.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const run = promisify(execFile);

const { packPackage } = createRequire(import.meta.url)('../../demo/install/package.js') as { packPackage: () => Promise<string> };

/** Other packages for shared inboxes and messengers, which need only packages that are installed here. */
const RIVALS = ['n8n-nodes-evolution-api@1.0.4', '@respond-io/n8n-nodes-respond-io@1.3.6'];

/** Loading takes half a second and varies by a third, so this row has so many times the rounds of others. */
const TIMES_MORE_ROUNDS = 5;

const AT_MOST = 1.3;
const MOST_MB = 15;

/**
 * Of 318 kB with 141 operations in six nodes, the libraries are 112 kB, the code of the nodes 73 kB and what they share 86 kB, the
 * README and the schemas 21 kB. The 31 operations of three nodes took 232 kB.
 */
const MOST_PACKED_KB = 340;

interface Weight {
	milliseconds: number;
	residentMb: number;
	heapMb: number;
}

/** Measures what loading all nodes and credentials of a package costs, in a new process. */
async function load(folder: string): Promise<Weight> {
	const { n8n } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => path.join(folder, file));
	// n8n sets this too, so that packages find its n8n-workflow.
	const env = { ...process.env, NODE_PATH: path.join(project, 'node_modules') };
	const { stdout } = await run(process.execPath, [...process.execArgv, path.join(project, 'bench/weigh.ts'), ...files], { env });
	return JSON.parse(stdout) as Weight;
}

/** Unpacks a package. @returns its folder */
async function unpacked(tarballFile: string, name: string, bench: Bench): Promise<string> {
	const folder = path.join(bench.folder, name.replace(/\W+/g, '-'));
	await mkdir(folder, { recursive: true });
	await run('tar', ['-xzf', tarballFile, '-C', folder, '--strip-components=1']);
	return folder;
}

const middle = (loads: Weight[], key: keyof Weight) => digits(median(loads.map((each) => each[key])));

async function rival(name: string, bench: Bench): Promise<string> {
	try {
		const { stdout } = await run('npm', ['pack', name, '--silent', '--ignore-scripts', '--pack-destination', bench.folder]);
		const file = path.join(bench.folder, stdout.trim());
		const folder = await unpacked(file, name, bench);
		const loads: Weight[] = [];
		for (let round = 0; round < bench.rounds; round += 1) loads.push(await load(folder));
		return `${name}: ${middle(loads, 'milliseconds')} ms, ${middle(loads, 'residentMb')} MB, ${digits((await stat(file)).size / 1000)} kB`;
	} catch (fault) {
		return `${name}: not measured (${(fault as Error).message.split('\n')[0]})`;
	}
}

/** Measures loading of all nodes and credentials in one process. */
export async function loading(bench: Bench): Promise<Line[]> {
	const own = await unpacked(await packPackage(), 'own', bench);
	// Copied away from the packages that it was built with, as it would be in n8n.
	const older = path.join(bench.folder, 'few-operations-package');
	const built = await bench.fewOperations.ready();
	for (const part of ['package.json', 'dist']) await cp(path.join(built, part), path.join(older, part), { recursive: true });
	const loads = await alternating(TIMES_MORE_ROUNDS * bench.rounds, { ours: () => load(own), older: () => load(older) });
	const rivals: string[] = [];
	for (const name of RIVALS) rivals.push(await rival(name, bench));
	const of = (name: keyof typeof loads, key: keyof Weight) => loads[name].map((each) => each[key]);
	const ratio = ratios(of('ours', 'milliseconds'), of('older', 'milliseconds'));
	return [
		{
			what: 'Loading all nodes and credentials',
			target: `at most ${AT_MOST} x commit ${FEW_OPERATIONS_COMMIT}, and ${MOST_MB} MB`,
			measured:
				`${spread(ratio)} x (${middle(loads.ours, 'milliseconds')} ms), ${spread(of('ours', 'residentMb'))} MB resident ` +
				`(${middle(loads.ours, 'heapMb')} MB of it in use)`,
			beside: [`commit ${FEW_OPERATIONS_COMMIT}: ${middle(loads.older, 'milliseconds')} ms, ${middle(loads.older, 'residentMb')} MB`, ...rivals].join('; '),
			met: median(ratio) <= AT_MOST && median(of('ours', 'residentMb')) <= MOST_MB,
		},
	];
}

/** Measures the size of the package that a person downloads. */
export async function tarball(bench: Bench): Promise<Line[]> {
	const file = await packPackage();
	const { stdout: size } = await run('du', ['-sk', '--apparent-size', await unpacked(file, 'tarball', bench)]);
	const packedKb = (await stat(file)).size / 1000;
	const unpackedKb = (Number.parseInt(size, 10) * 1024) / 1000;
	return [
		{
			what: 'Weight: the tarball',
			target: `at most ${MOST_PACKED_KB} kB`,
			measured: `${digits(packedKb)} kB packed, ${digits(unpackedKb)} kB unpacked; libraries bundled once, readable`,
			met: packedKb <= MOST_PACKED_KB,
		},
	];
}
