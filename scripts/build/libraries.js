'use strict';

// Bundles the third-party code of the package, and says what is in it: the licences for people, and a bill of materials
// (CycloneDX) for programs. Both are made of what esbuild has really taken in.

const { readFile, readdir, writeFile } = require('node:fs/promises');
const path = require('node:path');

const { cyclonedxEsbuildPlugin } = require('@cyclonedx/cyclonedx-esbuild');
const esbuild = require('esbuild');

const { libraries, out, output, typescriptFiles } = require('./transpile.js');

const licencesFile = 'THIRD-PARTY-LICENSES.md';
const billOfMaterials = 'sbom.cdx.json';

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

/** Bundles each file of the folder for libraries with everything that it imports, and writes what is bundled. */
async function bundleLibraries() {
	const { metafile } = await esbuild.build({
		...output,
		entryPoints: await typescriptFiles(libraries),
		bundle: true,
		external: ['n8n-workflow'],
		// email-reply-parser asks Node for a native library that it can do without. n8n allows no such question.
		alias: { module: './scripts/build/noModule.js' },
		define: { ...output.define, 'import.meta.url': '""' },
		metafile: true,
		// The same bytes from the same source: without a time and a random number.
		plugins: [cyclonedxEsbuildPlugin({ specVersion: '1.6', outputFile: billOfMaterials, outputReproducible: true, mcType: 'library', validate: true, logLevel: 'error' })],
	});
	await writeFile(path.join(out, licencesFile), await licences(Object.keys(metafile.inputs)));
}

module.exports = { bundleLibraries };
