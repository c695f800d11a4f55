'use strict';

const esbuild = require('esbuild');

const out = 'dist';

/** esbuild's options for every file of the package. @type {import('esbuild').BuildOptions} */
const output = { outbase: '.', outdir: out, platform: 'node', format: 'cjs', target: 'node20', charset: 'utf8' };

/**
 * Makes one readable CommonJS file of each TypeScript file, at the same path below dist.
 *
 * @param {string[]} files paths from the project's folder
 * @param {string} [folder] the project's folder, if it isn't the working directory
 */
async function transpile(files, folder = process.cwd()) {
	await esbuild.build({ ...output, absWorkingDir: folder, entryPoints: files, bundle: false });
}

module.exports = { out, output, transpile };
