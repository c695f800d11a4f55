'use strict';

const base = require('../../jest.config.js');

/** @type {import('jest').Config} `npm run test:faults`: the tests with random faults, with many runs each. */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/faults'],
	globals: { ...base.globals, manyRuns: true },
	testTimeout: 60_000,
	// Each makes many runs at the same time.
	maxWorkers: 4,
};
