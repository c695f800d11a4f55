import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '../..');

interface Snippet {
	filePath: string;
	code: string;
}

/** Lints source texts as if they were files at those paths, with the project's own configuration. */
function lint(snippets: Snippet[]): string[][] {
	// ESLint reads its configuration with a dynamic import, which doesn't work in jest, so it runs in its own process. The files don't
	// exist, so the rules that need types are off.
	const script = `
		import { ESLint } from 'eslint';
		import tseslint from 'typescript-eslint';
		const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
		const found = [];
		for (const { filePath, code } of JSON.parse(process.argv[1])) {
			const [result] = await eslint.lintText(code, { filePath });
			found.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
		}
		console.log(JSON.stringify(found));
	`;
	const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script, JSON.stringify(snippets)], {
		cwd: root,
		encoding: 'utf8',
		// In NODE_ENV=test, which jest sets, eslint-plugin-n8n-nodes-base takes every file for its own fixture.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return JSON.parse(output) as string[][];
}

const action = (member: string) => `export class Heymarket { ${member} }\n`;

const fires: Array<[rule: string, what: string, filePath: string, code: string]> = [
	['house/one-way-imports', 'shared imports a provider', 'nodes/shared/delivery/a.ts', "export * from '../../Whippy/provider';"],
	['house/one-way-imports', 'a provider imports another', 'nodes/Heymarket/a.ts', "import { b } from '../Whippy/b';\nb();"],
	['house/one-way-imports', 'a type from another provider', 'nodes/Heymarket/a.ts', "import type { B } from '../Whippy/b';\nexport type C = B;"],
	['house/one-way-imports', 'an inline type import', 'nodes/shared/a.ts', "export type C = import('../Whippy/b').B;"],
	['house/one-way-imports', 'a node imports a test', 'nodes/Heymarket/a.ts', "import { b } from '../../test/b';\nb();"],
	['house/one-way-imports', 'a node imports the sandbox', 'nodes/Heymarket/a.ts', "import { b } from '../../sandbox/b.ts';\nb();"],
	['house/one-way-imports', 'a credential imports the demo', 'credentials/A.credentials.ts', "import { b } from '../demo/b';\nb();"],
	['house/one-way-imports', 'a credential imports the bench', 'credentials/A.credentials.ts', "import { b } from '../bench/b';\nb();"],
	['house/one-way-imports', 'a node imports a contract', 'nodes/Whippy/a.ts', "import b from '../../contracts/b.json';\nb();"],
	['house/one-way-imports', 'a node imports package.json', 'nodes/Whippy/a.ts', "import b from '../../package.json';\nb();"],
	['house/one-way-imports', 'a node imports a credential', 'nodes/Whippy/a.ts', "import { b } from '../../credentials/b';\nb();"],
	['house/one-way-imports', 'something imports a node file', 'nodes/Whippy/a.ts', "import { b } from './Whippy.node';\nb();"],
	['house/one-way-imports', 'a library past libraries.ts', 'nodes/shared/a.ts', "import { SignJWT } from 'jose';\nnew SignJWT();"],
	['house/one-way-imports', 'a library past its door', 'nodes/shared/a.ts', "import { SignJWT } from './libraries/tokens';\nnew SignJWT();"],
	['house/one-way-imports', 'a library past its door, from a credential', 'credentials/A.credentials.ts', "export { SignJWT } from '../nodes/shared/libraries/tokens';"],
	['house/one-way-imports', 'a library in the door itself', 'nodes/shared/libraries.ts', "export { SignJWT } from 'jose';"],
	['house/one-way-imports', 'a library required in the door', 'nodes/shared/libraries.ts', "export const a = () => require('jose');"],
	['house/one-way-imports', 'a library of a computed name in the door', 'nodes/shared/libraries.ts', "export const a = (name: string) => require(`./libraries/${name}`);"],
	['house/one-way-imports', 'a library in a credential', 'credentials/A.credentials.ts', "export { z } from 'zod';"],
	['house/one-way-imports', 'a module of Node', 'nodes/shared/a.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('a');"],
	['house/one-way-imports', 'a dynamic import', 'nodes/shared/a.ts', "void import('jose');"],
	['house/one-way-imports', 'an import of a computed name', 'nodes/shared/a.ts', "const a = 'jose';\nvoid import(a);"],
	['house/one-way-imports', 'require', 'nodes/shared/a.ts', "require('jose');"],
	['house/one-way-imports', 'import = require', 'nodes/shared/a.ts', "import jose = require('jose');\njose();"],
	['house/one-way-imports', 'transport imports delivery', 'nodes/shared/transport/a.ts', "export * from '../delivery/run';"],
	['house/one-way-imports', 'values import form', 'nodes/shared/values/a.ts', "export * from '../form/parts';"],
	['house/no-execute', 'a method', 'nodes/Heymarket/Heymarket.node.ts', action('async execute() { return []; }')],
	['house/no-execute', 'a property', 'nodes/Heymarket/Heymarket.node.ts', action('execute = async () => [];')],
	['house/no-execute', 'a quoted name', 'nodes/Heymarket/Heymarket.node.ts', action("'execute' = async () => [];")],
	...['setTimeout', 'setInterval', 'setImmediate', 'process', 'global', 'globalThis', 'fetch', '__dirname'].flatMap(
		(name): typeof fires => [
			['no-restricted-globals', name, 'nodes/shared/a.ts', `export const a = () => ${name};`],
			['no-restricted-globals', name, 'credentials/A.credentials.ts', `export const a = () => ${name};`],
		],
	),
	['no-restricted-globals', 'console', 'nodes/shared/a.ts', "console.log('a');"],
	['no-restricted-properties', 'URL.canParse', 'nodes/shared/a.ts', "export const a = URL.canParse('b');"],
	['no-restricted-properties', 'AbortSignal.timeout', 'nodes/shared/a.ts', 'export const a = AbortSignal.timeout(1);'],
	['house/no-inline-config', 'a disabled block', 'nodes/shared/a.ts', '/* eslint-disable no-console */\nexport {};'],
	['house/no-inline-config', 'a disabled line', 'credentials/A.credentials.ts', 'export {}; // eslint-disable-line'],
	['house/no-inline-config', 'a changed rule', 'nodes/shared/a.ts', '/* eslint eqeqeq: "off" */\nexport {};'],
	['no-restricted-globals', 'in spite of a comment', 'nodes/shared/a.ts', '// eslint-disable-next-line\nexport const a = process;'],
	['no-restricted-syntax', 'a skipped test', 'test/unit/a.test.ts', "it.skip('a', () => {});"],
	['no-restricted-syntax', 'a single test', 'test/unit/a.test.ts', "describe.only('a', () => {});"],
	['no-restricted-syntax', 'a test crossed out', 'test/unit/a.test.ts', "xit('a', () => {});"],
	['no-warning-comments', 'an unfinished thing', 'nodes/shared/a.ts', '// TO' + 'DO later\nexport {};'],
	['@n8n/community-nodes/require-node-api-error', 'a bare throw', 'nodes/shared/a.ts', 'try { a(); } catch (error) { throw error; }'],
	['n8n-nodes-base/node-param-display-name-miscased', 'a lowercase label', 'nodes/Whippy/a.ts', "export const a = { displayName: 'to whom', name: 'to', type: 'string', default: '' };"],
];

const silent: Array<[what: string, filePath: string, code: string]> = [
	['a provider imports shared', 'nodes/Heymarket/message/send.ts', "export * from '../../shared/operation';"],
	['a provider imports its own room', 'nodes/Heymarket/message/send.ts', "export * from '../provider';"],
	['a credential imports shared', 'credentials/A.credentials.ts', "export * from '../nodes/shared/libraries';"],
	['a room imports a room below it', 'nodes/shared/delivery/a.ts', "export * from '../transport/wait';"],
	['a room imports what stands outside of all', 'nodes/shared/values/a.ts', "export * from '../libraries';"],
	['a file behind the door imports a library', 'nodes/shared/libraries/tokens.ts', "export { SignJWT } from 'jose';"],
	['the door requires what is behind it', 'nodes/shared/libraries.ts', "export const a = () => require('./libraries/tokens');"],
	["n8n's own library", 'nodes/shared/a.ts', "export { sleep } from 'n8n-workflow';"],
	['hashing', 'nodes/shared/a.ts', "export { createHash } from 'node:crypto';"],
	['other names in a node', 'nodes/Heymarket/Heymarket.node.ts', action('executed = true;')],
	['timers in a test', 'test/unit/a.test.ts', "it('a', () => void setTimeout(() => {}, 1));"],
	['a comment that mentions eslint', 'nodes/shared/a.ts', "// ESLint's own words\nexport {};"],
];

const results = lint([...fires.map(([, , filePath, code]) => ({ filePath, code })), ...silent.map(([, filePath, code]) => ({ filePath, code }))]);

describe('the project’s own rules', () => {
	test.each(fires.map(([rule, what, filePath], index) => ({ rule, what, filePath, index })))(
		'$rule fires: $what ($filePath)',
		({ rule, index }) => expect(results[index]).toContain(rule),
	);

	test.each(silent.map(([what, filePath], index) => ({ what, filePath, index: fires.length + index })))(
		'nothing fires: $what ($filePath)',
		({ index }) => expect(results[index]!.filter((rule) => /^(house\/|no-)/.test(rule))).toEqual([]),
	);
});
