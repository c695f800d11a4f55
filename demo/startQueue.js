'use strict';

// `npm run start:queue` does the same as `npm start`, with n8n in queue mode.

process.argv.push('--queue');
require('./start.js');
