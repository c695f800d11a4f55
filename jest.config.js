'use strict';

const { availableParallelism } = require('node:os');

const { name, version } = require('./package.json');

/** @type {import('jest').Config} */
module.exports = {
	// Only the tests are searched for. The files they import may stand anywhere.
	roots: ['<rootDir>/test'],
	// What the tests in a real n8n have installed beside them.
	modulePathIgnorePatterns: ['<rootDir>/test/[^/]+/([^/]+/)?node_modules/'],
	testMatch: ['**/*.test.ts'],
	testEnvironment: 'node',
	// As the build puts it in (scripts/build/transpile.js).
	globals: { SHARED_INBOX_PACKAGE: `${name}/${version}` },
	globalSetup: '<rootDir>/scripts/jest/temporaryFolder.js',
	globalTeardown: '<rootDir>/scripts/jest/removeTemporaryFolder.js',
	setupFiles: ['<rootDir>/scripts/jest/n8nFolder.js'],
	transform: {
		'\\.[jt]s$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2023', keepClassNames: true },
				module: { type: 'commonjs' },
				sourceMaps: 'inline',
			},
		],
	},
	// jest requires what it tests; the packages that come as ES modules only must be transformed too.
	transformIgnorePatterns: [
		'/node_modules/(?!(jose|htmlparser2|entities|domhandler|domelementtype|domutils|dom-serializer)/)',
		'<rootDir>/dist/',
	],
	testTimeout: 30_000,
	// The tests that begin first mostly wait: for limits, and for answers that don't come.
	maxWorkers: Math.min(6, 3 * availableParallelism()),
	testSequencer: '<rootDir>/scripts/jest/longestFirst.js',
	// A promise that rejects unobserved fails the test it belongs to.
	waitForUnhandledRejections: true,
};
