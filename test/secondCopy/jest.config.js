'use strict';

const path = require('node:path');

const base = require('../../jest.config.js');

/** Runs the engine tests in which n8n's errors meet the package, with a second copy of n8n-workflow beside the package, so that its classes are not n8n's. */
module.exports = {
	...base,
	rootDir: path.join(__dirname, '../..'),
	maxWorkers: 4,
	testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
	testPathIgnorePatterns: [
		// It looks into the package in dist, which isn't the one that runs here.
		'/thousand\\.test\\.ts$',
		// In these, no error of n8n's meets the package: values are refused by the form, and good ones are sent.
		'/operations/',
		'/allowedRecipients\\.test\\.ts$',
		'/batching\\.test\\.ts$',
	],
	globalSetup: '<rootDir>/test/secondCopy/install.js',
};
