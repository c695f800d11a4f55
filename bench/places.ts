import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** The project's folder. */
export const project = path.resolve(import.meta.dirname, '..');

/** The folder in which the demo has installed n8n. */
export const installation = path.join(project, 'demo');

/** The folder of n8n's own nodes in that installation. */
export const n8nNodesBase = path.join(installation, 'node_modules/n8n-nodes-base');

/** The version in a package's package.json. @throws Error that says what to do, if n8n isn't installed */
export function versionOf(folder: string): string {
	const file = path.join(folder, 'package.json');
	if (!existsSync(file)) throw new Error('n8n is not installed. Start the demo once (npm start), then run the benchmarks.');
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/**
 * Checks that a package in n8n's user folder finds the n8n-workflow of n8n itself. If it found another copy first, its classes
 * would not be n8n's, and the benchmark would not measure what people run.
 *
 * @param folder the package's folder, or a folder above it; it must exist
 * @throws Error that names the other copy
 */
export function requireOneWorkflow(folder: string): void {
	for (let place = realpathSync(folder); ; place = path.dirname(place)) {
		const copy = path.join(place, 'node_modules', 'n8n-workflow');
		if (existsSync(copy)) {
			throw new Error(
				`A second n8n-workflow lies in the way of the package that n8n would load from ${folder}: ${copy}. ` +
					'Take it away, or set TMPDIR to a folder that has none beside or above it; then run the benchmarks again.',
			);
		}
		if (place === path.dirname(place)) return;
	}
}
