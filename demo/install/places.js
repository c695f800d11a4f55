'use strict';

const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** The Node that is installed as a package in a folder. */
function nodeOf(folder) {
	return path.join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Folders and files of the demo, all absolute. */
module.exports = {
	/** The package itself: its sources, its lock file, its node_modules. */
	root,
	/** The folder with n8n's own package.json and lock file. */
	demo: path.join(root, 'demo'),
	/** The folder for everything that a start writes: n8n's data, logs, the packed package. Git ignores it. */
	data: path.join(root, '.demo'),
	/** The Node that n8n and the sandbox run on. */
	node: nodeOf(root),
	nodeOf,
};
