import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** n8n's own nodes, where the demo has installed n8n. */
export const n8nNodesBase = path.resolve('demo/node_modules/n8n-nodes-base');

/** The version in a package's package.json. @throws Error where n8n isn't installed, with what to do */
export function versionOf(folder: string): string {
	const file = path.join(folder, 'package.json');
	if (!existsSync(file)) throw new Error('n8n is not installed. Start the demo once (npm start), then run the benchmarks.');
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
