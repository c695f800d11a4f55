import { readFileSync } from 'node:fs';
import path from 'node:path';

import { root } from './packed';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

/** The commands of the README, each with the file that runs it in a test. */
const RUN_BY: Record<string, string> = {
	'npm ci': '.ci/run',
	'npm run tarball': 'test/installation/byHand.e2e.ts',
	'mkdir -p ~/.n8n/nodes': 'test/installation/byHand.e2e.ts',
	'cd ~/.n8n/nodes': 'test/installation/byHand.e2e.ts',
	'npm install --legacy-peer-deps /path/to/n8n-nodes-shared-inbox-0.1.0.tgz': 'test/installation/byHand.e2e.ts',
	'npm start': 'demo/smoke.js',
	'npm run bench': 'by hand: it takes twenty minutes and writes bench/RESULTS.md',
	'npm run check:live': 'test/live',
};

test('before the tables of operations, the README has at most 1,500 words', () => {
	const words = readme.slice(0, readme.indexOf('## Operations')).split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));
	expect(words.length).toBeLessThanOrEqual(1_500);
});

test('its parts are in the order in which a stranger needs them', () => {
	const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
	expect(headings).toEqual([
		'Install',
		'Your first text in five steps',
		'Credentials',
		'What is promised about delivery',
		'When an item fails',
		'Triggers and answering',
		'AI tools',
		'Examples',
		'Operations',
		'Beside other ways',
		'Limits, and what is not known',
		'Help, and taking part',
		'License',
	]);
});

test('each of its commands is run by a test', () => {
	const blocks = [...readme.matchAll(/^ *```bash\n([\s\S]*?)^ *```/gm)].flatMap(([, block = '']) => block.trim().split(/\n */));
	const named = [...readme.matchAll(/`(npm [^`]+)`/g)].map(([, command]) => command);
	const commands = [...blocks, ...named.filter((command) => command !== 'npm pack')];
	expect(commands.filter((command) => RUN_BY[command!] === undefined)).toEqual([]);
	expect(Object.keys(RUN_BY).filter((command) => !commands.includes(command))).toEqual([]);
});

test('docs/delivery.md lists the codes of failed items, those and no others', () => {
	const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
	const [, union = ''] = /type FailureCode =\n([^;]+);/.exec(read('nodes/shared/transport/failure.ts')) ?? [];
	const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code);
	const page = read('docs/delivery.md');
	const listed = [...page.slice(page.indexOf('## Codes')).matchAll(/^\| `(\w+)` \| `/gm)].map(([, code]) => code);
	expect(codes).toContain('outcome_unknown');
	expect(listed.sort()).toEqual(codes.sort());
});
