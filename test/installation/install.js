'use strict';

// Installs what `npm run test:installation` stands on and isn't there yet: the project, the demo's n8n, the local registry,
// and the packed package.

const { installAll, installPackages } = require('../../demo/install/packages.js');
const { packPackage } = require('../../demo/install/package.js');

async function install() {
	await installAll();
	await installPackages(__dirname, 'Installing the local registry', 'install the local registry');
	await packPackage();
}

install().catch((failure) => {
	console.error(failure.message);
	process.exitCode = 1;
});
