'use strict';

// `npm run test:browser` and similar commands: installs what a suite in a real n8n needs, if it isn't installed yet, and then
// runs the suite. This file runs on any Node, the tests run on the project's own.

const path = require('node:path');

const { runInFront } = require('../../demo/install/inFront.js');
const { installAll, installPackages } = require('../../demo/install/packages.js');
const places = require('../../demo/install/places.js');
const { installVersions } = require('../versions/installations.js');

/** What each suite needs beside the project and the demo's n8n. The tests of a suite are in the folder of its name. */
const suites = {
	browser: () => undefined,
	queue: () => undefined,
	triggers: () => undefined,
	examples: () => undefined,
	installation: () =>
		installPackages(path.join(__dirname, '../installation'), 'Installing the local registry', 'install the local registry'),
	versions: installVersions,
	agents: installVersions,
};

/** @returns {Promise<number>} jest's exit code */
async function run(suite, args) {
	const install = suites[suite];
	if (!install) throw new Error(`There is no suite "${suite}", only ${Object.keys(suites).join(', ')}.`);
	await installAll();
	await install();
	const jest = path.join(places.root, 'node_modules', 'jest', 'bin', 'jest.js');
	const config = path.join(__dirname, 'jest.config.js');
	return await runInFront(places.node, ['--experimental-vm-modules', jest, '--config', config, `test/${suite}/`, ...args], {
		cwd: places.root,
		stdio: 'inherit',
	});
}

const [suite, ...args] = process.argv.slice(2);
run(suite, args).then(
	(code) => (process.exitCode = code),
	(failure) => {
		console.error(failure.message);
		process.exitCode = 1;
	},
);
