'use strict';

const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const { runNpm } = require('./npm.js');
const places = require('./places.js');
const { step } = require('./steps.js');

const SOURCES = [
	'nodes',
	'credentials',
	'icons',
	'scripts',
	'gulpfile.js',
	'index.js',
	'tsconfig.json',
	'tsconfig.build.json',
	'package.json',
	'package-lock.json',
	'README.md',
	'LICENSE.md',
];

/** The file at a path (relative to the root), or all files of the folder there, in a fixed order; none if there is nothing. */
function filesAt(place) {
	const absolute = path.join(places.root, place);
	const found = statSync(absolute, { throwIfNoEntry: false });
	if (!found) return [];
	if (found.isFile()) return [absolute];
	return readdirSync(absolute)
		.sort()
		.flatMap((name) => filesAt(path.join(place, name)));
}

/** A hash of the names and contents of all files at the given paths. */
function fingerprint(listed) {
	const hash = createHash('sha256');
	for (const file of listed.flatMap(filesAt)) {
		hash.update(`${path.relative(places.root, file)}\0`).update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

/**
 * Builds and packs the package, unless the last tarball was made of the same sources.
 *
 * @returns {Promise<string>} the tarball's path
 */
async function packPackage() {
	const { name, version } = JSON.parse(readFileSync(path.join(places.root, 'package.json'), 'utf8'));
	const tarball = path.join(places.data, `${name}-${version}.tgz`);
	const stamp = path.join(places.data, 'packed.json');
	const sources = fingerprint(SOURCES);
	const last = existsSync(stamp) && JSON.parse(readFileSync(stamp, 'utf8'));
	if (last && last.sources === sources && existsSync(tarball)) return tarball;
	mkdirSync(places.data, { recursive: true });
	await step('Building the package', async () => {
		rmSync(stamp, { force: true });
		await runNpm(['run', 'build'], { folder: places.root, purpose: 'build the package' });
		await runNpm(['pack', '--ignore-scripts', '--pack-destination', places.data], {
			folder: places.root,
			purpose: 'pack the package',
		});
		writeFileSync(stamp, JSON.stringify({ sources }));
	});
	return tarball;
}

module.exports = { packPackage };
