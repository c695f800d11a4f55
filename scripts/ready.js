'use strict';

// Makes a new checkout ready for the tests: it installs the packages of the lock file and the Node that n8n runs on. If both
// are installed, it ends after a few milliseconds.

const { installProject } = require('../demo/install/packages.js');

installProject().catch((failure) => {
	console.error(failure.message);
	process.exitCode = 1;
});
