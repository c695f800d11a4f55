'use strict';

// `npm run start:queue`: what `npm start` does, with n8n in queue mode.

process.argv.push('--queue');
require('./start.js');
