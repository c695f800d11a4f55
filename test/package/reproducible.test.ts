import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root, tarballOf, temporaryFolder } from './packed';

/** Everything that the build reads, and what is published beside dist. */
const sources = ['package.json', 'README.md', 'LICENSE.md', 'index.js', 'gulpfile.js', 'tsconfig.json', 'scripts', 'nodes', 'credentials', 'icons', 'contracts'];

/** A fingerprint of every file in a folder. */
function fingerprints(folder: string): Record<string, string> {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
	return Object.fromEntries(files.map((file) => [path.relative(folder, file), fingerprint(file)]));
}

const fingerprint = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

test('a second build, elsewhere and at another time, gives the same bytes, and so does its tarball', () => {
	const copy = temporaryFolder();
	for (const source of sources) cpSync(path.join(root, source), path.join(copy, source), { recursive: true });
	symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
	execFileSync(process.execPath, [path.join(root, 'node_modules/gulp/bin/gulp.js'), 'make'], { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] });
	const made = fingerprints(path.join(copy, 'dist'));
	expect(Object.keys(made).length).toBeGreaterThan(100);
	expect(made).toEqual(fingerprints(path.join(root, 'dist')));
	expect(fingerprint(tarballOf(copy).tarball)).toBe(fingerprint(tarballOf(root).tarball));
}, 120_000);
