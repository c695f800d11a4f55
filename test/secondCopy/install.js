'use strict';

const { cpSync, realpathSync, rmSync } = require('node:fs');
const path = require('node:path');

const temporaryFolder = require('../../scripts/jest/temporaryFolder.js');

const root = path.join(__dirname, '../..');

// The folder is in node_modules, so that the copy finds the packages that n8n-workflow itself needs.
const folder = path.join(root, 'node_modules/.cache/second-copy');

/** Copies the built package and puts an n8n-workflow beside it, as `npm install` by hand in n8n's folder for nodes does. */
module.exports = () => {
	temporaryFolder();
	rmSync(folder, { recursive: true, force: true });
	for (const shipped of ['dist', 'package.json', 'index.js']) {
		cpSync(path.join(root, shipped), path.join(folder, shipped), { recursive: true });
	}
	const n8nWorkflow = path.join(folder, 'node_modules/n8n-workflow');
	cpSync(realpathSync(path.join(root, 'node_modules/n8n-workflow')), n8nWorkflow, { recursive: true });
	process.env.SHARED_INBOX_PACKAGE = folder;
};
