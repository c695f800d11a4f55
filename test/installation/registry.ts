import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { freePorts } from '../../demo/src/freePorts.ts';
import { type Service, startService } from '../../demo/src/service.ts';
import { temporaryFolder } from '../n8n/servers';

const run = promisify(execFile);

/** A registry of npm packages on this computer. It has only the packages that were published to it. */
export interface Registry extends Service {
	/** Its address, without a slash at the end. */
	url: string;
	/** Publishes a packed package; it becomes the latest version. */
	publish(tarball: string): Promise<void>;
	/** Environment variables with which n8n's npm uses this registry, even if n8n names another one. */
	environment: Record<string, string>;
}

/** Anybody may publish, and nothing is fetched from other registries. */
const CONFIGURATION = `
storage: ./storage
uplinks: {}
packages:
  '**':
    access: $all
    publish: $anonymous
web:
  enable: false
log: { type: stdout, level: warn }
`;

/**
 * A program called npm that runs npm with one more argument, the registry. n8n names another registry on the command line,
 * and only a licence changes that. If there are two, npm uses the last.
 */
const NPM = `#!/bin/sh
PATH="$PATH_OF_NPM" exec npm "$@" --registry="$LOCAL_REGISTRY"
`;

/** Starts an empty registry on a free port; its files are in the temporary folder of this run of jest. */
export async function startRegistry(): Promise<Registry> {
	const folder = temporaryFolder('registry');
	const configuration = path.join(folder, 'config.yaml');
	writeFileSync(configuration, CONFIGURATION);
	const programs = path.join(folder, 'programs');
	mkdirSync(programs);
	writeFileSync(path.join(programs, 'npm'), NPM, { mode: 0o755 });
	const noConfiguration = path.join(folder, 'npmrc');
	writeFileSync(noConfiguration, '');

	const [port = 0, nobody = 0] = await freePorts(2);
	const url = `http://127.0.0.1:${port}`;
	const service = await startService({
		name: 'the registry',
		command: [
			process.execPath,
			path.join(__dirname, 'node_modules', 'verdaccio', 'bin', 'verdaccio'),
			'--config',
			configuration,
			'--listen',
			url,
		],
		environment: { PATH: process.env.PATH, HOME: folder },
		folder,
		log: path.join(folder, 'registry.log'),
		ready: `${url}/-/ping`,
		readyWithinMs: 120_000,
		stopsWithinMs: 3000,
	});

	const nowhere = `http://127.0.0.1:${nobody}`;
	const ofNpm = {
		// The person's own configuration of npm, which could hide a conflict, and its cache are not used.
		npm_config_userconfig: noConfiguration,
		npm_config_cache: path.join(folder, 'cache'),
		npm_config_update_notifier: 'false',
	};
	return {
		...service,
		url,
		publish: async (tarball) => {
			const token = `--//127.0.0.1:${port}/:_authToken=anybody`;
			await run('npm', ['publish', tarball, `--registry=${url}`, token, '--ignore-scripts'], {
				cwd: folder,
				env: { PATH: process.env.PATH, HOME: folder, ...ofNpm },
			});
		},
		environment: {
			...ofNpm,
			PATH: [programs, process.env.PATH].join(path.delimiter),
			PATH_OF_NPM: process.env.PATH ?? '',
			LOCAL_REGISTRY: url,
			// Before it installs, n8n makes requests to other servers, and goes on if they don't answer.
			HTTPS_PROXY: nowhere,
			https_proxy: nowhere,
		},
	};
}

/**
 * Makes an older build of a packed package. It differs in its version number and in the description of one node, which shows
 * which build n8n has loaded.
 *
 * @param change the text in that file, and the text that replaces it
 * @returns the tarball
 */
export async function olderBuild(
	tarball: string,
	version: string,
	change: { file: string; text: string; older: string },
): Promise<string> {
	const folder = temporaryFolder('older');
	await run('tar', ['-xzf', tarball, '-C', folder]);
	const unpacked = path.join(folder, 'package');
	const manifest = path.join(unpacked, 'package.json');
	writeFileSync(manifest, JSON.stringify({ ...(JSON.parse(readFileSync(manifest, 'utf8')) as object), version }, null, '\t'));
	const changed = path.join(unpacked, change.file);
	const source = readFileSync(changed, 'utf8');
	if (!source.includes(change.text)) throw new Error(`${change.file} does not say "${change.text}".`);
	writeFileSync(changed, source.replace(change.text, change.older));
	const older = path.join(folder, 'older.tgz');
	await run('tar', ['-czf', older, '-C', folder, 'package']);
	return older;
}
