import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The project's folder. */
export const root = path.join(__dirname, '../..');

/** The parts of a package.json that the tests of this folder use. */
export interface Manifest {
	name: string;
	main: string;
	scripts: Record<string, string>;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The package, packed by npm and unpacked alone in a temporary folder. */
export interface Packed {
	/** The folder that holds the package's package.json. */
	folder: string;
	/** All files of the tarball, with forward slashes, sorted. */
	files: string[];
	/** Size of the tarball in bytes. */
	size: number;
	/** Its package.json. */
	manifest: Manifest;
}

/** Makes a new folder in the temporary folder of jest's run, which is removed at its end. */
export function temporaryFolder(): string {
	return mkdtempSync(path.join(process.env.SHARED_INBOX_TEST_FOLDER!, 'package-'));
}

/** Packs a built copy of the project with npm, into a new folder. */
export function tarballOf(project: string): { tarball: string; name: string; size: number } {
	const store = temporaryFolder();
	const [report] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', store], {
			cwd: project,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		}),
	) as Array<{ name: string; filename: string; size: number }>;
	return { tarball: path.join(store, report!.filename), name: report!.name, size: report!.size };
}

/**
 * Packs the project with npm, and unpacks the tarball in a `node_modules` without other packages.
 *
 * @throws when the package was not built
 */
export function pack(): Packed {
	if (!existsSync(path.join(root, 'dist'))) throw new Error('dist/ is missing: run `npm run build` first.');
	const { tarball, name, size } = tarballOf(root);
	const folder = path.join(path.dirname(tarball), 'node_modules', name);
	mkdirSync(folder, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);

	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
		.sort();
	const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
	return { folder, files, size, manifest };
}

/**
 * Changes an unpacked package as n8n's installer does: it removes three lists of dependencies from the package.json
 * (n8n 2.41, modules/community-packages). Then it would install `dependencies`, but there are none.
 */
export function install({ folder, manifest }: Packed): void {
	const installed = { ...manifest };
	delete installed.devDependencies;
	delete installed.peerDependencies;
	delete installed.optionalDependencies;
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(installed, null, 2));
}
