'use strict';

const { mkdirSync } = require('node:fs');
const path = require('node:path');

// On its first import, n8n-core writes an encryption key into the user's home, unless a variable names another folder. Each
// worker of jest has its own folder, since two of them could write at the same time.
const folder = path.join(process.env.SHARED_INBOX_TEST_FOLDER, `worker-${process.env.JEST_WORKER_ID}`);
mkdirSync(folder, { recursive: true });
process.env.N8N_USER_FOLDER = folder;

// n8n-core would write every error of a workflow to the terminal. The tests cause hundreds of errors on purpose.
process.env.N8N_LOG_LEVEL = 'silent';
