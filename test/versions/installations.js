'use strict';

const { cpSync, existsSync } = require('node:fs');
const path = require('node:path');

const { installNode, installPackages, installSqlite } = require('../../demo/install/packages.js');
const places = require('../../demo/install/places.js');

/**
 * @typedef {object} Installation an n8n that the package is tried in
 * @property {string} version n8n's version
 * @property {string} folder absolute; n8n is in its node_modules
 * @property {string} node absolute; the Node that runs it
 * @property {boolean} older whether its interface is the older one of before n8n 2.41 (see OlderN8nApi)
 * @property {Record<string, string>} environment variables of this version, beside those of every n8n here
 */

/** The version of a package in a folder's package.json. */
function asked(folder, name) {
	const { dependencies } = require(path.join(folder, 'package.json'));
	return dependencies[name];
}

/** @returns {Installation} */
function inOwnFolder(name, environment) {
	const folder = path.join(__dirname, name);
	return { version: asked(folder, 'n8n'), folder, node: places.nodeOf(folder), older: true, environment };
}

/** The n8n versions, the oldest first: the newest n8n 1 (on the oldest supported Node), the first n8n 2, and the demo's. */
const installations = [
	// Its new expression engine needs a newer Node, and it doesn't start if a module is disabled that it doesn't know.
	inOwnFolder('1.123', { N8N_EXPRESSION_ENGINE: 'legacy', N8N_DISABLED_MODULES: '' }),
	inOwnFolder('2.0', { N8N_DISABLED_MODULES: '' }),
	{ version: asked(places.demo, 'n8n'), folder: places.demo, node: places.node, older: false, environment: {} },
];

/**
 * Copies sqlite3, compiled for the oldest Node, to an n8n on a newer one. (The other way round doesn't work: compiled for Node 24,
 * it makes Node 20 crash.)
 */
function copySqlite(from, to) {
	const built = path.join('node_modules', 'sqlite3', 'build');
	if (existsSync(path.join(to, built)) || !existsSync(path.join(from, built))) return;
	cpSync(path.join(from, built), path.join(to, built), { recursive: true });
}

/** Installs every n8n that has a folder here, unless it is installed; all at once, since npm mostly waits. */
async function installVersions() {
	const own = installations.filter(({ folder }) => folder !== places.demo);
	await Promise.all(
		own.map(async ({ version, folder }) => {
			await installPackages(folder, `Installing n8n ${version} (about 2 GB, takes some minutes)`, `install n8n ${version}`);
			await installNode(folder);
		}),
	);
	const [oldest] = own;
	for (const { folder } of own) {
		copySqlite(oldest.folder, folder);
		await installSqlite(folder, folder);
	}
}

module.exports = { installations, installVersions };
