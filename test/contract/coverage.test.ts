import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtNode, operationsOf } from './built';
import { contractFiles, shapeOf } from './contracts';

const root = path.join(__dirname, '../..');

interface Count {
	known: Array<{ request: string; named: string; evidence: string; isThere: boolean }>;
	tried: Array<{ request: string; reason: string }>;
	leftOut: Array<{ request: string; evidence: string; reason: string }>;
	unnamed: string[];
}

const { countOf, counts, coveragePage, withCoverage } = jest.requireActual<{
	countOf: (node: string) => Count;
	counts: (node: string) => Record<string, string>;
	coveragePage: () => string;
	withCoverage: (page: string) => string;
}>(path.join(root, 'scripts/coverageTable.js'));
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

test('the README’s tables of operations are current (node scripts/coverageTable.js --write)', () => {
	expect(readme).toBe(withCoverage(readme));
});

test('they have a line for every operation', async () => {
	for (const node of Object.keys(contractFiles)) {
		for (const { resource, name, method } of operationsOf(await builtNode(node))) {
			expect(readme).toMatch(new RegExp(`^\\| ${resource}: ${name} \\| .+ \\| \`${method} /(?:v[12]|automations)/\\S+\` \\| (?:the provider|other software)`, 'm'));
		}
	}
});

test('docs/coverage.md is current (node scripts/coverageTable.js --write)', () => {
	expect(readFileSync(path.join(root, 'docs/coverage.md'), 'utf8')).toBe(coveragePage());
});

/** `20 of 57 documented, 1 of 3 reported` */
const inWords = (node: string) =>
	Object.entries(counts(node))
		.flatMap(([kind, count]) => (count ? `${count} ${kind}` : []))
		.join(', ');

describe.each(['Heymarket', 'Whippy', 'Sendook'])('%s', (node) => {
	const { known, tried, leftOut, unnamed } = countOf(node);

	test(`its contract has of the known requests: ${inWords(node)}`, () => {
		expect(unnamed).toEqual([]);
		expect(known.filter(({ evidence }) => evidence === 'inferred')).toEqual([]);
	});

	test('its contract has every wanted request, known from where contracts/requests.yaml has it', () => {
		expect(known.filter(({ isThere }) => !isThere).map(({ request }) => request)).toEqual([]);
		expect(known.filter(({ named, evidence }) => named !== evidence).map(({ request, named, evidence }) => `${request}: ${named}, but ${evidence} in its contract`)).toEqual([]);
	});

	test('a request is wanted or left out, once, and whoever leaves it out says why', () => {
		const all = [...known, ...tried, ...leftOut].map(({ request }) => shapeOf(request));
		expect(all.filter((request, at) => all.indexOf(request) < at)).toEqual([]);
		expect([...tried, ...leftOut].filter(({ reason }) => !/^[A-Z].+\.$/.test(reason))).toEqual([]);
		expect(leftOut.filter(({ evidence }) => !['documented', 'first-party', 'reported', 'inferred'].includes(evidence))).toEqual([]);
	});
});

test('a page without the markers is refused, not overwritten', () => {
	expect(() => withCoverage('# Title\n')).toThrow('README.md needs the lines');
	expect(() => withCoverage('<!-- coverage:end -->\n<!-- coverage:begin -->\n')).toThrow('one after the other');
});
