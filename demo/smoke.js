'use strict';

// `npm run smoke`: what `npm start` does, on free ports and an empty n8n, followed by checks; for CI.

process.argv.push('--check');
require('./start.js');
