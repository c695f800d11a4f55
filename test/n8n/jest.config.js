'use strict';

const base = require('../../jest.config.js');

/**
 * Tests against a real n8n. They take minutes and need programs from outside the package registry, so `npm test` leaves
 * them out (their files end in `.e2e.ts`); `npm run test:browser` and `npm run test:queue` run them.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/browser', '<rootDir>/test/queue'],
	testMatch: ['**/*.e2e.ts'],
	globalSetup: '<rootDir>/test/n8n/prepare.js',
	maxWorkers: 1,
	testTimeout: 60_000,
};
