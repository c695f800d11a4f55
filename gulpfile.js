'use strict';

// `gulp build` makes dist/, the folder that is published. Every TypeScript file of nodes/ and credentials/ becomes one readable
// CommonJS file at the same path. The resources of a node become one, and so does each folder of triggers, in which each part has
// its path above it. So a reviewer can compare dist with the source. Only the folder nodes/shared/libraries is for third-party
// code: each of its files is bundled with everything that it imports. So dist has each library once, and the package needs no
// dependencies.

const { execFile } = require('node:child_process');
const { mkdir, readFile, readdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');

const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const { writeSchemas } = require('./scripts/build/schemas.js');
const { libraries, out, output, packageFiles, transpile, typescriptFiles } = require('./scripts/build/transpile.js');

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

async function bundleLibraries() {
	const { metafile } = await esbuild.build({
		...output,
		entryPoints: await typescriptFiles(libraries),
		bundle: true,
		external: ['n8n-workflow'],
		// email-reply-parser asks Node for a native library that it can do without. n8n allows no such question.
		alias: { module: './scripts/build/noModule.js' },
		define: { 'import.meta.url': '""' },
		metafile: true,
	});
	await writeFile(path.join(out, 'THIRD-PARTY-LICENSES.md'), await licences(Object.keys(metafile.inputs)));
}

/** The folder of the package that a bundled file belongs to, undefined for a file of this project. */
function packageFolder(file) {
	return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/**
 * The page that names every bundled package, with its version and the text of its licence.
 *
 * @param {string[]} files the bundles' inputs, as esbuild's metafile names them
 * @throws when a package has no licence text, since a package must be published with its licence
 */
async function licences(files) {
	const folders = [...new Set(files.map(packageFolder).filter(Boolean))].sort();
	const sections = await Promise.all(
		folders.map(async (folder) => {
			const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
			const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
			if (!file) throw new Error(`${name} ${version} has no licence file; it can't be bundled.`);
			const text = (await readFile(path.join(folder, file), 'utf8')).trim();
			return `## ${name} ${version}\n\nLicence: ${license}\n\n\`\`\`text\n${text}\n\`\`\`\n`;
		}),
	);
	return ['# Third-party licences\n', 'Parts of these packages stand in `nodes/shared/libraries`.\n', ...sections].join(
		'\n',
	);
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
exports.build = series(types, clean, folder, parallel(files, bundleLibraries, icons, descriptions), schemas);
/** The build, with everything beside it that is checked without running. */
exports.verify = parallel(allTypes, lint, exports.build);
exports.default = exports.build;
