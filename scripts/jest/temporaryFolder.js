'use strict';

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** Makes one temporary folder for the whole run of jest. jest's workers inherit the variable. */
module.exports = () => {
	process.env.SHARED_INBOX_TEST_FOLDER = mkdtempSync(path.join(tmpdir(), 'shared-inbox-test-'));
};
