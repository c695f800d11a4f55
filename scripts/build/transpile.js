'use strict';

const { realpathSync } = require('node:fs');
const { readdir } = require('node:fs/promises');
const path = require('node:path');

const esbuild = require('esbuild');

const { name, version } = require('../../package.json');

const out = 'dist';

/**
 * esbuild's options for every file of the package. Links are taken for what they name, so that a copy of the project with a linked
 * node_modules gives the same bytes. @type {import('esbuild').BuildOptions}
 */
const output = {
	outbase: '.',
	outdir: out,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	charset: 'utf8',
	preserveSymlinks: true,
	define: { SHARED_INBOX_PACKAGE: JSON.stringify(`${name}/${version}`) },
};

const libraries = 'nodes/shared/libraries';

/** All TypeScript files in a folder and its subfolders, as paths from the project's folder with forward slashes. */
async function typescriptFiles(folder, project = process.cwd()) {
	const entries = await readdir(path.join(project, folder), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
		.map((entry) => path.relative(project, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
		.sort();
}

/** All files of the package that are not bundled with a library. */
async function packageFiles(project = process.cwd()) {
	const all = [...(await typescriptFiles('nodes', project)), ...(await typescriptFiles('credentials', project))];
	return all.filter((file) => !file.startsWith(`${libraries}/`));
}

/** Whether a file has what stands in its folder made one file with it. @type {(file: string) => boolean} */
const isRoom = (file) => /^nodes\/\w+\/(?:resources|trigger\/index)\.ts$/.test(file);

/**
 * Which files each file imports when it is loaded, or requires later, by what it calls them. Types are no part of it.
 *
 * @returns {Promise<Map<string, Map<string, string>>>} paths from the project's folder
 */
async function importsOf(common, files) {
	// One entry that imports them all: with an entry each, esbuild would make a bundle of each.
	const stdin = { contents: files.map((file) => `import './${file}';`).join('\n'), resolveDir: common.absWorkingDir };
	const { metafile } = await esbuild.build({ ...common, stdin, bundle: true, write: false, metafile: true, packages: 'external' });
	delete metafile.inputs['<stdin>'];
	const own = (imports) => new Map(imports.filter(({ external }) => !external).map(({ original, path: file }) => [original, file]));
	return new Map(Object.entries(metafile.inputs).map(([file, { imports }]) => [file, own(imports)]));
}

/** These files and everything that they import, and so on; without those that `isLeftOut` names. */
function reached(from, imports, isLeftOut = () => false) {
	const found = new Set();
	const visit = (file) => {
		if (found.has(file) || isLeftOut(file)) return;
		found.add(file);
		for (const next of imports.get(file).values()) visit(next);
	};
	from.forEach(visit);
	return found;
}

/** What stands in the file of a room: the files of its folder that nothing else imports. */
function insideOf(entry, imports) {
	const folder = path.posix.dirname(entry);
	const all = reached([entry], imports, (file) => !file.startsWith(`${folder}/`));
	const others = [...imports.keys()].filter((file) => !all.has(file));
	const elsewhere = reached(others, imports, (file) => file === entry);
	return new Set([...all].filter((file) => !elsewhere.has(file)));
}

/** Takes these files into the one that is made, and leaves every other import where it is. @returns {import('esbuild').Plugin} */
function only(inside, entry, imports, folder) {
	const room = path.posix.dirname(entry);
	return {
		name: 'only',
		setup({ onResolve }) {
			onResolve({ filter: /^\./ }, ({ kind, importer, path: imported }) => {
				if (kind === 'entry-point') return undefined;
				const file = imports.get(path.relative(folder, importer).replaceAll(path.sep, '/')).get(imported);
				if (inside.has(file)) return { path: path.join(folder, file) };
				const fromRoom = path.posix.relative(room, file).replace(/(\/index)?\.ts$/, '');
				return { path: fromRoom.startsWith('.') ? fromRoom : `./${fromRoom}`, external: true };
			});
		},
	};
}

/**
 * Makes one readable CommonJS file of each TypeScript file, at the same path below dist. Only the resources of a node stand in
 * one file, `resources.js`, with whatever nothing else imports, and so does each folder of triggers in its `index.js`: n8n loads
 * all of them when it starts, and to find, read and compile a file takes longer than to run it. What others import too stays a file, since there must be one of each part.
 *
 * @param {string[]} files those to make, as paths from the project's folder
 * @param {string} [project] the project's folder, if it isn't the working directory
 */
async function transpile(files, project = process.cwd()) {
	const folder = realpathSync(project);
	const common = { ...output, absWorkingDir: folder };
	const all = await packageFiles(folder);
	const imports = await importsOf(common, all);
	const rooms = all.filter(isRoom).map((entry) => ({ entry, inside: insideOf(entry, imports) }));
	const others = files.filter((file) => !rooms.some(({ inside }) => inside.has(file)));
	const made = rooms.filter(({ inside }) => files.some((file) => inside.has(file)));
	await Promise.all([
		esbuild.build({ ...common, entryPoints: others, bundle: false }),
		...made.map(({ entry, inside }) =>
			esbuild.build({ ...common, entryPoints: [entry], bundle: true, packages: 'external', plugins: [only(inside, entry, imports, folder)] }),
		),
	]);
}

module.exports = { libraries, out, output, packageFiles, transpile, typescriptFiles };
