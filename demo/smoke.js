'use strict';

// `npm run smoke` does the same as `npm start`, but with free ports, an empty n8n and checks at the end. It is for CI.

process.argv.push('--check');
require('./start.js');
