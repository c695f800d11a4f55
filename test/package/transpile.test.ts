import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transpile } from '../../scripts/build/transpile.js';

const root = path.join(__dirname, '../..');
const room = 'nodes/Heymarket/template';
const resources = 'dist/nodes/Heymarket/resources.js';

const shipped = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('one file of the package, made anew', () => {
	let folder: string;

	const made = (file: string) => readFileSync(path.join(folder, file), 'utf8');

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'transpile-'));
		for (const part of ['nodes', 'credentials', 'tsconfig.json']) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
	});

	afterEach(() => rmSync(folder, { recursive: true }));

	test.each(['index.ts', 'get.operation.ts', 'simplified.ts'])('%s gives the file of all resources, as in dist', async (file) => {
		await transpile([`${room}/${file}`], folder);
		expect(made(resources)).toBe(shipped(resources));
		expect(made(resources)).toContain('Get a saved template of the team');
		expect(existsSync(path.join(folder, 'dist', room))).toBe(false);
	});

	test.each(['declaration.ts', 'polling.ts', 'events.ts'])('the trigger’s %s gives the file of the whole folder, as in dist', async (file) => {
		await transpile([`nodes/Heymarket/trigger/${file}`], folder);
		expect(made('dist/nodes/Heymarket/trigger/index.js')).toBe(shipped('dist/nodes/Heymarket/trigger/index.js'));
		expect(existsSync(path.join(folder, 'dist/nodes/Heymarket/trigger', file.replace('.ts', '.js')))).toBe(false);
	});

	test('a file that a trigger or a list imports too stays a file of its own', async () => {
		await transpile(['nodes/Heymarket/fields.ts'], folder);
		expect(made('dist/nodes/Heymarket/fields.js')).toBe(shipped('dist/nodes/Heymarket/fields.js'));
		expect(existsSync(path.join(folder, resources))).toBe(false);
	});
});

const roomsOf = ['Heymarket', 'Whippy', 'Sendook', 'shared'].flatMap((node) => [...(node === 'shared' ? [] : [`nodes/${node}/resources`]), `nodes/${node}/trigger/index`]);

test('no part stands in dist twice: forms are compared by identity, and a trigger remembers what it has sent', () => {
	const parts = roomsOf.flatMap((room) => {
		// A part may begin in several places of one file.
		const inside = [...new Set(Array.from(shipped(`dist/${room}.js`).matchAll(/^\/\/ (nodes\/.+)\.ts$/gm), ([, part]) => part))];
		expect(inside.length).toBeGreaterThan(5);
		expect(inside.filter((part) => !part.startsWith(`${path.posix.dirname(room)}/`))).toEqual([]);
		return inside;
	});
	expect(new Set(parts).size).toBe(parts.length);
	expect(parts.filter((part) => !roomsOf.includes(part) && existsSync(path.join(root, 'dist', `${part}.js`)))).toEqual([]);
});
