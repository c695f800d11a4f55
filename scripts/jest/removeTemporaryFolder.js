'use strict';

const { rmSync } = require('node:fs');

module.exports = () => rmSync(process.env.SHARED_INBOX_TEST_FOLDER, { recursive: true, force: true });
