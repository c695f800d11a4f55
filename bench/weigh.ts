import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loads the files of a package that n8n would load, which are its arguments, and prints what that costs as JSON.
const require = createRequire(import.meta.url);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function memory(): { rss: number; heap: number } {
	collect();
	const { rss, heapUsed, external } = process.memoryUsage();
	return { rss, heap: heapUsed + external };
}

// n8n has loaded this before it loads a package, so it is not measured.
require('n8n-workflow');
const before = memory();
const started = performance.now();
for (const file of process.argv.slice(2)) {
	const exported = require(file) as Record<string, unknown>;
	for (const made of Object.values(exported)) if (typeof made === 'function') new (made as new () => unknown)();
}
const milliseconds = performance.now() - started;
const after = memory();
const MB = 1024 * 1024;
process.stdout.write(
	JSON.stringify({ milliseconds, residentMb: (after.rss - before.rss) / MB, heapMb: (after.heap - before.heap) / MB }),
);
