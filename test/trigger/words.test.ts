import { readFileSync } from 'node:fs';
import path from 'node:path';

const page = (name: string) => readFileSync(path.join(process.cwd(), name), 'utf8').replaceAll(/\s+/g, ' ');

// What is promised about repeats is no more than what was seen in a real n8n, in the same words wherever it stands.
test.each([
	['repeats', 'Repeats to the same n8n process start one execution. After a restart, or with several n8n processes, a repeat may start a second one. Use Remove Duplicates on eventId where that matters.'],
	['a changed address', 'After a changed public URL of n8n, deactivate and activate the workflow'],
	['the rate', 'limit the rate in front of n8n, in a proxy'],
	['the cost of a post', '25 ms of CPU and more'],
])('the page on triggers tells of %s', (_, words) => {
	expect(page('docs/triggers.md')).toContain(words);
});

test.each(['README.md', 'docs/triggers.md', 'nodes/shared/trigger/README.md'])('%s doesn’t promise that anything happens exactly once', (name) => {
	expect(page(name)).not.toMatch(/exactly once/i);
});
