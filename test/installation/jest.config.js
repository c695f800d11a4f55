'use strict';

const project = require('../../jest.config.js');

/** Tests of installing the package in a real n8n. */
module.exports = {
	...project,
	rootDir: '../..',
	roots: ['<rootDir>/test/installation'],
	// Not what `npm test` takes: these need an n8n.
	testMatch: ['**/*.e2e.ts'],
	modulePathIgnorePatterns: ['<rootDir>/test/[^/]+/([^/]+/)?node_modules/'],
	testTimeout: 120_000,
	maxWorkers: 1,
};
