'use strict';

const { chmodSync, existsSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

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

/** The package packed; Ctrl-C ends what was started, and nothing of it stays on the disk. */
module.exports = async () => {
	temporaryFolder();
	const folder = process.env.SHARED_INBOX_TEST_FOLDER;
	// Browser and databases keep their files in there too; the databases as a user of their own, who has to find the way.
	chmodSync(folder, 0o711);
	process.env.TMPDIR = folder;
	const record = path.join(folder, 'running');
	process.env.SHARED_INBOX_RUNNING = record;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
	process.once('exit', () => {
		killLeftovers(record);
		// What was killed may have been writing a moment ago.
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
	});
	process.env.SHARED_INBOX_TARBALL = await packPackage();
};
