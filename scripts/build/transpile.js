'use strict';

const { readdirSync } = require('node:fs');
const path = require('node:path');

const esbuild = require('esbuild');

const out = 'dist';

/** esbuild's options for every file of the package. @type {import('esbuild').BuildOptions} */
const output = { outbase: '.', outdir: out, platform: 'node', format: 'cjs', target: 'node20', charset: 'utf8' };

const isOperation = (file) => file.endsWith('.operation.ts');

/** The index of a resource that a file is an operation of, or is the index of; undefined for any other file. */
function resourceOf(file, folder) {
	const room = path.posix.dirname(file);
	const index = path.posix.join(room, 'index.ts');
	return isOperation(file) || (file === index && readdirSync(path.join(folder, room)).some(isOperation)) ? index : undefined;
}

/** Takes the operations beside an index into its file, and leaves every other import as it is. @type {import('esbuild').Plugin} */
const operationsOnly = {
	name: 'operations',
	setup({ onResolve }) {
		onResolve({ filter: /.*/ }, ({ kind, path: imported }) =>
			kind === 'entry-point' || /^\.\/[^/]+\.operation$/.test(imported) ? undefined : { path: imported, external: true },
		);
	},
};

/**
 * Makes one readable CommonJS file of each TypeScript file, at the same path below dist. Only the operations of a resource stand
 * in one file, that of its index: n8n loads all of them when it starts, and a file of its own takes longer to load than an
 * operation does.
 *
 * @param {string[]} files paths from the project's folder
 * @param {string} [folder] the project's folder, if it isn't the working directory
 */
async function transpile(files, folder = process.cwd()) {
	const resources = new Set(files.map((file) => resourceOf(file, folder)).filter(Boolean));
	const others = files.filter((file) => !resourceOf(file, folder));
	const common = { ...output, absWorkingDir: folder };
	await Promise.all([
		esbuild.build({ ...common, entryPoints: others, bundle: false }),
		esbuild.build({ ...common, entryPoints: [...resources], bundle: true, plugins: [operationsOnly] }),
	]);
}

module.exports = { out, output, transpile };
