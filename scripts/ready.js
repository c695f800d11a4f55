'use strict';

// Makes a fresh checkout ready for the tests: the packages of the lock file and the Node that n8n runs on. Does nothing
// (in a few milliseconds) when both are there.

const { installProject } = require('../demo/install/packages.js');

installProject().catch((failure) => {
	console.error(failure.message);
	process.exitCode = 1;
});
