'use strict';

const esbuild = require('esbuild');

const out = 'dist';

/** How a file of the package is made. @type {import('esbuild').BuildOptions} */
const output = { outbase: '.', outdir: out, platform: 'node', format: 'cjs', target: 'node20', charset: 'utf8' };

/**
 * Makes one readable CommonJS file below dist of each TypeScript file, at the same place.
 *
 * @param {string[]} files paths from the project's folder
 * @param {string} [folder] the project's folder, where it isn't the working directory
 */
async function transpile(files, folder = process.cwd()) {
	await esbuild.build({ ...output, absWorkingDir: folder, entryPoints: files, bundle: false });
}

module.exports = { out, output, transpile };
