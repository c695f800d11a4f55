import { appendFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Removes Whippy's limits from a copy of the package, for tests that send thousands of messages without waiting.
 *
 * @param folder where this copy is installed
 */
export async function withoutWhippysLimits(folder: string): Promise<void> {
	await appendFile(path.join(folder, 'dist/nodes/Whippy/provider.js'), '\nwhippy.limits = [];\n');
}
