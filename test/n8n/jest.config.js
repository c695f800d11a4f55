'use strict';

const base = require('../../jest.config.js');

/**
 * Tests in a real n8n. They take minutes and need programs that npm can't install, so `npm test` leaves them
 * out (their files end in `.e2e.ts`); run.js runs them, one suite at a time.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['browser', 'queue', 'triggers', 'examples', 'agents', 'installation', 'versions'].map((suite) => `<rootDir>/test/${suite}`),
	testMatch: ['**/*.e2e.ts'],
	globalSetup: '<rootDir>/test/n8n/prepare.js',
	maxWorkers: 1,
	testTimeout: 180_000,
};
