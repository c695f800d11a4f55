'use strict';

// Makes a fresh checkout ready for the tests: the packages of the lock file and the Node that n8n runs on. Does nothing
// (in a few milliseconds) when both are there. Plain JavaScript without packages, since it runs before there are any.

const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

/**
 * Runs npm in the project's folder and ends this process with npm's exit code if npm could not do it.
 *
 * @param {string[]} args what follows `npm` on the command line
 * @param {string} purpose what it is for, in words that stand after "could not"
 */
function npm(args, purpose) {
	const { status, error } = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
	if (status === 0) return;
	console.error(`npm ${args.join(' ')} could not ${purpose}${error ? `: ${error.message}` : ''}. See npm's words above.`);
	process.exit(status ?? 1);
}

/** The version that the installed Node binary reports, undefined when it is not there or doesn't start. */
function installedNode() {
	const binary = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
	return status === 0 ? stdout.trim().slice(1) : undefined;
}

if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) {
	console.log('Installing the packages of package-lock.json ...');
	npm(['ci'], 'install the packages');
}

const wanted = require('../package.json').devDependencies.node;
if (installedNode() !== wanted) {
	// .npmrc switches install scripts off, because one package's script refuses npm. The `node` package fetches its
	// binary in such a script, so it is run here, alone.
	console.log(`Installing Node ${wanted} for this project ...`);
	npm(['rebuild', 'node', '--ignore-scripts=false'], `install Node ${wanted}`);
	if (installedNode() !== wanted) {
		console.error(`Node ${wanted} was installed but does not start on this computer.`);
		process.exit(1);
	}
}
