'use strict';

/** @type {import('jest').Config} The tests against faults with many runs each: `npm run test:faults`. */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	roots: ['<rootDir>/test/faults'],
	globals: { manyRuns: true },
	testTimeout: 60_000,
};
