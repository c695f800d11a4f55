import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as libraries from '../../../nodes/shared/libraries';

const root = path.join(__dirname, '../../..');
const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(root, folder, file)),
);
const code = files
	.filter((file) => file.endsWith('.ts') && path.basename(file) !== 'libraries.ts')
	.map((file) => readFileSync(file, 'utf8'))
	.join('\n');

test('what is handed on of other libraries is used', () => {
	const { z, ...others } = libraries;
	const unused = [
		...Object.keys(z).filter((name) => !new RegExp(`\\bz\\s*\\.${name}[(<]`).test(code)).map((name) => `z.${name}`),
		...Object.keys(others).filter((name) => !new RegExp(`\\b${name}\\b`).test(code)),
	];
	expect(unused).toEqual([]);
});
