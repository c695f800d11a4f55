'use strict';

const { existsSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

const { installAll } = require('../../demo/install/packages.js');
const { packPackage } = require('../../demo/install/package.js');
const temporaryFolder = require('../../scripts/jest/temporaryFolder.js');

/** Kills what a test started and could not stop any more: each was started as the leader of a group of its own. */
function killLeftovers(record) {
	if (!existsSync(record)) return;
	for (const pid of readFileSync(record, 'utf8').split('\n').filter(Boolean)) {
		try {
			process.kill(-Number(pid), 'SIGKILL');
		} catch {
			// It has ended.
		}
	}
}

/** n8n in place, the package packed; Ctrl-C ends what was started. */
module.exports = async () => {
	temporaryFolder();
	const record = path.join(process.env.SHARED_INBOX_TEST_FOLDER, 'running');
	process.env.SHARED_INBOX_RUNNING = record;
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
	process.once('exit', () => {
		killLeftovers(record);
		rmSync(process.env.SHARED_INBOX_TEST_FOLDER, { recursive: true, force: true });
	});
	await installAll();
	process.env.SHARED_INBOX_TARBALL = await packPackage();
};
