import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as door from '../../../nodes/shared/libraries';

const root = path.join(__dirname, '../../..');
const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(root, folder, file)),
);
const code = files
	.filter((file) => file.endsWith('.ts') && !file.includes(path.join('nodes', 'shared', 'libraries')))
	.map((file) => readFileSync(file, 'utf8'))
	.join('\n');

test('every exported part of a library is used', () => {
	const { onFirstUse, ...others } = door;
	const libraries = Object.entries(others);
	expect(libraries.length).toBeGreaterThan(0);
	const handedOn = [onFirstUse.name, ...libraries.flatMap(([name, load]) => [name, ...Object.keys(load())])];
	expect(handedOn.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});
