import { readFileSync } from 'node:fs';
import path from 'node:path';

import { root } from './packed';

interface Entry {
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

const files = [
	'package-lock.json',
	'demo/package-lock.json',
	'test/installation/package-lock.json',
	'test/versions/1.123/package-lock.json',
	'test/versions/2.0/package-lock.json',
];

describe.each(files)('%s', (file) => {
	const text = readFileSync(path.join(root, file), 'utf8');
	const { packages } = JSON.parse(text) as { packages: Record<string, Entry> };

	test('matches the package.json beside it', () => {
		const manifest = JSON.parse(readFileSync(path.join(root, path.dirname(file), 'package.json'), 'utf8')) as Entry;
		const of = ({ dependencies, devDependencies, optionalDependencies }: Entry = {}) => ({ dependencies, devDependencies, optionalDependencies });
		expect(of(packages[''])).toEqual(of(manifest));
		expect(Object.keys(packages).length).toBeGreaterThan(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).length);
	});

	test('names no registry', () => expect(text).not.toContain('"resolved"'));

	// npm leaves packages out of the lock that a registry doesn't have. Then `npm ci` refuses the lock, on every platform.
	test('is complete: every dependency has its entry, also those of other platforms', () => {
		function isThere(name: string, from: string): boolean {
			if (`${from}${from && '/'}node_modules/${name}` in packages) return true;
			return from !== '' && isThere(name, from.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, ''));
		}

		const missing = Object.entries(packages).flatMap(([from, entry]) =>
			Object.keys({ ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies })
				.filter((name) => !isThere(name, from))
				.map((name) => `${name} of ${from}`),
		);
		expect(missing).toEqual([]);
	});
});
