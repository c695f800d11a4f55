'use strict';

// Installs what `npm run test:versions` stands on and isn't there yet: the project, the demo's n8n, the other versions of
// n8n, and the packed package.

const { installAll } = require('../../demo/install/packages.js');
const { packPackage } = require('../../demo/install/package.js');
const { installVersions } = require('./installations.js');

async function install() {
	await installAll();
	await installVersions();
	await packPackage();
}

install().catch((failure) => {
	console.error(failure.message);
	process.exitCode = 1;
});
