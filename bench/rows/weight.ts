import { execFile } from 'node:child_process';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Bench, Line } from '../context.ts';
import { digits, median, spread } from '../statistics.ts';

const run = promisify(execFile);

const { packPackage } = createRequire(import.meta.url)('../../demo/install/package.js') as { packPackage: () => Promise<string> };

/** Packages for shared inboxes and messengers that need nothing but what is installed here. */
const RIVALS = ['n8n-nodes-evolution-api@1.0.4', '@respond-io/n8n-nodes-respond-io@1.3.6'];

interface Weight {
	milliseconds: number;
	residentMb: number;
	heapMb: number;
}

/** What it costs n8n to load everything that a packed package has, each time in a new process. */
async function weigh(tarball: string, name: string, bench: Bench): Promise<{ loads: Weight[]; packedKb: number; unpackedKb: number }> {
	const folder = path.join(bench.folder, name.replace(/\W+/g, '-'));
	await mkdir(folder);
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const { n8n } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => path.join(folder, file));
	const loads: Weight[] = [];
	for (let round = 0; round < bench.rounds; round += 1) {
		// n8n does the same, so that packages find its n8n-workflow.
		const env = { ...process.env, NODE_PATH: path.resolve('node_modules') };
		const { stdout } = await run(process.execPath, [...process.execArgv, 'bench/weigh.ts', ...files], { env });
		loads.push(JSON.parse(stdout) as Weight);
	}
	const { stdout: size } = await run('du', ['-sk', '--apparent-size', folder]);
	return { loads, packedKb: (await stat(tarball)).size / 1000, unpackedKb: (Number.parseInt(size, 10) * 1024) / 1000 };
}

async function rival(name: string, bench: Bench): Promise<string> {
	try {
		const { stdout } = await run('npm', ['pack', name, '--silent', '--ignore-scripts', '--pack-destination', bench.folder]);
		const { loads, packedKb } = await weigh(path.join(bench.folder, stdout.trim()), name, bench);
		const middle = (key: keyof Weight) => digits(median(loads.map((load) => load[key])));
		return `${name}: ${middle('milliseconds')} ms, ${middle('residentMb')} MB, ${digits(packedKb)} kB`;
	} catch (fault) {
		return `${name}: not measured (${(fault as Error).message.split('\n')[0]})`;
	}
}

/** All nodes and credentials in one process, and the tarball. */
export async function weight(bench: Bench): Promise<Line[]> {
	const { loads, packedKb, unpackedKb } = await weigh(await packPackage(), 'own', bench);
	const of = (key: keyof Weight) => loads.map((load) => load[key]);
	const rivals: string[] = [];
	for (const name of RIVALS) rivals.push(await rival(name, bench));
	return [
		{
			what: 'Weight: requiring all nodes and credentials',
			target: 'at most 60 ms and 15 MB',
			measured: `${spread(of('milliseconds'))} ms, ${spread(of('residentMb'))} MB resident (${spread(of('heapMb'))} MB of it in use)`,
			beside: rivals.join('; '),
			met: median(of('milliseconds')) <= 60 && median(of('residentMb')) <= 15,
		},
		{
			what: 'Weight: the tarball',
			target: 'at most 250 kB',
			measured: `${digits(packedKb)} kB packed, ${digits(unpackedKb)} kB unpacked; libraries bundled once, readable`,
			met: packedKb <= 250,
		},
	];
}
