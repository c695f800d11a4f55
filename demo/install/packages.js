'use strict';

const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const { NpmFailed, runNpm } = require('./npm.js');
const places = require('./places.js');
const { CannotStart, step } = require('./steps.js');

/** @returns {object} the JSON in a file, undefined when there is no such file */
function readJson(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** The packages that a folder's lock file names for this computer, by the path where each is installed. */
function wantedPackages(folder) {
	const { packages } = readJson(path.join(folder, 'package-lock.json'));
	return Object.entries(packages).filter(([place, { optional }]) => place !== '' && !optional);
}

/**
 * Whether the packages of a folder's lock file are installed. npm keeps a copy of the lock file in node_modules, which is
 * compared with it.
 *
 * @param {string} folder absolute
 */
function packagesAreCurrent(folder) {
	const installed = readJson(path.join(folder, 'node_modules', '.package-lock.json'))?.packages ?? {};
	return wantedPackages(folder).every(([place, { version }]) => installed[place]?.version === version);
}

/**
 * Installs the packages of a folder's lock file, unless they are installed. Install scripts don't run: one package's script
 * refuses npm, and another one downloads from elsewhere.
 *
 * @param {string} folder absolute
 * @param {string} title the step's title
 * @param {string} purpose what it is for, in words that follow "to"
 */
async function installPackages(folder, title, purpose) {
	if (packagesAreCurrent(folder)) return;
	const count = Object.keys(readJson(path.join(folder, 'package-lock.json')).packages).length;
	await step(title, (note) => {
		const onProgress = (lookedUp, fetched) =>
			note(fetched > 0 ? `${fetched} of about ${count} packages fetched` : `${lookedUp} packages looked up`);
		return runNpm(['ci', '--ignore-scripts'], { folder, purpose, onProgress });
	});
}

/** The output of a Node for some arguments; undefined if it isn't there or fails. */
function askNode(node, args, folder) {
	const { status, stdout } = spawnSync(node, args, { cwd: folder, encoding: 'utf8' });
	return status === 0 ? stdout.trim() : undefined;
}

/**
 * Installs the Node that a folder's lock file names, unless it is installed. The package `node` downloads its binary in an
 * install script, so that one script is run.
 *
 * @param {string} [folder] absolute; by default the project itself, whose Node runs n8n too
 * @throws {CannotStart} when it was installed but doesn't start
 */
async function installNode(folder = places.root) {
	const { version } = readJson(path.join(folder, 'package-lock.json')).packages['node_modules/node'];
	const isThere = () => askNode(places.nodeOf(folder), ['--version'], folder) === `v${version}`;
	if (isThere()) return;
	await step(`Installing Node ${version}`, () =>
		runNpm(['rebuild', 'node', '--ignore-scripts=false'], { folder, purpose: `install Node ${version}` }),
	);
	if (isThere()) return;
	throw new CannotStart(
		`Node ${version} was installed but does not start on this computer (${process.platform} ${process.arch}).`,
	);
}

/** The names of the programs for compiling sqlite3 that are missing on this computer. */
function missingCompilerTools() {
	const works = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
	const anyOf = (...commands) => commands.some(works);
	return [
		anyOf(process.env.CXX || 'g++', 'c++', 'clang++') ? undefined : 'a C++ compiler (g++)',
		anyOf('make', 'gmake') ? undefined : 'make',
		anyOf('python3', 'python') ? undefined : 'python3',
	].filter(Boolean);
}

/** The folder with the headers of the Node in a folder, so that compiling needs no download; undefined if there are none. */
function nodeHeaders(nodeFolder) {
	const packaged = path.join(nodeFolder, 'node_modules', 'node', 'node_modules');
	const headers = path.join(packaged, `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`);
	return existsSync(path.join(headers, 'include', 'node', 'node_api.h')) ? headers : undefined;
}

/**
 * Installs sqlite3's binary, unless it loads already. It is downloaded if there is one for this computer; otherwise it is
 * compiled, which takes a minute.
 *
 * @param {string} [folder] absolute: where n8n is installed
 * @param {string} [nodeFolder] absolute: where the Node that runs it is installed
 * @throws {CannotStart} when there is neither a binary to download nor a compiler
 */
async function installSqlite(folder = places.demo, nodeFolder = places.root) {
	const loads = () => askNode(places.nodeOf(nodeFolder), ['-e', "require('sqlite3')"], folder) !== undefined;
	if (loads()) return;
	const missing = missingCompilerTools();
	const headers = nodeHeaders(nodeFolder);
	const title = 'Preparing sqlite3 for n8n';
	try {
		await step(missing.length > 0 ? title : `${title} (compiled here if it can't be downloaded: about a minute)`, () =>
			runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
				folder,
				purpose: 'prepare sqlite3',
				environment: headers && { npm_config_nodedir: headers },
			}),
		);
	} catch (failure) {
		if (!(failure instanceof NpmFailed) || missing.length === 0) throw failure;
		throw new CannotStart(
			`There is no sqlite3 to download for this computer, and compiling it needs ${missing.join(' and ')}, ` +
				'which it does not have. Install what is missing (on Debian or Ubuntu: apt-get install g++ make python3) ' +
				'and start again.',
		);
	}
	if (!loads()) throw new CannotStart(`sqlite3 was prepared but does not load. Delete node_modules in ${folder} and start again.`);
}

/** Installs the packages and the Node that this package is built and tested with, unless they are installed. */
async function installProject() {
	const purpose = 'install what the package is built with';
	await installPackages(places.root, 'Installing what the package is built with', purpose);
	await installNode();
}

/** Installs everything that the demo needs and that isn't installed yet. */
async function installAll() {
	await installProject();
	await installPackages(places.demo, 'Installing n8n (about 3 GB, takes some minutes)', 'install n8n');
	await installSqlite();
}

module.exports = { installAll, installNode, installPackages, installProject, installSqlite, packagesAreCurrent };
