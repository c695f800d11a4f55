import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { requireOneWorkflow } from '../../../bench/places';

describe('the folder of the package that a real n8n is measured with', () => {
	let root: string;
	let installed: string;

	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'bench-places-'));
		installed = path.join(root, 'home/.n8n/nodes/node_modules/n8n-nodes-shared-inbox');
		mkdirSync(installed, { recursive: true });
	});

	afterEach(() => rmSync(root, { recursive: true, force: true }));

	it('is accepted if n8n’s own n8n-workflow is the only one', () => {
		expect(() => requireOneWorkflow(installed)).not.toThrow();
	});

	it.each([
		['inside the package', 'home/.n8n/nodes/node_modules/n8n-nodes-shared-inbox/node_modules'],
		['beside it, where npm i by hand in the nodes folder puts it', 'home/.n8n/nodes/node_modules'],
		['above the user folder, as where that lies in a project', 'node_modules'],
	])('is refused if there is a second one %s', (_where, folder) => {
		const copy = path.join(root, folder, 'n8n-workflow');
		mkdirSync(copy, { recursive: true });

		expect(() => requireOneWorkflow(installed)).toThrow(copy);
	});

	it('is judged by its real path, since Node uses that', () => {
		const real = path.join(root, 'elsewhere/package');
		const copy = path.join(root, 'elsewhere/node_modules/n8n-workflow');
		mkdirSync(real, { recursive: true });
		mkdirSync(copy, { recursive: true });
		rmSync(installed, { recursive: true });
		symlinkSync(real, installed, 'dir');

		expect(() => requireOneWorkflow(installed)).toThrow(copy);
	});
});
