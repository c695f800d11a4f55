'use strict';

// `npm start`. This part runs on the Node of the person who starts it, before anything is installed; the rest
// (src/session.ts) runs on the project's own Node.

const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const { runInFront } = require('./install/inFront.js');

const OLDEST_NODE = [20, 19];

/** A sentence that says so if this Node is too old, otherwise undefined. */
function tooOld() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return undefined;
	const wanted = `This needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.version}.`;
	return `${wanted} Install a newer Node (nodejs.org) and start again.`;
}

/** A sentence that names processes which an earlier start has left running; undefined if there are none. */
function leftBehind(data) {
	const file = path.join(data, 'running.json');
	if (!existsSync(file)) return undefined;
	const alive = Object.entries(JSON.parse(readFileSync(file, 'utf8'))).filter(([, pid]) => {
		try {
			return process.kill(pid, 0);
		} catch {
			return false;
		}
	});
	if (alive.length === 0) return undefined;
	const processes = alive.map(([what, pid]) => `${what} (process ${pid})`);
	return `An earlier start may have left it running: ${processes.join(', ')}.`;
}

/** Runs src/session.ts on the project's Node. @returns {Promise<number>} its exit code */
function runSession(node, options) {
	const session = path.join(__dirname, 'src', 'session.ts');
	// No package.json says that these files are ES modules. Node finds that out by itself, and would print a warning.
	return runInFront(node, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', session, JSON.stringify(options)], {
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	});
}

async function start() {
	const startedAt = Date.now();
	const { USAGE, readOptions } = require('./install/options.js');
	const { installAll } = require('./install/packages.js');
	const { packPackage } = require('./install/package.js');
	const places = require('./install/places.js');
	const { requireFree } = require('./install/ports.js');

	const options = readOptions(process.argv.slice(2));
	if (options.help) {
		console.log(USAGE);
		return 0;
	}
	if (!options.check) {
		const ports = [
			...(options.queue ? [0, 1] : [0]).map((offset) => ({
				port: options.n8nPort + offset,
				use: 'n8n',
				instead: `--n8n-port ${options.n8nPort + 100}`,
			})),
			...[0, 1, 2, 3].map((offset) => ({
				port: options.sandboxPort + offset,
				use: 'the sandbox',
				instead: `--sandbox-port ${options.sandboxPort + 100}`,
			})),
		];
		await requireFree(ports, leftBehind(places.data));
	}
	await installAll();
	const tarball = await packPackage();
	return await runSession(places.node, { ...options, places, tarball, startedAt });
}

const sentence = tooOld();
if (sentence) {
	console.error(sentence);
	process.exitCode = 1;
} else {
	start().then(
		(code) => (process.exitCode = code),
		(failure) => {
			const inWords = ['CannotStart', 'NpmFailed'].includes(failure.name);
			console.error(`\n${inWords ? failure.message : failure.stack}`);
			process.exitCode = 1;
		},
	);
}
