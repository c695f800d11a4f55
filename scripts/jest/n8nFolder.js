'use strict';

const { mkdirSync } = require('node:fs');
const path = require('node:path');

// n8n-core writes an encryption key into the user's home on its first import, unless it is told of another folder. Each
// worker has its own, since two of them could write at once.
const folder = path.join(process.env.SHARED_INBOX_TEST_FOLDER, `worker-${process.env.JEST_WORKER_ID}`);
mkdirSync(folder, { recursive: true });
process.env.N8N_USER_FOLDER = folder;

// n8n-core writes every error of a workflow to the terminal; the tests make hundreds on purpose and look at them.
process.env.N8N_LOG_LEVEL = 'silent';
