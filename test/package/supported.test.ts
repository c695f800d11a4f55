import { readFileSync } from 'node:fs';
import path from 'node:path';

import { root } from './packed';

interface Manifest {
	engines: { node: string };
	dependencies: { n8n: string; node: string };
	devDependencies: { node: string };
}

const manifest = (folder: string) => JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;
const readme = readFileSync(path.join(root, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ');

/** The versions that `npm run test:versions` uses, the oldest first. */
const tried = [
	manifest('test/versions/1.123').dependencies,
	manifest('test/versions/2.0').dependencies,
	{ n8n: manifest('demo').dependencies.n8n, node: manifest('').devDependencies.node },
];

test('the README has the tested versions, and the oldest of them as the oldest supported one', () => {
	const [first, second, last] = tried.map(({ n8n, node }) => `${n8n} on Node ${node}`);
	expect(readme).toContain(`Tested in n8n ${first}, ${second} and ${last}. Supported: n8n ${tried[0]!.n8n} and newer.`);
});

test('the package requires the oldest Node on which it is tested', () => {
	const [major, minor] = tried[0]!.node.split('.');
	expect(manifest('').engines.node).toBe(`>=${major}.${minor}`);
});
