'use strict';

const project = require('../../jest.config.js');

/** Tests in real servers of several versions of n8n: one file, one server at a time. */
module.exports = {
	...project,
	rootDir: '../..',
	roots: ['<rootDir>/test/versions'],
	// Not what `npm test` takes: these need an n8n.
	testMatch: ['**/*.e2e.ts'],
	modulePathIgnorePatterns: ['<rootDir>/test/[^/]+/([^/]+/)?node_modules/'],
	testTimeout: 180_000,
	maxWorkers: 1,
};
