import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { pack, root, temporaryFolder } from './packed';

interface Verdict {
	passed: boolean;
	message?: string;
	details?: string;
}

/** Where n8n's scanner looks: in the attested source, and in npm's tarball (its scanner.mjs, analyzePackageByName). */
type Leg = 'source' | 'tarball';

/** Runs n8n's own scanner on a folder. It is an ES module, which jest can't load, so it runs in its own process. */
function scan(folder: string, leg: Leg): Verdict {
	const script = `
		import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
		const [folder, leg] = process.argv.slice(1);
		const patterns = leg === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
		const { passed, message, details } = await analyzePackage(folder, patterns);
		console.log(JSON.stringify({ passed, message, details }));
	`;
	const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script, folder, leg], {
		cwd: root,
		encoding: 'utf8',
		// In NODE_ENV=test, which jest sets, eslint-plugin-n8n-nodes-base takes every file for its own fixture.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return JSON.parse(output) as Verdict;
}

describe("n8n's package scanner", () => {
	test('finds nothing in the source', () => {
		expect(scan(root, 'source')).toEqual({ passed: true });
	});

	test('finds nothing in the tarball', () => {
		expect(scan(pack().folder, 'tarball')).toEqual({ passed: true });
	});

	test('would find a fault in the source', () => {
		const folder = temporaryFolder();
		cpSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
		mkdirSync(path.join(folder, 'nodes/shared'), { recursive: true });
		writeFileSync(path.join(folder, 'nodes/shared/clock.ts'), 'export const now = () => process.uptime();\n');
		const { passed, details } = scan(folder, 'source');
		expect(passed).toBe(false);
		expect(details).toMatch(/clock\.ts\n.*'process'.*no-restricted-globals/);
	});

	test('would find a fault in the tarball', () => {
		const { folder, manifest } = pack();
		writeFileSync(path.join(folder, 'dist/late.js'), 'setTimeout(() => {}, 1);\n');
		writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, dependencies: { jose: '6.2.17' } }));
		const { passed, details } = scan(folder, 'tarball');
		expect(passed).toBe(false);
		expect(details).toMatch(/no-restricted-globals/);
		expect(details).toMatch(/no-runtime-dependencies/);
	});
});
