'use strict';

const path = require('node:path');

const base = require('../../jest.config.js');

/** The engine tests once more, with a second copy of n8n-workflow beside the package: n8n's classes are not the package's then. */
module.exports = {
	...base,
	rootDir: path.join(__dirname, '../..'),
	testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
	// It watches the places of the package in dist, which isn't the one that runs here.
	testPathIgnorePatterns: ['/thousand\\.test\\.ts$'],
	globalSetup: '<rootDir>/test/secondCopy/install.js',
};
