import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtNode, operationsOf } from './built';
import { contractFiles } from './contracts';

const root = path.join(__dirname, '../..');
const { withCoverage } = jest.requireActual<{ withCoverage: (page: string) => string }>(path.join(root, 'scripts/coverageTable.js'));
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

test('the README’s tables of operations are current (node scripts/coverageTable.js --write)', () => {
	expect(readme).toBe(withCoverage(readme));
});

test('they have a line for every operation', async () => {
	for (const node of Object.keys(contractFiles)) {
		for (const { resource, name, method } of operationsOf(await builtNode(node))) {
			expect(readme).toMatch(new RegExp(`^\\| ${resource}: ${name} \\| .+ \\| \`${method} /\\S+\` \\| (the provider|other software)`, 'm'));
		}
	}
});

test('a page without the markers is refused, not overwritten', () => {
	expect(() => withCoverage('# Title\n')).toThrow('README.md needs the lines');
	expect(() => withCoverage('<!-- coverage:end -->\n<!-- coverage:begin -->\n')).toThrow('one after the other');
});
