import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The fields that n8n deletes from a community package's package.json when it installs the package. */
const REMOVED_BY_N8N = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Installs a packed package into an n8n's user folder, in the steps of n8n's own installer. Only the `npm install` of its
 * dependencies is left out, since there are none. n8n loads the package at its next start.
 *
 * @param tarball made by `npm pack`
 * @param userFolder n8n's user folder
 * @returns the folder it is installed in
 * @throws when the package has dependencies
 */
export async function installCommunityPackage(
	tarball: string,
	userFolder: string,
	name = 'n8n-nodes-shared-inbox',
): Promise<string> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const folder = path.join(nodes, 'node_modules', name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);

	const file = path.join(folder, 'package.json');
	const description = JSON.parse(await readFile(file, 'utf8'));
	const dependencies = Object.keys(description.dependencies ?? {});
	if (dependencies.length > 0) throw new Error(`${name} has dependencies; they would be missing.`);
	for (const field of REMOVED_BY_N8N) delete description[field];
	await writeFile(file, JSON.stringify(description, null, 2));
	const installed = { name: 'installed-nodes', private: true, dependencies: { [name]: description.version } };
	await writeFile(path.join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
	return folder;
}
