'use strict';

const path = require('node:path');

const base = require('../../jest.config.js');

/** Runs the engine tests again with a second copy of n8n-workflow beside the package, so that its classes are not n8n's. */
module.exports = {
	...base,
	rootDir: path.join(__dirname, '../..'),
	testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
	// It looks into the package in dist, which isn't the one that runs here.
	testPathIgnorePatterns: ['/thousand\\.test\\.ts$'],
	globalSetup: '<rootDir>/test/secondCopy/install.js',
};
