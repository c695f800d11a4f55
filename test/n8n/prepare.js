'use strict';

const { chmodSync, existsSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

const { packPackage } = require('../../demo/install/package.js');
const temporaryFolder = require('../../scripts/jest/temporaryFolder.js');

/** Kills processes that a test started and could not stop. Each is the leader of its own process group. */
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

/** Packs the package. After Ctrl-C too, the started processes are ended and their files removed. */
module.exports = async () => {
	temporaryFolder();
	const folder = process.env.SHARED_INBOX_TEST_FOLDER;
	// Browser and databases also have their files in there. The databases run as another user, who must be able to enter.
	chmodSync(folder, 0o711);
	process.env.TMPDIR = folder;
	const record = path.join(folder, 'running');
	process.env.SHARED_INBOX_RUNNING = record;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
	process.once('exit', () => {
		killLeftovers(record);
		// A killed process may have written files until a moment ago.
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
	});
	process.env.SHARED_INBOX_TARBALL = await packPackage();
};
