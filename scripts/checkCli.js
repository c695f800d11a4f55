'use strict';

// `npm run check:cli`: runs n8n's own tool for community nodes (`n8n-node lint` in strict mode, `n8n-node build`) over a copy of this
// package. The tool is 480 MB with what it needs, so it is installed beside the project, in the temporary folder, and
// only for this. docs/verification.md says what came out.

const { spawnSync } = require('node:child_process');
const { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { stripVTControlCharacters } = require('node:util');

const root = path.join(__dirname, '..');

/** The tool, and the TypeScript that its own rules were made for. */
const wanted = { '@n8n/node-cli': '0.48.3', typescript: '5.8.3' };

/**
 * Rules of the tool's ESLint that are about TypeScript in general, and that this package doesn't keep, each with the reason. None of
 * n8n's own rules is here.
 */
const left = {
	'@typescript-eslint/no-require-imports': 'libraries and what sends are loaded when they are first used, which an import can’t do in time (nodes/shared/libraries.ts, later.ts)',
	'@typescript-eslint/no-unused-vars': 'a name that begins with _ leaves a property out of a copy',
};

/** What ESLint reports, as it prints it. */
function findingsIn(output) {
	let file = '';
	return stripVTControlCharacters(output)
		.split('\n')
		.flatMap((line) => {
			if (/^\S.*\.(ts|json|mjs)$/.test(line)) file = line;
			const [, place, kind, words, rule] = /^\s+(\d+:\d+)\s+(error|warning)\s+(.+?)\s{2,}(\S+)$/.exec(line) ?? [];
			return rule ? [{ file, place, kind, words, rule }] : [];
		});
}

/** Runs a program. @returns what it printed, and its exit code */
function runIn(folder, program, args) {
	const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 });
	return { status, output: `${stdout}${stderr}` };
}

/** Installs the tool, unless it is there. @returns the folder of its packages */
function installed() {
	const folder = path.join(tmpdir(), `n8n-node-cli-${wanted['@n8n/node-cli']}`);
	const packages = path.join(folder, 'node_modules');
	if (existsSync(path.join(folder, 'complete'))) return packages;
	console.log('Installing n8n’s tool (480 MB, about a minute)');
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: wanted }));
	// Its parts name versions of each other that npm can't bring together by itself.
	const { status, output } = runIn(folder, 'npm', ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund']);
	if (status !== 0) throw new Error(`n8n’s tool could not be installed:\n${output}`);
	writeFileSync(path.join(folder, 'complete'), '');
	return packages;
}

/** Makes a copy of the package as the tool wants it: strict, with the tool's own configurations. @returns its folder */
function copied(packages) {
	const copy = mkdtempSync(path.join(tmpdir(), 'check-cli-'));
	for (const part of ['README.md', 'LICENSE.md', 'index.js', 'nodes', 'credentials', 'icons']) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	writeFileSync(path.join(copy, 'package.json'), JSON.stringify({ ...manifest, n8n: { ...manifest.n8n, strict: true } }, null, '\t'));
	// In strict mode, this must be the file of the tool's template, word for word.
	cpSync(path.join(packages, '@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs'), path.join(copy, 'eslint.config.mjs'));
	const { compilerOptions } = JSON.parse(withoutComments(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')));
	const emitting = { noEmit: false, allowImportingTsExtensions: false, module: 'esnext', outDir: 'dist', declaration: true, sourceMap: true, types: ['node'] };
	writeFileSync(path.join(copy, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...compilerOptions, ...emitting }, include: ['nodes', 'nodes/**/*.json', 'credentials'] }));
	const modules = path.join(copy, 'node_modules');
	mkdirSync(path.join(modules, '@n8n'), { recursive: true });
	for (const name of readdirSync(path.join(root, 'node_modules'))) if (name !== '@n8n') symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
	symlinkSync(path.join(packages, '@n8n/node-cli'), path.join(modules, '@n8n/node-cli'), 'dir');
	return copy;
}

const withoutComments = (json) => json.replaceAll(/^\s*\/\/.*$/gm, '');

/** @returns {string[]} what speaks against the package, in sentences; none if the tool is content */
function check(copy, packages) {
	const cli = path.join(packages, '@n8n/node-cli/bin/n8n-node.mjs');
	console.log('n8n-node lint (strict)');
	const lint = runIn(copy, process.execPath, [cli, 'lint']);
	const findings = findingsIn(lint.output);
	for (const [rule, reason] of Object.entries(left)) console.log(`  ${findings.filter((one) => one.rule === rule).length} of ${rule}: ${reason}`);
	const faults = findings.filter(({ rule }) => !Object.hasOwn(left, rule)).map(({ file, place, words, rule }) => `${path.relative(copy, file)}:${place} ${words} (${rule})`);
	// Without findings and not content: it could not run at all, or says that it isn't strict.
	if (lint.status !== 0 && findings.length === 0) faults.push(`n8n-node lint ended with ${lint.status}:\n${stripVTControlCharacters(lint.output)}`);
	console.log(`  ${faults.length} of all other rules, n8n’s among them`);
	console.log('n8n-node build');
	const build = runIn(copy, process.execPath, [cli, 'build']);
	const { nodes, credentials } = JSON.parse(readFileSync(path.join(copy, 'package.json'), 'utf8')).n8n;
	const missing = [...nodes, ...credentials].filter((file) => !existsSync(path.join(copy, file)));
	if (build.status !== 0) faults.push(`n8n-node build ended with ${build.status}:\n${stripVTControlCharacters(build.output).split('\n').filter((line) => /error TS/.test(line)).join('\n')}`);
	faults.push(...missing.map((file) => `n8n-node build made no ${file}`));
	console.log(`  ${nodes.length + credentials.length - missing.length} of ${nodes.length + credentials.length} files of nodes and credentials, where package.json names them`);
	return faults;
}

function main() {
	const packages = installed();
	const copy = copied(packages);
	try {
		const faults = check(copy, packages);
		if (faults.length > 0) throw new Error(faults.join('\n'));
		console.log('n8n’s own tool is content.');
	} finally {
		rmSync(copy, { recursive: true });
	}
}

if (require.main === module) {
	try {
		main();
	} catch (fault) {
		console.error(fault.message);
		process.exitCode = 1;
	}
}

module.exports = { findingsIn };
