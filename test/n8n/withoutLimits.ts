import { appendFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a copy of the package know no limit of Whippy, where thousands of messages are to go out and not to wait.
 *
 * @param folder where this copy is installed
 */
export async function withoutWhippysLimits(folder: string): Promise<void> {
	await appendFile(path.join(folder, 'dist/nodes/Whippy/provider.js'), '\nwhippy.limits = [];\n');
}
