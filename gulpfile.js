'use strict';

// `gulp build` makes dist/, the folder that is published. Every TypeScript file of nodes/ and credentials/ becomes one readable
// CommonJS file at the same path. The resources of a node become one, and so does each folder of triggers, in which each part has
// its path above it. So a reviewer can compare dist with the source. Only the folder nodes/shared/libraries is for third-party
// code: each of its files is bundled with everything that it imports. So dist has each library once, and the package needs no
// dependencies.

const { execFile } = require('node:child_process');
const { mkdir, rm } = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');

const { dest, parallel, series, src } = require('gulp');

const { bundleLibraries } = require('./scripts/build/libraries.js');
const { writeSchemas } = require('./scripts/build/schemas.js');
const { out, packageFiles, transpile } = require('./scripts/build/transpile.js');

const run = promisify(execFile);

/** Runs a program of a package. @throws Error with what it reported, under this title */
async function runProgram(title, script, ...options) {
	try {
		await run(process.execPath, [path.join('node_modules', script), ...options]);
	} catch (fault) {
		// These programs report on standard output. Without this, gulp would show only the command that failed.
		throw new Error(`${title}:\n${fault.stdout || fault.message}`);
	}
}

const tsc = 'typescript/bin/tsc';

async function types() {
	await runProgram('Type check', tsc, '--project', 'tsconfig.build.json');
}

/** Checks the types of everything, the tests too. */
async function allTypes() {
	await runProgram('Type check', tsc, '--project', 'tsconfig.json');
}

async function lint() {
	await runProgram('Lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0');
}

async function clean() {
	await rm(out, { recursive: true, force: true });
}

async function files() {
	await transpile(await packageFiles());
}

function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest(path.join(out, 'icons')));
}

/** Copies codex files (Name.node.json), which n8n looks for beside the node. */
function descriptions() {
	return src('nodes/**/*.node.json', { base: '.', encoding: false }).pipe(dest(out));
}

/** Makes the output schemas, which n8n looks for beside the node as well. They are made of the built operations. */
async function schemas() {
	await writeSchemas(out);
}

async function folder() {
	await mkdir(out, { recursive: true });
}

exports.types = types;
exports.clean = clean;
/** The build without its type check. */
exports.make = series(clean, folder, parallel(files, bundleLibraries, icons, descriptions), schemas);
exports.build = series(types, exports.make);
/** The build, with everything beside it that is checked without running. */
exports.verify = parallel(allTypes, lint, exports.build);
exports.default = exports.build;
