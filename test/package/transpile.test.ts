import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transpile } from '../../scripts/build/transpile.js';

const root = path.join(__dirname, '../..');
const room = 'nodes/Heymarket/template';

describe('one file of a resource, made anew', () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'transpile-'));
		cpSync(path.join(root, room), path.join(folder, room), { recursive: true });
		cpSync(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
	});

	afterEach(() => rmSync(folder, { recursive: true }));

	test.each(['index.ts', 'get.operation.ts'])('%s gives the file of the whole resource, as in dist', async (file) => {
		await transpile([`${room}/${file}`], folder);
		const made = path.join(folder, 'dist', room, 'index.js');
		expect(readFileSync(made, 'utf8')).toBe(readFileSync(path.join(root, 'dist', room, 'index.js'), 'utf8'));
		expect(readFileSync(made, 'utf8')).toContain('Get a saved template of the team');
	});

	test('a file that is none of it stays a file of its own', async () => {
		await transpile([`${room}/simplified.ts`], folder);
		expect(existsSync(path.join(folder, 'dist', room, 'simplified.js'))).toBe(true);
		expect(existsSync(path.join(folder, 'dist', room, 'index.js'))).toBe(false);
	});
});
